/** The theme's colours as numbers, which a canvas needs to shade and mix them. */
import { memberColor } from '../../components/members';

/** Red, green, blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Shades of a sheet, from turned away from the light to facing it. */
export const SHADES = 48;

export interface Palette {
  readonly ground: string;
  readonly sunk: string;
  readonly rule: string;
  readonly ruleStrong: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly adversarial: string;
  readonly adversarialSoft: string;
  readonly adversarialInk: string;
  /** Of f and g: for lines and text. */
  readonly members: readonly [string, string];
  /** Of the lines on f's and g's sheet. */
  readonly meshes: readonly [string, string];
  /** Of f's and g's sheet: SHADES colours each. */
  readonly sheets: readonly [readonly string[], readonly string[]];
  /** The dark side of the ball. */
  readonly shadow: string;
  readonly font: string;
}

const TOKENS = {
  ground: 'var(--ground)',
  sunk: 'var(--sunk)',
  rule: 'var(--rule)',
  ruleStrong: 'var(--rule-strong)',
  ink: 'var(--ink)',
  inkSoft: 'var(--ink-soft)',
  adversarial: 'var(--adversarial)',
  adversarialSoft: 'var(--adversarial-soft)',
  adversarialInk: 'var(--adversarial-ink)',
} as const;

/** Reads the tokens as they hold inside `host`, with the theme now in force. */
export function readPalette(host: HTMLElement, scheme: 'light' | 'dark'): Palette {
  const probe = document.createElement('span');
  host.append(probe);
  const read = (token: string) => {
    probe.style.color = token;
    return getComputedStyle(probe).color;
  };
  const named = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, read(token)]),
  ) as Record<keyof typeof TOKENS, string>;
  const members = [read(memberColor(0)), read(memberColor(1))] as const;
  // On dark paper the lit part of a sheet has its member's colour.
  const lift = scheme === 'light' ? 0 : 0.45;
  const mesh = (member: string) => toCss(mix(toRgb(member), toRgb(named.ink), lift));
  const shadow = scheme === 'light' ? named.ink : named.ruleStrong;
  const font = getComputedStyle(probe).fontFamily;
  probe.remove();
  const sheet = (member: string) => shadesOf(toRgb(member), toRgb(named.ground), scheme);
  return {
    ...named,
    members,
    meshes: [mesh(members[0]), mesh(members[1])],
    sheets: [sheet(members[0]), sheet(members[1])],
    shadow,
    font,
  };
}

/** From "rgb(29, 65, 151)" or "rgba(…)"; what it cannot read is grey. */
export function toRgb(css: string): Rgb {
  const [r, g, b] = (css.match(/[\d.]+/g) ?? []).map(Number);
  if (r === undefined || g === undefined || b === undefined) return [128, 128, 128];
  return [r, g, b];
}

/** `share` of b, the rest of a. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const at = (k: 0 | 1 | 2) => a[k] + share * (b[k] - a[k]);
  return [at(0), at(1), at(2)];
}

/** Lit parts go towards white paper in the light theme; dark parts towards the night in the other. */
function shadesOf(member: Rgb, ground: Rgb, scheme: 'light' | 'dark'): string[] {
  return Array.from({ length: SHADES }, (_, k) => {
    const light = k / (SHADES - 1);
    const share = scheme === 'light' ? 0.86 - 0.56 * light : 0.3 + 0.6 * light;
    return toCss(mix(ground, member, share));
  });
}

function toCss(color: Rgb): string {
  return `rgb(${color.map(Math.round).join(' ')})`;
}
