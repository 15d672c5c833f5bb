/** Files of the ensembles that come with the page. */
import { type DownloadOptions, download } from '../../data/download';
import { SHIPPED_FILES } from '../../ensemble/shipped';

/**
 * @param baseUrl of the files, absolute, with a slash at its end
 * @throws DataFileError; also for what is not the file that the list has
 */
export function downloadShipped(
  id: keyof typeof SHIPPED_FILES,
  baseUrl: string,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const expected = SHIPPED_FILES[id];
  const { file, sha256 } = expected;
  const url = new URL(file, baseUrl);
  // What a cache keeps of an older version of the page is another file.
  url.searchParams.set('sha256', sha256);
  return download(file, url, { expected, ...options });
}
