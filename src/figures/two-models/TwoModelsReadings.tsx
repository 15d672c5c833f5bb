/** Angle, cosine and GDR of the two gradients, the formula filled in. */
import { decimal } from '../../components/format';
import { Formula, Meaning, Reading, Readings } from '../../components/Readings';
import type { TwoModels } from './two-models';

export function TwoModelsReadings({ picture }: { picture: TwoModels }) {
  const { angle, cosine, gdr, subspace } = picture;
  const degrees = `${decimal(angle, 1)}°`;
  return (
    <div>
      <Readings columns={3}>
        <Reading
          name="angle"
          label={
            <>
              angle <i>θ</i>
            </>
          }
          value={degrees}
        />
        <Reading
          name="cosine"
          label={
            <>
              cosine cos <i>θ</i>
            </>
          }
          value={decimal(cosine, 3)}
        />
        <Reading name="gdr" label="GDR" value={decimal(gdr, 3)} adversarial />
      </Readings>
      <Formula>
        <span>
          GDR = ½ − <i>θ</i>/2π
        </span>{' '}
        <span>
          = ½ − {degrees}/360° = <strong>{decimal(gdr, 3)}</strong>
        </span>
      </Formula>
      <Meaning>
        {subspace.kind === 'arc'
          ? 'This share of all directions lowers the confidence of both models.'
          : 'The gradients point opposite ways: no direction lowers both.'}
      </Meaning>
    </div>
  );
}
