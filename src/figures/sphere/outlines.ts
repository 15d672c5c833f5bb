/** Shapes on the sphere as SVG paths, its near side and its far side apart. */
import {
  type GeoPermissibleObjects,
  geoCircle,
  geoGraticule,
  geoOrthographic,
  geoPath,
} from 'd3-geo';
import type { Direction } from '../../geometry/joint-region';
import { type LonLat, toLonLat } from './directions';

export interface Outline {
  readonly near: string;
  readonly far: string;
}

/** @param radius in user units, around the drawing's origin */
export function outliner(view: LonLat, radius: number) {
  const projection = () =>
    geoOrthographic().scale(radius).translate([0, 0]).clipAngle(90).precision(0.3);
  const near = geoPath(projection().rotate([-view[0], -view[1]])).digits(2);
  // The far side is what the opposite reader sees, in a mirror.
  const opposite = projection()
    .rotate([-view[0] - 180, view[1]])
    .reflectX(true);
  const far = geoPath(opposite).digits(2);
  return (shape: GeoPermissibleObjects): Outline => ({
    near: near(shape) ?? '',
    far: far(shape) ?? '',
  });
}

export const GRATICULE = geoGraticule()
  .step([30, 30])
  .extentMajor([
    [-180, -90],
    [180, 90],
  ])();

/** The great circle of the directions along which a confidence stays as it is. */
export function normalCircle(gradient: LonLat): GeoPermissibleObjects {
  const [ring = []] = geoCircle()
    .center([...gradient])
    .radius(90)
    .precision(3)().coordinates;
  return { type: 'LineString', coordinates: ring };
}

/** The short way from one direction to another. */
export function arcBetween(a: LonLat, b: LonLat): GeoPermissibleObjects {
  return { type: 'LineString', coordinates: [[...a], [...b]] };
}

/** What a boundary, counter-clockwise as seen from outside, encloses. */
export function enclosed(boundary: readonly Direction[]): GeoPermissibleObjects {
  // d3-geo goes round the other way.
  return { type: 'Polygon', coordinates: [closed(boundary).reverse()] };
}

/** The boundary alone: where the limb cuts what it encloses there is none. */
export function edge(boundary: readonly Direction[]): GeoPermissibleObjects {
  return { type: 'LineString', coordinates: closed(boundary) };
}

function closed(boundary: readonly Direction[]): [number, number][] {
  return [...boundary, boundary[0]!].map((point) => [...toLonLat(point)]);
}
