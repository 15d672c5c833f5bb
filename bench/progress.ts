/** What a command that takes minutes says on standard error, so that standard output is the result. */

/** @returns a printer of lines, each with the seconds since the start */
export function progressLines(): (line: string) => void {
  const began = performance.now();
  return (line) => {
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  ${line}\n`);
  };
}

/** "45 s", "3 min", "2 h 5 min": as exactly as such estimates are worth. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
