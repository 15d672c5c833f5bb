/**
 * Explanations of terms appear beside their words: on hover, on focus, and on a tap. Escape and a tap
 * elsewhere close them (popovers do that by themselves).
 */
const MARGIN = 12;
const GAP = 6;
/** How far its word may move with the page before an explanation goes, CSS pixels. */
const SCROLLED = 24;

export function explainTerms(): void {
  for (const word of document.querySelectorAll<HTMLElement>('[data-term]')) {
    const id = word.dataset.term!;
    const explanation = document.getElementById(id);
    if (!explanation || !('showPopover' in explanation)) continue;
    // Not a button element: those cannot break across lines, and leave the comma after them to the next.
    word.role = 'button';
    word.tabIndex = 0;
    word.setAttribute('aria-describedby', id);
    word.classList.add('term');
    explanation.addEventListener('toggle', (event) => {
      if ((event as ToggleEvent).newState !== 'open') return;
      placeBeside(word, explanation);
      hideWhenScrolled(word, explanation);
    });
    word.addEventListener('pointerenter', ({ pointerType }) => {
      if (pointerType === 'mouse') explanation.showPopover();
    });
    word.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType === 'mouse') explanation.hidePopover();
    });
    word.addEventListener('click', () => explanation.showPopover());
    word.addEventListener('focus', () => {
      if (word.matches(':focus-visible')) explanation.showPopover();
    });
    word.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      explanation.togglePopover();
    });
    word.addEventListener('blur', () => explanation.hidePopover());
  }
}

/** An explanation stays where it is in the window; it goes when its word has scrolled away from it. */
function hideWhenScrolled(word: Element, explanation: HTMLElement): void {
  const { top } = word.getBoundingClientRect();
  const closed = new AbortController();
  const { signal } = closed;
  explanation.addEventListener('toggle', () => closed.abort(), { once: true, signal });
  addEventListener(
    'scroll',
    () => {
      if (Math.abs(word.getBoundingClientRect().top - top) > SCROLLED) explanation.hidePopover();
    },
    { passive: true, signal },
  );
}

/** Under the word, or above it where there is no room, and within the window. */
function placeBeside(word: Element, explanation: HTMLElement): void {
  const at = word.getBoundingClientRect();
  const { width, height } = explanation.getBoundingClientRect();
  const left = Math.min(at.left, document.documentElement.clientWidth - width - MARGIN);
  const below = at.bottom + GAP + height <= innerHeight;
  explanation.style.left = `${Math.max(MARGIN, left)}px`;
  explanation.style.top = `${below ? at.bottom + GAP : at.top - GAP - height}px`;
}
