/** A host of single-page applications answers a missing file with its page, and status 200. */
import { DataFileError } from './data-file-error';

/** Of the beginning of a page, whatever its length. */
const HEAD = 512;

/** Whether bytes begin as a web page does. */
export function isWebPage(bytes: Uint8Array): boolean {
  const head = new TextDecoder().decode(bytes.subarray(0, HEAD));
  return /^\s*<(!doctype|!--|html|head|body|\?xml)/i.test(head);
}

export function webPageInstead(file: string): DataFileError {
  return new DataFileError(file, 'missing', 'the server sent a web page instead');
}
