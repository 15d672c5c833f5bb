/** One ensemble's plane: the drawing, on how much of it the cone is right, and a point to look at. */
import { useMemo } from 'react';
import { decimal, percent, significant } from '../../components/format';
import { memberLabel } from '../../components/members';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { Progress } from '../../components/Progress';
import { Meaning, Reading, Readings } from '../../components/Readings';
import type { DataDescription, PlaneRequest, PointValues } from '../../engine/protocol';
import { boxInPlane } from '../../geometry/box-in-plane';
import { useShared } from '../../share/link-state';
import { heldOutImage } from '../attack/held-out-image';
import { useLasting } from '../measured/use-lasting';
import type { Subject } from '../measured/use-subjects';
import styles from './ConeTruth.module.css';
import { jointStepWords } from './joint-step-words';
import { PlaneDrawing } from './PlaneDrawing';
import { PlanePoint, trend } from './PlanePoint';
import {
  agreement,
  coneShare,
  heightsOf,
  PLANE_LAYERS,
  shareInCone,
  shareOfDisc,
} from './plane-layers';
import { useJointSteps } from './use-joint-steps';
import { type ShownPlane, usePlane } from './use-plane';
import { usePlanePoint } from './use-plane-point';

/** Half a grey level of the data: so far outside [0, 1] a pixel looks the same. */
const HALF_GREY = 0.5 / 255;

interface PlanePanelProps {
  readonly subject: Subject;
  readonly data: DataDescription;
  readonly image: number;
}

export function PlanePanel({ subject, data, image }: PlanePanelProps) {
  const [first] = useShared('cone.first');
  const [second] = useShared('cone.second');
  const [radius] = useShared('cone.radius');
  const [probe] = useShared('cone.probe');
  const request: PlaneRequest = {
    ensemble: subject.id,
    image,
    first: first === 'joint' ? first : Number(first),
    second: Number(second),
  };
  const view = usePlane(request, radius, subject.revision);
  const point = [probe[0] * radius, probe[1] * radius] as const;
  const values = usePlanePoint(request, point, subject.revision);
  const steps = useJointSteps(subject.id, image, subject.revision);
  const long = useLasting(view.done !== null);
  const missing = [first, second].find((own) => Number(own) >= subject.members);
  return (
    <Panel label={`${subject.name}: cone and truth`} title={subject.name} busy={view.done !== null}>
      {view.shown ? (
        <Plane shown={view.shown} data={data} point={point} values={values} name={subject.name} />
      ) : null}
      {steps ? <p className="small-note">{jointStepWords(steps)}</p> : null}
      {view.spanned ? null : (
        <Notice>
          {missing === undefined
            ? 'These two directions span no plane here: one of them is zero, or both lie along one line. Choose others, or another image.'
            : `This ensemble has no member ${memberLabel(Number(missing))}. Choose another to span the plane.`}
        </Notice>
      )}
      {view.done !== null && (long || (!view.shown && view.spanned)) ? (
        <Progress
          label="Filling in the plane"
          value={view.done}
          onCancel={long ? view.cancel : undefined}
        />
      ) : null}
      {view.cancelled ? (
        <Notice actions={[{ label: 'Fill in the plane', onClick: view.again }]}>Called off.</Notice>
      ) : null}
      {view.failure ? (
        <Notice tone="problem" actions={[{ label: 'Try again', onClick: view.again }]}>
          The plane could not be computed. {view.failure}
        </Notice>
      ) : null}
    </Panel>
  );
}

interface PlaneProps {
  readonly shown: ShownPlane;
  readonly data: DataDescription;
  readonly point: readonly [number, number];
  readonly values: PointValues | null;
  readonly name: string;
}

function Plane({ shown, data, point, values, name }: PlaneProps) {
  const { plane, grid, radius, request } = shown;
  const [layer] = useShared('cone.layer');
  const [probe, setProbe] = useShared('cone.probe');
  const origin = useMemo(() => heldOutImage(data, request.image), [data, request.image]);
  const label = data.heldOutLabels[request.image] ?? 0;
  const box = useMemo(
    () =>
      boxInPlane(origin, plane.basis, 2 * radius, HALF_GREY).map(
        ([u, v]) => [u / radius, v / radius] as const,
      ),
    [origin, plane, radius],
  );
  const cone = coneShare(plane.gradients);
  const agree = useMemo(() => agreement(grid, plane.gradients), [grid, plane]);
  const share = useMemo(() => shareOfDisc(heightsOf(layer, grid), grid.intervals), [layer, grid]);
  const inCone = useMemo(
    () => shareInCone(heightsOf(layer, grid), grid.intervals, plane.gradients),
    [layer, grid, plane],
  );
  const { happens } = PLANE_LAYERS.find(({ value }) => value === layer)!;
  const at = `At radius ${significant(radius, 3)}`;
  const sentence =
    layer === 'fall'
      ? `${at} the cone and the truth agree on ${percent(agree)} of the plane.`
      : share === 0
        ? `${at} there is no place where ${happens}.`
        : `${at} ${happens} on ${percent(share)} of the plane, ${percent(inCone)} of that in the cone.`;
  return (
    <>
      <PlaneDrawing
        shown={shown}
        layer={layer}
        box={box}
        probe={probe}
        onProbe={setProbe}
        label={`${name}: a plane through the image. ${cone > 0 ? `The cone holds ${percent(cone)} of its directions` : 'The cone holds none of its directions'}; ${happens} on ${percent(share)} of the disc. ${sentence}`}
        probeText={spoken(probe, values, label, data.classes)}
      />
      <p className={styles.sentence}>
        {sentence}
        {cone > 0 || layer !== 'fall' ? '' : ' The cone holds no direction of it.'}
      </p>
      <div>
        <Readings columns={3}>
          <Reading name="cone" label="predicted" value={percent(cone)} adversarial>
            <Meaning>the cone’s share of the plane’s directions</Meaning>
          </Reading>
          <Reading
            name="filled"
            label="found"
            value={percent(share)}
            adversarial={layer === 'fall'}
          >
            <Meaning>of the disc: {happens}</Meaning>
          </Reading>
          <Reading name="gdr" label="GDR here" value={decimal(plane.gdr ?? Number.NaN, 3)}>
            <Meaning>of all directions, all pixels</Meaning>
          </Reading>
        </Readings>
      </div>
      <PlanePoint
        data={data}
        origin={origin}
        basis={plane.basis}
        point={point}
        values={values}
        label={label}
      />
    </>
  );
}

/** What holds at the probe. */
function spoken(
  [x, y]: readonly [number, number],
  values: PointValues | null,
  label: number,
  classes: readonly string[],
): string {
  const place = `${decimal(x)} across, ${decimal(y)} up, in radii`;
  if (!values) return place;
  const members = Array.from({ length: values.margins.length / 2 }, (_, i) => {
    const change = trend(values.logOdds[2 * i]!, values.logOdds[2 * i + 1]!);
    const wrong = values.classes[2 * i] === label ? '' : ', wrong';
    return `${memberLabel(i)} ${change}${wrong}`;
  });
  return `${place}: ${members.join('; ')}; the vote says ${classes[values.voteClass[0]!]}`;
}
