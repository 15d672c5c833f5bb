/** Short labels beside the points of a drawing, where they lie neither on one another nor on a point. */

export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  /** Of its text, px. */
  readonly width: number;
}

export interface LabelPlace {
  /** Of the text's middle, px. */
  readonly x: number;
  readonly y: number;
}

const HEIGHT = 13;
/** Between a point's middle and its label, px. */
const AWAY = 7;

/**
 * @param points those that come first choose first
 * @returns null for a label that finds no place
 */
export function placeLabels(
  points: readonly LabelledPoint[],
  room: { readonly width: number; readonly height: number },
): (LabelPlace | null)[] {
  const taken: { x: number; y: number; width: number; height: number }[] = points.map(
    ({ x, y }) => ({ x, y, width: 10, height: 10 }),
  );
  return points.map(({ x, y, width }) => {
    const aside = AWAY + width / 2;
    const places = [
      { x: x + aside, y },
      { x, y: y - AWAY - HEIGHT / 2 },
      { x: x - aside, y },
      { x, y: y + AWAY + HEIGHT / 2 },
      { x: x + aside * 0.8, y: y - HEIGHT },
      { x: x + aside * 0.8, y: y + HEIGHT },
      { x: x - aside * 0.8, y: y - HEIGHT },
      { x: x - aside * 0.8, y: y + HEIGHT },
    ];
    const fits = (place: LabelPlace) =>
      place.x - width / 2 >= 0 &&
      place.x + width / 2 <= room.width &&
      place.y >= HEIGHT / 2 &&
      place.y <= room.height &&
      taken.every(
        (other) =>
          Math.abs(other.x - place.x) >= (other.width + width) / 2 ||
          Math.abs(other.y - place.y) >= (other.height + HEIGHT) / 2,
      );
    const place = places.find(fits) ?? null;
    if (place) taken.push({ ...place, width, height: HEIGHT });
    return place;
  });
}
