/** Mean cosine, GAL and GDR side by side, each on a scale that begins at the least it could be. */
import { decimal, inWords } from '../../components/format';
import { MeasureScale } from '../../components/MeasureScale';
import { Formula, Meaning, Reading, Readings } from '../../components/Readings';
import type { Arrangement } from './arrangement';

export function MeasureScales({ picture }: { picture: Arrangement }) {
  const { region, cosine, gal, gdr, angles } = picture;
  const extent = region.kind === 'arc' ? (region.extent * 180) / Math.PI : 0;
  return (
    <div>
      <Readings columns={3}>
        <Reading name="cosine" label="Mean cosine" value={decimal(cosine.value, 2)}>
          <MeasureScale name="cosine" measure={cosine} />
        </Reading>
        <Reading name="gal" label="GAL" value={decimal(gal.value, 2)}>
          <MeasureScale name="gal" measure={gal} />
        </Reading>
        <Reading name="gdr" label="GDR" value={decimal(gdr.value, 3)} adversarial>
          <MeasureScale name="gdr" measure={gdr} />
        </Reading>
      </Readings>
      <Formula>
        GDR = share of the circle ={' '}
        <span>
          {decimal(extent, 1)}°/360° = <strong>{decimal(gdr.value, 3)}</strong>
        </span>
      </Formula>
      <Meaning>
        GAL, the gradient alignment loss, is log Σ exp(cosine) over all pairs. Each scale runs from
        the least to the most that {inWords(angles.length)} arrows in a plane can have.
      </Meaning>
    </div>
  );
}
