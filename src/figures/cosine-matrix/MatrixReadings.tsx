/** GDR, beside the two measures that look at pairs, and what orthogonal gradients would have. */
import { decimal, inWords, significant } from '../../components/format';
import { Meaning, Reading, Readings } from '../../components/Readings';
import { type Measures, ROUNDING_SHARE } from './cosine-edit';

/** Significant digits of a share of all directions. */
const DIGITS = 4;

interface MatrixReadingsProps {
  readonly members: number;
  readonly values: Measures;
}

export function MatrixReadings({ members, values }: MatrixReadingsProps) {
  const { gdr, meanCosine, gal, orthogonal } = values;
  return (
    <div>
      <Readings columns={2}>
        <Reading
          name="gdr"
          label="GDR"
          value={significant(gdr < ROUNDING_SHARE ? 0 : gdr, DIGITS)}
          adversarial
        />
        <Reading
          name="orthogonal"
          label="if orthogonal, 2⁻ⁿ"
          value={significant(orthogonal, DIGITS)}
        />
        <Reading name="mean-cosine" label="mean cosine" value={decimal(meanCosine, 3)} />
        <Reading
          name="gal"
          label={<abbr title="gradient alignment loss, log Σ exp cos θ over the pairs">GAL</abbr>}
          value={decimal(gal, 3)}
        />
      </Readings>
      <Meaning>{meaning(members, gdr, orthogonal)}</Meaning>
    </div>
  );
}

function meaning(members: number, gdr: number, orthogonal: number): string {
  const all = members === 2 ? 'both' : `all ${inWords(members)}`;
  if (gdr < ROUNDING_SHARE) {
    return `As far as six digits of the cosines can tell, no direction lowers ${all} confidences.`;
  }
  const times = gdr / orthogonal;
  const compared =
    Math.abs(times - 1) < 5e-4
      ? 'as many as with orthogonal gradients'
      : `${significant(times, 3)} times as many as with orthogonal gradients`;
  return `This share of all directions lowers ${all} confidences: ${compared}.`;
}
