/**
 * The figures of the page: each has a name, which is its address (`?figure=NAME`), a title, and a
 * component that is fetched when it is wanted.
 */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface FigureEntry {
  /** Its address, and its folder. */
  readonly name: string;
  readonly title: string;
  /** What to try: one or two plain sentences under the figure. */
  readonly caption?: string;
  /** Height that is kept for it while it loads, px, in windows 390, 800 and 1280 px wide. */
  readonly room: readonly [narrow: number, middle: number, wide: number];
  /** Whether it computes with networks; such a figure may call useSession. */
  readonly needsEngine: boolean;
  readonly Component: LazyExoticComponent<ComponentType>;
}

export const FIGURES = [
  {
    name: 'hook',
    title: 'A step that fools a network',
    caption:
      'Drag the slider until the answer changes, then look for what changed in the picture. Another garment takes more, or less.',
    room: [821, 884, 535],
    needsEngine: false,
    Component: lazy(() => import('./hook/HookFigure')),
  },
  {
    name: 'norm-balls',
    title: 'How large is a perturbation?',
    caption:
      'Drag the perturbation δ across the edges of the three balls, and turn the gradient to see where in each ball the loss rises most.',
    room: [886, 585, 494],
    needsEngine: false,
    Component: lazy(() => import('./norm-balls/NormBallsFigure')),
  },
  {
    name: 'straight-line',
    title: 'The straight line that FGS assumes',
    caption:
      'Compare garments: where the network is sure of itself the straight line promises next to nothing, and the truth curves away from it.',
    room: [1421, 1062, 652],
    needsEngine: false,
    Component: lazy(() => import('./straight-line/StraightLineFigure')),
  },
  {
    name: 'surfaces',
    title: 'Two confidences as surfaces',
    caption:
      'The height of each surface is one model’s confidence over an input of two numbers, x₁ and x₂. These are analytic functions, not trained networks. Drag to turn them, push the ball, and go from parallel to antiparallel gradients; on the floor, the directions that lower both confidences are orange. What the gradients say holds for two models equally confident at the start, and for a step within which their gradients hardly change.',
    room: [771, 476, 605],
    needsEngine: false,
    Component: lazy(() => import('./surfaces/SurfacesFigure')),
  },
  {
    name: 'two-models',
    title: 'Two models',
    caption:
      'Drag the tips of ∇f and ∇g: the closer they point, the wider the orange region. Then move δ: both bars turn red exactly while it is in the orange. With the keyboard: arrows, Shift for larger steps, Alt for smaller ones; Alt while dragging switches snapping off.',
    room: [1117, 1261, 634],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./two-models/TwoModelsFigure')).TwoModelsFigure,
    })),
  },
  {
    name: 'arrangements',
    title: 'Arrangements',
    caption:
      'Drag the gradients of up to eight models. Choose green or yellow: no orange is left, although the mean cosine and GAL are well above their least. Then put the arrows closer together and run both descents: the one on GDR stops as soon as the orange is gone. With the keyboard: arrows, Shift for larger steps, Alt for smaller ones; Alt while dragging switches snapping off.',
    room: [1468, 1508, 845],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./arrangements/ArrangementsFigure')).ArrangementsFigure,
    })),
  },
  {
    name: 'sphere',
    title: 'Three models in space',
    caption:
      'Drag the sphere to turn it, and the tips to move the gradients. Pull the three towards a plane around the centre: the orange triangle shrinks and vanishes, for every direction then raises some confidence. What is on the far side is drawn faint; the keyboard reaches it (arrows, Shift for larger steps, Alt for smaller ones).',
    room: [875, 943, 588],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./sphere/SphereFigure')).SphereFigure,
    })),
  },
  {
    name: 'cosine-matrix',
    title: 'Any number of models',
    caption:
      'Choose a cell, then change its cosine. Only the cosines between the gradients count, whatever the number of pixels; which values one of them may take depends on all the others.',
    room: [629, 576, 366],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./cosine-matrix/CosineMatrixFigure')).CosineMatrixFigure,
    })),
  },
  {
    name: 'attack',
    title: 'Live FGS attack',
    room: [1848, 1241, 1025],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./attack/AttackFigure')).AttackFigure,
    })),
  },
  {
    name: 'lab',
    title: 'Lab',
    room: [1835, 1569, 934],
    needsEngine: true,
    Component: lazy(async () => ({ default: (await import('./lab/LabFigure')).LabFigure })),
  },
  {
    name: 'ensembles',
    title: 'Compare ensembles',
    room: [1097, 1001, 832],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./ensembles/EnsemblesFigure')).EnsemblesFigure,
    })),
  },
  {
    name: 'transfer',
    title: 'Transfer between members',
    caption:
      'Each row is the member that the attack was made on, each column a member that is then shown the perturbed images; outlined, the member itself. How much of the diagonal is found beside it?',
    room: [897, 496, 475],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./transfer/TransferFigure')).TransferFigure,
    })),
  },
  {
    name: 'sign-steps',
    title: 'Sign steps and the right angle',
    caption:
      'Right of the dashed line a step along one gradient raises the other confidence. A step along its sign may lower both all the same: where, and how often?',
    room: [1039, 568, 532],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./sign-steps/SignStepsFigure')).SignStepsFigure,
    })),
  },
  {
    name: 'saliency',
    title: 'What the members look at',
    caption:
      'Compare the columns of numbers: can gradients be orthogonal, or even opposed, while the members look at the same pixels?',
    room: [1261, 700, 717],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./saliency/SaliencyFigure')).SaliencyFigure,
    })),
  },
  {
    name: 'detection',
    title: 'Disagreement as a warning',
    caption:
      'How often disagreement flags an attacked image, against how often it flags a clean one. Raise ε: members that are fooled alike agree again.',
    room: [1325, 681, 641],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./detection/DetectionFigure')).DetectionFigure,
    })),
  },
] as const satisfies readonly FigureEntry[];

export type FigureName = (typeof FIGURES)[number]['name'];

/** The figure of that name, if there is one. */
export function findFigure(name: string): FigureEntry | undefined {
  return FIGURES.find((figure) => figure.name === name);
}

/** The figure of a name that is known to be one. */
export function figureOf(name: FigureName): FigureEntry {
  return findFigure(name)!;
}
