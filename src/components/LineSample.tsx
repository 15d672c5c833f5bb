/** A short stretch of a line as it is drawn elsewhere: the swatch of a legend. */
export interface LineSampleProps {
  color: string;
  dash?: string | undefined;
  width?: number | undefined;
}

export function LineSample({ color, dash, width = 2 }: LineSampleProps) {
  return (
    <svg width="26" height="8" viewBox="0 0 26 8" aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1="1"
        y1="4"
        x2="25"
        y2="4"
        style={{ stroke: color }}
        strokeWidth={width}
        strokeDasharray={dash}
      />
    </svg>
  );
}
