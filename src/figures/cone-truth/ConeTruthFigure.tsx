/**
 * The cone against the truth: over a plane through a real image, where the gradients at the image say that every
 * confidence falls, and where it does; for ensembles side by side.
 */
import { useId } from 'react';
import { Choice } from '../../components/Choice';
import { Columns } from '../../components/Columns';
import { Legend, LegendEntry } from '../../components/Legend';
import { LineSample } from '../../components/LineSample';
import { ENSEMBLE, memberColor, memberDash, memberLabel } from '../../components/members';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import { Select } from '../../components/Select';
import { Slider } from '../../components/Slider';
import { GRID_LEVELS } from '../../geometry/nested-grid';
import { useShared } from '../../share/link-state';
import { SETTINGS, type SharedValue } from '../../share/shareable-settings';
import { ImagePicker } from '../attack/ImagePicker';
import { awaitsShipped } from '../awaits-shipped';
import { useSubjects } from '../measured/use-subjects';
import { useSessionState } from '../session-context';
import { Compared } from '../shipped-choice/Compared';
import styles from './ConeTruth.module.css';
import { LayerPattern } from './PlaneDrawing';
import { PlanePanel } from './PlanePanel';
import { PLANE_LAYERS, type PlaneLayer } from './plane-layers';

const TICKS = [0.01, 0.1, 1, 10] as const;

export function ConeTruthFigure() {
  const data = useSessionState((state) => state.data);
  const phase = useSessionState((state) => state.phase);
  const awaited = useSessionState(awaitsShipped);
  const coming = useSessionState(({ fetching }) => Object.keys(fetching).length > 0);
  const subjects = useSubjects();
  const [chosen, setImage] = useShared('cone.image');
  const [layer, setLayer] = useShared('cone.layer');
  const [radius, setRadius] = useShared('cone.radius');
  if (!data) {
    return phase === 'failed' ? (
      <Notice tone="problem">No plane to look at: the reason stands above.</Notice>
    ) : (
      <Progress label="Loading the images" />
    );
  }
  const image = chosen < data.heldOutLabels.length ? chosen : 0;
  const members = Math.max(0, ...subjects.map((subject) => subject.members));
  return (
    <div className={styles.figure}>
      <Compared />
      <Columns least="19rem">
        <Choice label="Filled" options={PLANE_LAYERS} value={layer} onChange={setLayer} />
        <Slider
          label="Radius of the plane, ‖δ‖₂"
          value={radius}
          {...SETTINGS['cone.radius'].kind.range}
          scale="log"
          ticks={TICKS}
          onChange={setRadius}
        />
      </Columns>
      {subjects.length > 0 ? (
        <>
          <PlaneLegend layer={layer} members={members} />
          <Columns least="19rem">
            {subjects.map((subject) => (
              <PlanePanel key={subject.key} subject={subject} data={data} image={image} />
            ))}
          </Columns>
          <SpanChoice members={members} />
        </>
      ) : coming ? null : phase === 'ready' && !awaited ? (
        <Notice>No ensembles to look at. Train one in the Lab.</Notice>
      ) : (
        <Progress label="Loading the ensembles" />
      )}
      <ImagePicker data={data} image={image} onChange={setImage} label="Image in the middle" />
      <p className="small-note">
        A margin is by how many logits a member’s right class leads; the vote’s, by how much the
        logarithm of its mean probability does. All is computed by the networks at the points
        themselves, {GRID_LEVELS.at(-1)! + 1} × {GRID_LEVELS.at(-1)! + 1} of them, also outside [0,
        1].
      </p>
    </div>
  );
}

/** Which two directions the plane goes along. */
function SpanChoice({ members }: { readonly members: number }) {
  const [first, setFirst] = useShared('cone.first');
  const [second, setSecond] = useShared('cone.second');
  const id = useId();
  const gradients = Array.from({ length: members }, (_, i) => (
    <option key={memberLabel(i)} value={i}>
      gradient of {memberLabel(i)}
    </option>
  ));
  return (
    <div className={styles.span}>
      <label htmlFor={`${id}first`}>The plane goes along the</label>
      <Select
        id={`${id}first`}
        value={first}
        onChange={(next) => setFirst(next as SharedValue<'cone.first'>)}
      >
        {gradients}
        <option value="joint">joint direction</option>
      </Select>
      <label htmlFor={`${id}second`}>and the</label>
      <Select
        id={`${id}second`}
        value={second}
        onChange={(next) => setSecond(next as SharedValue<'cone.second'>)}
      >
        {gradients}
      </Select>
    </div>
  );
}

const LINES: Readonly<Record<PlaneLayer, string>> = {
  fall: 'as confident as at the image',
  all: 'the border of being right',
  same: 'the border of being right',
  ensemble: 'the border of being right',
};

function PlaneLegend({ layer, members }: { readonly layer: PlaneLayer; readonly members: number }) {
  const id = useId();
  const { happens } = PLANE_LAYERS.find(({ value }) => value === layer)!;
  return (
    <Legend>
      <LegendEntry sample={<span className={styles.coneSample} />}>
        predicted by the cone: all confidences fall
      </LegendEntry>
      <LegendEntry
        sample={
          <svg width="18" height="12" aria-hidden="true">
            <LayerPattern id={id} layer={layer} />
            <rect
              width="18"
              height="12"
              className={layer === 'fall' ? styles.falls : styles.tinted}
            />
            {layer === 'fall' ? null : <rect width="18" height="12" fill={`url(#${id})`} />}
          </svg>
        }
      >
        found: {happens}
      </LegendEntry>
      {Array.from({ length: members }, (_, i) => (
        <LegendEntry
          key={memberLabel(i)}
          sample={<LineSample color={memberColor(i)} dash={memberDash(i)} />}
        >
          {memberLabel(i)}
          {i === members - 1 ? `: ${LINES[layer]}` : ''}
        </LegendEntry>
      ))}
      {layer === 'ensemble' ? (
        <LegendEntry sample={<LineSample color={ENSEMBLE.color} width={ENSEMBLE.width} />}>
          vote
        </LegendEntry>
      ) : null}
      <LegendEntry sample={<LineSample color="var(--ink-soft)" dash="1 3" width={1.5} />}>
        within: no pixel over half a grey level outside [0, 1]
      </LegendEntry>
    </Legend>
  );
}
