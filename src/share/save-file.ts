/** Files that a reader takes away. */

/** Hands a file to the browser, which puts it where it puts downloads. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: Safari begins to read after the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file name of letters, digits and hyphens that says what `words` say. */
export function fileNameOf(words: string, extension: string): string {
  const name = words
    .replaceAll('λ', 'lambda')
    .replaceAll('×', 'x')
    .normalize('NFKD')
    .replace(/[^\w.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .toLowerCase();
  return `${name || 'file'}.${extension}`;
}
