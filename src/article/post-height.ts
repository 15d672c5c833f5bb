/**
 * A figure in another page's frame tells that page how high it is, now and whenever that changes, so that the
 * frame can be given the room (figures/frame/embedding.ts has the script that does).
 */
import { HEIGHT_MESSAGE } from '../figures/frame/embedding';

export function postHeight(): void {
  if (window.parent === window) return;
  const page = document.documentElement;
  const post = () => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    // Nothing that another page might not know.
    window.parent.postMessage({ type: HEIGHT_MESSAGE, height }, '*');
  };
  new ResizeObserver(post).observe(page);
}
