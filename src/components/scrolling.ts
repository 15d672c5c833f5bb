/** Whether an element scrolls sideways inside itself: only then must the keyboard be able to reach it. */

/**
 * Tells at once, and whenever it may have changed.
 * @returns what ends it
 */
export function watchScrolling(
  element: HTMLElement,
  onChange: (scrolls: boolean) => void,
): () => void {
  const tell = () => onChange(element.scrollWidth > element.clientWidth);
  const observer = new ResizeObserver(tell);
  observer.observe(element);
  // What it holds grows inside it, and with a font that comes late, without a change of its own size.
  for (const child of element.children) observer.observe(child);
  document.fonts.addEventListener('loadingdone', tell);
  tell();
  return () => {
    observer.disconnect();
    document.fonts.removeEventListener('loadingdone', tell);
  };
}
