/** The angles between the gradients, the solid angle left to the adversary and GDR, the formula filled in. */
import { decimal } from '../../components/format';
import { Formula, Meaning, Reading, Readings } from '../../components/Readings';
import { pairs } from '../../geometry/pairs';
import { type ThreeModels, verdict } from './three-models';

const SUBSCRIPTS = ['₁', '₂', '₃'] as const;

export function SphereReadings({ picture }: { picture: ThreeModels }) {
  const { angles, solidAngle, gdr } = picture;
  const degrees = angles.map((angle) => `${decimal(angle, 1)}°`);
  return (
    <div>
      <Readings columns={3}>
        {pairs(3).map(([i, j], k) => (
          <Reading
            key={`${i}${j}`}
            name={`angle-${i + 1}${j + 1}`}
            label={
              <>
                angle <i>θ</i>
                {SUBSCRIPTS[i]}
                {SUBSCRIPTS[j]}
              </>
            }
            value={degrees[k]}
          />
        ))}
        <Reading
          name="solid-angle"
          label="solid angle"
          value={
            <>
              {decimal(solidAngle, 3)}{' '}
              <abbr title="steradians; the whole sphere has 4π, about 12.566">sr</abbr>
            </>
          }
        />
        <Reading
          name="sphere"
          label="whole sphere"
          value={
            <>
              {decimal(4 * Math.PI, 3)} <abbr title="steradians">sr</abbr>
            </>
          }
        />
        <Reading name="gdr" label="GDR" value={decimal(gdr, 3)} adversarial />
      </Readings>
      <Formula>
        <span>
          GDR = (2π − <i>θ</i>₁₂ − <i>θ</i>₁₃ − <i>θ</i>₂₃) / 4π
        </span>{' '}
        <span>
          = (360° − {degrees[0]} − {degrees[1]} − {degrees[2]}) / 720°
        </span>{' '}
        <span>
          = <strong>{decimal(gdr, 3)}</strong>
        </span>
      </Formula>
      <Meaning>{verdict(picture)}</Meaning>
    </div>
  );
}
