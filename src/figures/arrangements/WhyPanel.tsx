/**
 * Why something, or nothing, is left to the adversary: in words, and then the best joint direction, or
 * the weighted gradients laid head to tail, which come back to where they began (Gordan's certificate).
 */
import { Fragment } from 'react';
import { decimal, inWords } from '../../components/format';
import { memberColor, memberDash } from '../../components/members';
import { Arrow } from '../../components/VectorDrawing';
import type { Arrangement, Vector } from './arrangement';
import { certificatePolygon, type Side } from './certificate';
import { whatIsLeft } from './explanations';
import { gradientName } from './names';
import styles from './WhyPanel.module.css';

export function WhyPanel({ picture }: { picture: Arrangement }) {
  const { best, certificate } = picture;
  return (
    <section className={styles.why} aria-label="Arrangements: why">
      <p data-explanation>{whatIsLeft(picture)}</p>
      {best ? (
        <p className="small-note" data-best-words>
          Best joint direction, the thin arrow: {decimal(best.degrees, 0)}°. A step of length 1
          along it lowers every confidence by at least <strong>{decimal(best.fall, 2)}</strong>, to
          first order; no other direction guarantees as much.
        </p>
      ) : null}
      {certificate ? <Certificate angles={picture.angles} weights={certificate} /> : null}
    </section>
  );
}

interface CertificateProps {
  readonly angles: readonly number[];
  readonly weights: readonly number[];
}

function Certificate({ angles, weights }: CertificateProps) {
  const sides = certificatePolygon(angles, weights);
  const others = angles.length - sides.length;
  return (
    <div className={styles.certificate} data-certificate>
      <Polygon sides={sides} />
      <div>
        <p className={styles.sum}>
          {sides.map(({ member, weight }, i) => (
            <Fragment key={member}>
              {i > 0 ? ' + ' : ''}
              <span>
                {decimal(weight, 2)}&#8239;
                <b style={{ color: memberColor(member) }}>{gradientName(member)}</b>
              </span>
            </Fragment>
          ))}{' '}
          = 0
        </p>
        <p className="small-note">
          With these weights the arrows, head to tail, lead back to the start: the changes of these
          confidences, so weighted, cancel. Where one falls, another rises.
          {others > 0
            ? ` The other ${others === 1 ? 'arrow' : inWords(others)} can be left out.`
            : ''}
        </p>
      </div>
    </div>
  );
}

// User units. The sides together are one long, so none is longer than a half.
const SCALE = 168;
const HEAD = 8;
/** Between a way there and the way back, which would lie on one another. */
const LANES = 8;

function Polygon({ sides }: { sides: readonly Side[] }) {
  const flat = sides.length === 2;
  return (
    <svg
      className={styles.polygon}
      viewBox="-52 -52 104 104"
      role="img"
      aria-label={`Weighted gradients head to tail, closing up: ${sides
        .map(({ member, weight }) => `${decimal(weight, 2)} times gradient ${member + 1}`)
        .join(', ')}.`}
    >
      {sides.map(({ member, from, to }) => {
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]) * SCALE;
        const [x, y] = place(from);
        const turn = (Math.atan2(from[1] - to[1], to[0] - from[0]) * 180) / Math.PI;
        return (
          <g
            key={member}
            transform={`translate(${x} ${y}) rotate(${turn}) translate(0 ${flat ? LANES / 2 : 0})`}
          >
            <Arrow
              to={[length, 0]}
              color={memberColor(member)}
              dash={memberDash(member)}
              width={2.25}
              head={HEAD}
            />
          </g>
        );
      })}
    </svg>
  );
}

function place([x, y]: Vector): Vector {
  return [x * SCALE, -y * SCALE];
}
