/**
 * The SHA-256 of some bytes, lower-case hexadecimal; null where it cannot be computed: browsers offer
 * it to pages that are served over https (or from localhost) only.
 */
export async function sha256(bytes: Uint8Array): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
