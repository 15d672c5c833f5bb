/** ▶, or ⏸ while it plays: for a button whose words say what. */
export function PlaySign({ playing }: { readonly playing: boolean }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d={playing ? 'M2 1H5V11H2ZM7 1H10V11H7Z' : 'M2 1L11 6L2 11Z'} fill="currentColor" />
    </svg>
  );
}
