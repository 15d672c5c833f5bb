/** What can be wrong with a file that the page fetches, and what the reader can do about it. */

export type DataFileProblem =
  | 'missing'
  | 'truncated'
  | 'altered'
  | 'network'
  /** The server has fallen silent. */
  | 'stalled'
  | 'aborted'
  /** The platform cannot unpack or verify. */
  | 'unsupported';

const EXPLANATION: Readonly<Record<DataFileProblem, string>> = {
  missing: 'was not found',
  truncated: 'arrived cut short',
  altered: 'is not the file it should be',
  network: 'could not be fetched',
  stalled: 'has stopped arriving',
  aborted: 'was no longer wanted',
  unsupported: 'cannot be unpacked or verified here',
};

const ADVICE: Readonly<Record<DataFileProblem, string>> = {
  missing: 'Reload the page; if that does not help, it was published without this file.',
  truncated: 'Nothing of it was used. Try again.',
  altered: 'Nothing of it was used. Try again; if that does not help, reload the page.',
  network: 'Check the connection and try again.',
  stalled: 'Check the connection and try again.',
  aborted: '',
  unsupported: 'Open the page over https, or from localhost, in a current browser.',
};

export class DataFileError extends Error {
  override readonly name = 'DataFileError';

  /**
   * @param detail what exactly was seen, in brackets behind the explanation
   * @param advice what to do, where that is not what a reader of the page can do
   */
  constructor(
    readonly file: string,
    readonly reason: DataFileProblem,
    detail = '',
    advice = ADVICE[reason],
  ) {
    const more = detail ? ` (${detail})` : '';
    super(`The data file ${file} ${EXPLANATION[reason]}${more}.${advice ? ` ${advice}` : ''}`);
  }
}
