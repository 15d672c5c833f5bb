/** Shows one figure in the article's place. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../components/light-on-paper';
import { FigurePage } from './FigurePage';
import { postHeight } from './post-height';

/** @param name as the address has it: perhaps of no figure */
export function showAlone(root: HTMLElement, name: string): void {
  root.replaceChildren();
  createRoot(root).render(
    <StrictMode>
      <FigurePage name={name} />
    </StrictMode>,
  );
  document.documentElement.classList.remove('alone');
  postHeight();
}
