/** Formulas wider than the page scroll inside themselves: those can be reached by keyboard, the others need not. */
import { watchScrolling } from '../components/scrolling';

export function reachFormulas(): void {
  for (const formula of document.querySelectorAll<HTMLElement>('.formula')) {
    watchScrolling(formula, (scrolls) => {
      if (scrolls) {
        formula.tabIndex = 0;
        formula.setAttribute('role', 'group');
        formula.setAttribute('aria-label', 'Formula');
      } else {
        for (const name of ['tabindex', 'role', 'aria-label']) formula.removeAttribute(name);
      }
    });
  }
}
