/**
 * The playground's run as its figure shows it: begun when the figure is first seen and whenever what is to be trained
 * changes, and with a layer of the plane for every state that the engine tells.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { messageOf } from '../../data/message-of';
import { EngineUnavailableError } from '../../engine/page/engine-unavailable';
import { LatestOnly } from '../../engine/page/latest-only';
import type { Playground } from '../../engine/page/session';
import type {
  PlanarField,
  PlaneSettings,
  PlaygroundData,
  PlaygroundState,
  PlaygroundStatus,
} from '../../engine/protocol';
import { GRID_LEVELS } from '../../geometry/nested-grid';
import { linkState, useShared } from '../../share/link-state';
import { useSession, useSessionState } from '../session-context';
import { type Course, NO_COURSE, withField } from './course';
import {
  planeSettings,
  pointsOf,
  problemWithPoints,
  RECIPE_KEYS,
  type RecipeValues,
  recipeId,
} from './playground-recipe';

/** Intervals of the grid while the picture moves, and once it rests. */
const MOVING = GRID_LEVELS[1];
const RESTING = GRID_LEVELS[2];
/** Charts are drawn anew no more often than so many ms apart while a run goes on. */
const CHART_MS = 120;
/** How long a run that was begun by a moving hand goes on before the next may take its place, ms. */
const SEEN_MS = 400;

export interface PlaygroundPicture {
  readonly data: PlaygroundData;
  readonly settings: PlaneSettings;
  readonly status: PlaygroundStatus | null;
  /** The newest there is, of whichever run. */
  readonly state: PlaygroundState | null;
  readonly field: PlanarField | null;
  readonly course: Course;
  /** Why the points cannot be trained on; null where they can. */
  readonly unfit: string | null;
  /** What stopped the run, or kept it from beginning. */
  readonly problem: string | null;
}

export interface PlaygroundCommands {
  /** From the first step, at a pace that can be followed. */
  train(): void;
  pause(): void;
  resume(): void;
  stepOnce(): void;
  startOver(): void;
}

interface Wanted {
  readonly settings: PlaneSettings;
  readonly data: PlaygroundData;
  readonly how: 'watched' | 'at-once' | 'standing';
}

/** @param inSight whether the reader has come to the figure: only then the first run begins */
export function usePlayground(inSight: boolean): readonly [PlaygroundPicture, PlaygroundCommands] {
  const { playground } = useSession();
  const ready = useSessionState((state) => state.phase === 'ready');
  const view = useStore(playground.store);
  const recipe = useStore(
    linkState,
    useShallow(({ values }) => Object.fromEntries(RECIPE_KEYS.map((key) => [key, values[key]]))),
  ) as RecipeValues;
  const id = recipeId(recipe);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id stands for the recipe
  const { settings, data } = useMemo(
    () => ({ settings: planeSettings(recipe), data: pointsOf(recipe) }),
    [id],
  );
  const [live] = useShared('play.live');
  const [problem, setProblem] = useState<string | null>(null);
  const [begin] = useState(() => beginnerOf(playground, setProblem));
  const unfit = problemWithPoints(data);

  const start = useCallback(
    (how: Wanted['how']) => {
      if (!unfit) void begin.ask({ settings, data, how });
    },
    [begin, settings, data, unfit],
  );
  /** The recipe that was last begun. */
  const begun = useRef<string | null>(null);
  useEffect(() => {
    if (!ready || !inSight || begun.current === id) return;
    const { status, data: present } = playground.store.getState();
    if (begun.current === null) start(status && present?.id === data.id ? 'at-once' : 'watched');
    else if (live) start('at-once');
    else if (status?.phase === 'running') {
      // What may change on the way does.
      playground.change(settings).catch(() => {});
    } else return;
    begun.current = id;
  }, [ready, inSight, id, live, start, playground, settings, data]);

  const { field, course } = useFields(playground, view.run, view.status, view.state);

  const attempt = (action: Promise<void>) => {
    setProblem(null);
    action.catch((error: unknown) => {
      if (!(error instanceof EngineUnavailableError)) setProblem(messageOf(error));
    });
  };
  const commands: PlaygroundCommands = {
    train: () => {
      begun.current = id;
      start('watched');
    },
    startOver: () => {
      begun.current = id;
      start('standing');
    },
    pause: () => attempt(playground.pause()),
    resume: () => attempt(playground.play('watched')),
    stepOnce: () => attempt(playground.stepOnce()),
  };
  return [
    {
      data,
      settings,
      status: view.status,
      state: view.state,
      field,
      course,
      unfit,
      problem: view.status?.message ?? problem,
    },
    commands,
  ];
}

/** Begins runs one after another, each when the one before has shown something. */
function beginnerOf(playground: Playground, tell: (problem: string | null) => void) {
  return new LatestOnly<Wanted>(async ({ settings, data, how }) => {
    tell(null);
    try {
      await playground.begin(settings, data, how !== 'standing' && how);
      if (how === 'at-once') await isSeen(playground);
    } catch (error) {
      // What has no engine yet is begun by the next one.
      if (!(error instanceof EngineUnavailableError)) tell(messageOf(error));
    }
  });
}

/** Settles when the run has ended, or has gone on for as long as a hand may wait. */
function isSeen({ store }: Playground): Promise<void> {
  return new Promise((resolve) => {
    const over = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const timer = setTimeout(over, SEEN_MS);
    const look = () => {
      const { status } = store.getState();
      if (status && status.phase !== 'running') over();
    };
    const unsubscribe = store.subscribe(look);
    look();
  });
}

/** A layer for every state, as fast as they can be had; between states none is asked for twice. */
function useFields(
  playground: Playground,
  run: string | null,
  status: PlaygroundStatus | null,
  state: PlaygroundState | null,
): { readonly field: PlanarField | null; readonly course: Course } {
  const [layer] = useShared('play.layer');
  const [epsilon] = useShared('play.epsilon');
  const [field, setField] = useState<PlanarField | null>(null);
  const course = useRef(NO_COURSE);
  const [drawn, setDrawn] = useState(NO_COURSE);
  const drawnAt = useRef(0);
  const running = status?.phase === 'running';
  const still = running && matchMedia('(prefers-reduced-motion: reduce)').matches;

  useEffect(() => {
    if (!run || !state || still) return;
    const intervals = running ? MOVING : RESTING;
    playground
      .field({ layer, intervals, epsilon })
      .then((found) => {
        if (!found || playground.store.getState().run !== run) return;
        setField(found.field);
        course.current = withField(course.current, run, found.step, found.field);
        const now = performance.now();
        if (running && now - drawnAt.current < CHART_MS) return;
        drawnAt.current = now;
        setDrawn(course.current);
      })
      // An engine that takes this one's place begins the run again.
      .catch(() => {});
  }, [playground, run, state, running, still, layer, epsilon]);
  return { field, course: drawn };
}
