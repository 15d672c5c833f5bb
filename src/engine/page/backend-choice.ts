/** The backend that the reader has chosen, kept across visits. */
import { BACKENDS, type BackendChoice, type BackendName } from '../protocol';

const KEY = 'backend';

export function rememberedChoice(): BackendChoice {
  try {
    const value = localStorage.getItem(KEY);
    return BACKENDS.includes(value as BackendName) ? (value as BackendName) : 'auto';
  } catch {
    return 'auto';
  }
}

export function rememberChoice(choice: BackendChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Without storage the choice holds for this visit.
  }
}
