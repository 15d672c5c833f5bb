/**
 * The figures of the page: each has a name, which is its address (`?figure=NAME`), a title, and a component that
 * is fetched when it is wanted. Their captions are in captions.ts.
 */
import type { SettingGroup, SharedKey } from '../share/shareable-settings';
import { type LazyComponent, lazy } from './frame/lazy';

export interface FigureEntry {
  /** Its address, and its folder. */
  readonly name: string;
  /** What its link carries: its own settings, by their short name, and those that it depends on. */
  readonly settings: readonly (SettingGroup | SharedKey)[];
  readonly title: string;
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
    room: [821, 884, 535],
    needsEngine: false,
    Component: lazy(() => import('./hook/HookFigure')),
  },
  {
    name: 'norm-balls',
    settings: ['balls'],
    title: 'How large is a perturbation?',
    room: [894, 603, 494],
    needsEngine: false,
    Component: lazy(() => import('./norm-balls/NormBallsFigure')),
  },
  {
    name: 'straight-line',
    settings: ['line'],
    title: 'The straight line that FGS assumes',
    room: [1403, 1061, 652],
    needsEngine: false,
    Component: lazy(() => import('./straight-line/StraightLineFigure')),
  },
  {
    name: 'surfaces',
    settings: ['surfaces'],
    title: 'Two confidences as surfaces',
    room: [755, 476, 605],
    needsEngine: false,
    Component: lazy(() => import('./surfaces/SurfacesFigure')),
  },
  {
    name: 'two-models',
    settings: ['two'],
    title: 'Two models',
    room: [1109, 607, 712],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./two-models/TwoModelsFigure')).TwoModelsFigure,
    })),
  },
  {
    name: 'playground',
    settings: ['play'],
    title: 'Two inputs: the playground',
    room: [2195, 1226, 971],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./playground/PlaygroundFigure')).PlaygroundFigure,
    })),
  },
  {
    name: 'arrangements',
    settings: ['arr'],
    title: 'Arrangements',
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
    room: [621, 451, 458],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./cosine-matrix/CosineMatrixFigure')).CosineMatrixFigure,
    })),
  },
  {
    name: 'joint-slope',
    settings: ['slope'],
    title: 'Share is not slope',
    room: [1604, 871, 922],
    needsEngine: false,
    Component: lazy(async () => ({
      default: (await import('./joint-slope/JointSlopeFigure')).JointSlopeFigure,
    })),
  },
  {
    name: 'attack',
    settings: ['attack'],
    title: 'Live attack',
    room: [3787, 2474, 2125],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./attack/AttackFigure')).AttackFigure,
    })),
  },
  {
    name: 'lab',
    settings: ['lab'],
    title: 'Lab',
    room: [2743, 1873, 1553],
    needsEngine: true,
    Component: lazy(async () => ({ default: (await import('./lab/LabFigure')).LabFigure })),
  },
  {
    name: 'ensembles',
    settings: ['ensembles', 'attack.ensemble'],
    title: 'Compare ensembles',
    // Between two ensembles (1146 px where it is widest) and three (1407): a figure below fetches another.
    room: [1551, 1280, 1260],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./ensembles/EnsemblesFigure')).EnsemblesFigure,
    })),
  },
  {
    name: 'gdr-success',
    settings: ['sweep'],
    title: 'GDR against success',
    room: [2128, 1466, 976],
    needsEngine: true,
    Component: lazy(() => import('./gdr-success/GdrSuccessFigure')),
  },
  {
    name: 'price',
    settings: ['price'],
    title: 'The price',
    room: [1002, 781, 781],
    needsEngine: true,
    Component: lazy(() => import('./price/PriceFigure')),
  },
  {
    name: 'transfer',
    settings: ['transfer', 'compare', 'attack.ensemble'],
    title: 'Transfer between members',
    room: [1186, 643, 622],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./transfer/TransferFigure')).TransferFigure,
    })),
  },
  {
    name: 'sign-steps',
    settings: ['signs', 'compare', 'attack.ensemble'],
    title: 'Sign steps and the right angle',
    room: [1143, 620, 586],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./sign-steps/SignStepsFigure')).SignStepsFigure,
    })),
  },
  {
    name: 'cone-truth',
    settings: ['cone', 'compare', 'attack.ensemble'],
    title: 'The cone against the truth',
    room: [2907, 1595, 1497],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./cone-truth/ConeTruthFigure')).ConeTruthFigure,
    })),
  },
  {
    name: 'saliency',
    settings: ['saliency', 'compare', 'attack.ensemble'],
    title: 'What the members look at',
    room: [1337, 769, 754],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./saliency/SaliencyFigure')).SaliencyFigure,
    })),
  },
  {
    name: 'attackers',
    settings: ['attackers', 'compare', 'attack.ensemble'],
    title: 'Who is attacking?',
    room: [2358, 1654, 1197],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./attackers/AttackersFigure')).AttackersFigure,
    })),
  },
  {
    name: 'diversity-map',
    settings: ['map', 'compare', 'attack.ensemble'],
    title: 'Where the diversity sits',
    room: [2182, 1416, 1172],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./diversity-map/DiversityMapFigure')).DiversityMapFigure,
    })),
  },
  {
    name: 'detection',
    settings: ['detection', 'compare', 'attack.ensemble'],
    title: 'Disagreement as a warning',
    room: [1980, 1144, 989],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./detection/DetectionFigure')).DetectionFigure,
    })),
  },
  {
    name: 'evaluation-card',
    settings: ['attack.ensemble'],
    title: 'Evaluation card',
    room: [350, 240, 222],
    needsEngine: true,
    Component: lazy(async () => ({
      default: (await import('./evaluation-card/EvaluationCardFigure')).EvaluationCardFigure,
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
