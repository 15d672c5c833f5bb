/** The published results of `npm run sweep`, in the page's folder sweep/. */

/** Set while the page is built (vite.config.ts). */
declare const PUBLISHED_SWEEP: readonly { readonly name: string; readonly bytes: number }[];

export const SWEEP_FILES = PUBLISHED_SWEEP;
