/**
 * Explanations of terms appear on hover and on focus too, beside their words. A tap or a press opens them
 * without this; Escape and a tap elsewhere close them (popovers do that by themselves).
 */
const MARGIN = 12;
const GAP = 6;

export function explainTerms(): void {
  for (const word of document.querySelectorAll<HTMLButtonElement>('.term')) {
    const explanation = document.getElementById(word.getAttribute('popovertarget')!);
    if (!explanation || !('showPopover' in explanation)) continue;
    explanation.addEventListener('toggle', (event) => {
      if ((event as ToggleEvent).newState === 'open') placeBeside(word, explanation);
    });
    word.addEventListener('pointerenter', ({ pointerType }) => {
      if (pointerType === 'mouse') explanation.showPopover();
    });
    word.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType === 'mouse') explanation.hidePopover();
    });
    word.addEventListener('focus', () => {
      if (word.matches(':focus-visible')) explanation.showPopover();
    });
    word.addEventListener('blur', () => explanation.hidePopover());
  }
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
