/** The cosines between members' gradients as a table; colour repeats what the number says. */
import styles from './CosineMatrix.module.css';
import { cosineTint } from './cosine-tint';
import { decimal } from './format';
import { memberColor, memberLabel, memberName } from './members';

export interface CosineMatrixProps {
  /** n rows of n cosines. */
  cosines: readonly ArrayLike<number>[];
  caption: string;
  /** The caption is for screen readers only. */
  captionHidden?: boolean | undefined;
  /** Short labels and colours default to those of the members. */
  labels?: readonly string[] | undefined;
  colors?: readonly string[] | undefined;
}

export function CosineMatrix({
  cosines,
  caption,
  captionHidden,
  labels,
  colors,
}: CosineMatrixProps) {
  const members = cosines.map((_, index) => ({
    index,
    label: labels?.[index] ?? memberLabel(index),
    style: { color: colors?.[index] ?? memberColor(index) },
    spoken: labels === undefined ? memberName(index) : undefined,
  }));
  return (
    <table className={styles.matrix}>
      <caption className={captionHidden ? 'visually-hidden' : styles.caption}>{caption}</caption>
      <thead>
        <tr>
          <td />
          {members.map(({ index, label, style, spoken }) => (
            <th key={index} scope="col" abbr={spoken} style={style}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {members.map((row) => (
          <tr key={row.index}>
            <th scope="row" abbr={row.spoken} style={row.style}>
              {row.label}
            </th>
            {members.map((column) => {
              const cosine = cosines[row.index]?.[column.index] ?? Number.NaN;
              const own = row.index === column.index;
              return (
                <td
                  key={column.index}
                  className={own ? styles.own : ''}
                  style={own ? {} : cosineTint(cosine)}
                >
                  {own ? '1' : decimal(cosine)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
