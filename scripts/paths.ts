/** Places in the repository that scripts read and write. */
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const DATA_FOLDER = `${ROOT}public/data/fashion-mnist`;
/** What is served as it is. */
export const PUBLIC_FOLDER = `${ROOT}public`;
export const ENSEMBLE_FOLDER = `${ROOT}public/ensembles`;
/** Which files are in it, with their checksums. */
export const SHIPPED_LIST = `${ROOT}src/ensemble/shipped.json`;
/** How those that are shown did while they were trained. */
export const COURSES_LIST = `${ROOT}src/training/shipped-courses.json`;
