/** IEEE 754 half precision, which JavaScript engines have had for too short a time to rely on. */

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/**
 * The nearest half-precision number, ties to even.
 * @returns its 16 bits; those of an infinity from 65520 on
 */
export function toFloat16(value: number): number {
  single[0] = value;
  const word = bits[0]!;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fff_ffff;
  if (magnitude > 0x7f80_0000) return sign | 0x7e00;
  if (magnitude >= 0x477f_f000) return sign | 0x7c00;
  // Below 2⁻¹⁴ a half is a multiple of 2⁻²⁴.
  if (magnitude < 0x3880_0000) return sign | roundedToEven(Math.abs(single[0]!) * 2 ** 24);
  const exponent = magnitude - 0x3800_0000;
  return sign | ((exponent + 0xfff + ((exponent >>> 13) & 1)) >>> 13);
}

/** @param half 16 bits */
export function fromFloat16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function roundedToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
