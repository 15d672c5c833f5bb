/** What an error says, whatever was thrown; not all that carries a message is an Error (a GPUError). */
export function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}
