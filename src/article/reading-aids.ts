/** What the text needs a script for, and its later fonts: the first figure does without. */
import { explainTerms } from './explain-terms';
import { reachFormulas } from './reach-formulas';
import './later-fonts.css';

export function readingAids(): void {
  explainTerms();
  reachFormulas();
}
