/** Places in the repository that scripts read and write. */
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const DATA_FOLDER = `${ROOT}public/data/fashion-mnist`;
export const ENSEMBLE_FOLDER = `${ROOT}public/ensembles`;
