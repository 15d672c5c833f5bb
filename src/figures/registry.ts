/**
 * The figures of the page: each has a name, which is its address (`?figure=NAME`), a title, a caption, and
 * a component that is fetched when it is wanted.
 */
import type { SettingGroup, SharedKey } from '../share/shareable-settings';
import { type LazyComponent, lazy } from './frame/lazy';

export interface FigureEntry {
  /** Its address, and its folder. */
  readonly name: string;
  /** What its link carries: its own settings, by their short name, and those that it depends on. */
  readonly settings: readonly (SettingGroup | SharedKey)[];
  readonly title: string;
  /** What to try and what to look for: plain sentences under the figure, in the article and alone. */
  readonly caption: string;
  /** Height that is kept for it while it loads, px, in windows 390, 800 and 1280 px wide. */
  readonly room: readonly [narrow: number, middle: number, wide: number];
  /** Whether it computes with networks; such a figure may call useSession. */
  readonly needsEngine: boolean;
  readonly Component: LazyComponent;
}

export const FIGURES = [
  {
    name: 'hook',
    settings: ['hook'],
    title: 'A step that fools a network',
    caption:
      'Drag the slider until the answer changes, then look for what changed in the picture. Nothing is added but one fixed pattern, which was found in a single step.',
    room: [821, 884, 535],
    needsEngine: false,
    Component: lazy(() => import('./hook/HookFigure')),
  },
  {
    name: 'norm-balls',
    settings: ['balls'],
    title: 'How large is a perturbation?',
    caption:
      'Drag the perturbation δ across the edges of the three balls, then turn the gradient. In which ball does the best step go to a corner wherever the gradient points?',
    room: [894, 603, 494],
    needsEngine: false,
    Component: lazy(() => import('./norm-balls/NormBallsFigure')),
  },
  {
    name: 'straight-line',
    settings: ['line'],
    title: 'The straight line that FGS assumes',
    caption:
      'The straight line is what FGS assumes, the curve is what the network does. Where do they part? Compare garments.',
    room: [1403, 1061, 652],
    needsEngine: false,
    Component: lazy(() => import('./straight-line/StraightLineFigure')),
  },
  {
    name: 'surfaces',
    settings: ['surfaces'],
    title: 'Two confidences as surfaces',
    caption:
      'Push the ball down one surface and watch the other; then go from parallel to antiparallel gradients and push again. The height is a model’s confidence over an input of two numbers; on the floor, the directions that lower both are orange. These are formulas, not trained networks.',
    room: [755, 476, 605],
    needsEngine: false,
    Component: lazy(() => import('./surfaces/SurfacesFigure')),
  },
  {
    name: 'two-models',
    settings: ['two'],
    title: 'Two models',
    caption:
      'Drag the tips of ∇f and ∇g: the closer they point, the wider the orange region. Then move δ: both bars turn red exactly while it is in the orange. With the keyboard: arrows, Shift for larger steps, Alt for smaller ones; Alt while dragging switches snapping off.',
    room: [1109, 607, 712],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./two-models/TwoModelsFigure')).TwoModelsFigure,
    })),
  },
  {
    name: 'arrangements',
    settings: ['arr'],
    title: 'Arrangements',
    caption:
      'Choose green or yellow: no orange is left, although the mean cosine and GAL are well above their least. Then put the arrows closer together and run both descents: the one on GDR stops as soon as the orange is gone. Blue, green and yellow are from Adam and Speciel (2020). With the keyboard: arrows, Shift for larger steps, Alt for smaller ones; Alt while dragging switches snapping off.',
    room: [1548, 998, 1007],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./arrangements/ArrangementsFigure')).ArrangementsFigure,
    })),
  },
  {
    name: 'sphere',
    settings: ['sphere'],
    title: 'Three models in space',
    caption:
      'Drag the sphere to turn it, and the tips to move the gradients. Three orthogonal ones leave exactly one eighth. Bring them towards one plane, around the centre, and the orange triangle vanishes. What is on the far side is drawn faint; the keyboard reaches it (arrows, Shift for larger steps, Alt for smaller ones).',
    room: [847, 520, 634],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./sphere/SphereFigure')).SphereFigure,
    })),
  },
  {
    name: 'cosine-matrix',
    settings: ['matrix'],
    title: 'Any number of models',
    caption:
      'Choose a cell, then change its cosine. Which values it may take depends on all the others: no three members can all be more than 120° apart.',
    room: [621, 451, 458],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./cosine-matrix/CosineMatrixFigure')).CosineMatrixFigure,
    })),
  },
  {
    name: 'attack',
    settings: ['attack'],
    title: 'Live FGS attack',
    caption:
      'An attack on the whole ensemble climbs the loss of the mean probability. Compare the two ensembles at the same ε, then attack one member alone.',
    room: [1862, 1279, 1025],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./attack/AttackFigure')).AttackFigure,
    })),
  },
  {
    name: 'lab',
    settings: ['lab'],
    title: 'Lab',
    caption:
      'Train the same ensemble twice, with λ = 0 and with λ = 3, from the same seed. Then switch on “retrain live” and move λ.',
    room: [2189, 1319, 1042],
    needsEngine: true,
    Component: lazy(async () => ({ default: (await import('./lab/LabFigure')).LabFigure })),
  },
  {
    name: 'ensembles',
    settings: ['ensembles', 'attack.ensemble'],
    title: 'Compare ensembles',
    caption:
      'Each ensemble is a point. Train one or two more in the Lab, with another λ or another penalty, and see whether they fall into line. After the results of Adam and Speciel (2020).',
    room: [1012, 916, 822],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./ensembles/EnsemblesFigure')).EnsemblesFigure,
    })),
  },
  {
    name: 'transfer',
    settings: ['transfer', 'attack.ensemble'],
    title: 'Transfer between members',
    caption:
      'Each row is the member that the attack was made on, each column a member that is then shown the perturbed images; outlined, the member itself. How much of the diagonal is found beside it?',
    room: [907, 501, 480],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./transfer/TransferFigure')).TransferFigure,
    })),
  },
  {
    name: 'sign-steps',
    settings: ['signs', 'attack.ensemble'],
    title: 'Sign steps and the right angle',
    caption:
      'Pairs of members, counted over held-out images. Right of the dashed line a step along one gradient raises the other confidence; a step along its sign may lower both all the same: where, and how often?',
    room: [1051, 570, 536],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./sign-steps/SignStepsFigure')).SignStepsFigure,
    })),
  },
  {
    name: 'saliency',
    settings: ['saliency', 'attack.ensemble'],
    title: 'What the members look at',
    caption:
      'The same garment, seen by the members of the plainly trained ensemble and by those of the regularised one. Can gradients be orthogonal, or even opposed, while the members look at the same pixels? Compare the columns of numbers.',
    room: [1245, 719, 704],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./saliency/SaliencyFigure')).SaliencyFigure,
    })),
  },
  {
    name: 'attackers',
    settings: ['attackers', 'attack.ensemble'],
    title: 'Who is attacking?',
    caption:
      'The same attack, made on one member, on a stranger’s copy, and on everything. Where does the second bar of a pair stay longer than the first? Now give the attacker one step, then fifty.',
    room: [1500, 900, 760],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./attackers/AttackersFigure')).AttackersFigure,
    })),
  },
  {
    name: 'detection',
    settings: ['detection', 'attack.ensemble'],
    title: 'Disagreement as a warning',
    caption:
      'How often disagreement flags an attacked image, against how often it flags a clean one. Raise ε: members that are fooled alike agree again.',
    room: [1375, 702, 662],
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
