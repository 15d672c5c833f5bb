/** What the text needs a script for, and the first figures do without. */
import { explainTerms } from './explain-terms';
import { reachFormulas } from './reach-formulas';

export function readingAids(): void {
  explainTerms();
  reachFormulas();
}
