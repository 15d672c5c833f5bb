/**
 * What goes into one file: all that the first figure needs beside the page's script, and the parts that other
 * figures share, by who shares them. Small files cost more than they save: each is a request, and its name stands
 * in the page's script.
 */
interface ModuleInfo {
  readonly importedIds: readonly string[];
}

interface Graph {
  getModuleInfo(id: string): ModuleInfo | null;
}

const FIRST_FIGURE = '/src/figures/hook/HookFigure.tsx';
const SCRIPT = '/src/main.tsx';
const SHARED = /\/src\/(components|figures|geometry|engine)\//;
/** Bytes before compression; smaller files are laid together. */
const SMALL = 12_000;

/** Named by who shares them, files would have names without an end. */
export function fileName(name: string, extension: string): string {
  return `assets/${name.split('~')[0]}-[hash]${extension}`;
}

export function codeSplitting(root: string) {
  const reached = new Map<string, ReadonlySet<string>>();
  /** All that a file imports without being asked, by detours too. */
  const reachedFrom = (file: string, graph: Graph) => {
    const known = reached.get(file);
    if (known) return known;
    const seen = new Set<string>();
    const visit = (id: string) => {
      if (seen.has(id)) return;
      seen.add(id);
      for (const next of graph.getModuleInfo(id)?.importedIds ?? []) visit(next);
    };
    visit(root + file);
    reached.set(file, seen);
    return seen;
  };
  return {
    groups: [
      {
        name: (id: string, graph: Graph) => (reachedFrom(SCRIPT, graph).has(id) ? 'page' : null),
        priority: 3,
      },
      {
        name: (id: string, graph: Graph) =>
          reachedFrom(FIRST_FIGURE, graph).has(id) ? 'first-figure' : null,
        priority: 2,
      },
      {
        name: 'shared',
        test: SHARED,
        minShareCount: 2,
        entriesAware: true,
        entriesAwareMergeThreshold: SMALL,
        priority: 1,
      },
    ],
  };
}
