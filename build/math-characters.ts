/** What formulas may be written with: the characters that the font of the page's formulas has glyphs for. */
const RANGES: readonly (readonly [from: number, to: number])[] = [
  [0x20, 0x7e],
  // Greek, upright.
  [0x391, 0x3a9],
  [0x3b1, 0x3c9],
  [0x3d5, 0x3d5],
  [0x3f5, 0x3f5],
  // Italic: Latin, Greek. A single letter is drawn as these, however it is written.
  [0x1d434, 0x1d467],
  [0x1d6e2, 0x1d71b],
];

const SIGNS = 'ℎℓ∇∂∑∏√∈∉≤≥≠≈‖∥∣⟨⟩·⋅…′−×±→∞∩∪⊂∀∃∼𝒩';
/** Not drawn: function application, invisible times and comma, and spaces. */
const UNSEEN = '\u2061\u2062\u2063\u00a0\u2009\u200b';

export const MATH_CHARACTERS: string =
  RANGES.map(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join(''),
  ).join('') +
  SIGNS +
  UNSEEN;
