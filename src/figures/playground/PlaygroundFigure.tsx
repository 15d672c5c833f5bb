/** The playground: an ensemble of two inputs, trained before one's eyes, in a world that can be seen whole. */
import { type PointerEvent, useMemo } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { Choice } from '../../components/Choice';
import { FigureLayout } from '../../components/FigureLayout';
import { Notice } from '../../components/Notice';
import { Slider } from '../../components/Slider';
import { Status } from '../../components/Status';
import { Toolbar } from '../../components/Toolbar';
import { userPoint } from '../../components/use-handle';
import { setShared, useShared } from '../../share/link-state';
import { useSessionState } from '../session-context';
import { LAYER_WORDS } from './layer-words';
import { PlaygroundCharts } from './PlaygroundCharts';
import { PlaygroundControls } from './PlaygroundControls';
import styles from './PlaygroundFigure.module.css';
import { PlaygroundLegend } from './PlaygroundLegend';
import { PlaygroundPlane, SQUARE } from './PlaygroundPlane';
import { PlaygroundSettings } from './PlaygroundSettings';
import { ProbeReadings } from './ProbeReadings';
import { spokenField, spokenProbe } from './playground-words';
import { PRESETS, usePreset } from './presets';
import { planarEnsemble, probeAt } from './probe';
import { usePlayground } from './use-playground';

export function PlaygroundFigure() {
  const phase = useSessionState((state) => state.phase);
  const [picture, commands] = usePlayground();
  const { data, settings, status, state, field, course, problem } = picture;
  const [layer, setLayer] = useShared('play.layer');
  const [epsilon] = useShared('play.epsilon');
  const [lambda, setLambda] = useShared('play.lambda');
  const [at, setAt] = useShared('play.probe');
  const place = [at[0]!, at[1]!] as const;
  const chosen = usePreset();
  const ensemble = useMemo(() => state && planarEnsemble(state.weights), [state]);
  const probe = useMemo(() => ensemble && probeAt(ensemble, [at[0]!, at[1]!]), [ensemble, at]);
  return (
    <div className={styles.figure}>
      <FigureLayout
        drawingWidth="1.2fr"
        drawing={
          <>
            <ButtonRow centred>
              <Toolbar label="Playground: runs to begin with">
                {PRESETS.map((preset) => (
                  <Button
                    key={preset.name}
                    pressed={preset === chosen}
                    onClick={() => setShared(preset.values)}
                  >
                    {preset.name}
                  </Button>
                ))}
              </Toolbar>
            </ButtonRow>
            <PlaygroundPlane
              data={data}
              field={field}
              probe={probe}
              at={place}
              epsilon={epsilon}
              label={spokenField(data, field)}
              probeText={spokenProbe(place, probe)}
              onProbe={setAt}
              hold={{
                onClick: (event) => {
                  const at = userPoint(event as unknown as PointerEvent<SVGElement>);
                  if (at) setAt(SQUARE.valueAt(at, place));
                },
              }}
              keys={undefined}
            />
            <PlaygroundLegend
              field={field}
              layer={layer}
              members={settings.members}
              classCount={data.classCount}
            />
            <Status className={styles.words}>{chosen?.look}</Status>
          </>
        }
        side={
          <>
            <Slider
              label="Weight of the penalty λ"
              value={lambda}
              min={0.1}
              max={20}
              scale="log"
              zeroStop
              onChange={setLambda}
            />
            <PlaygroundControls
              status={status}
              steps={settings.steps}
              unavailable={phase === 'ready' ? undefined : 'The engine is not ready yet.'}
              commands={commands}
            />
            {problem ? <Notice tone="problem">{problem}</Notice> : null}
            <Choice
              label="Beneath the points"
              options={LAYER_WORDS}
              value={layer}
              onChange={setLayer}
            />
            <ProbeReadings probe={probe} epsilon={epsilon} />
          </>
        }
      />
      <PlaygroundCharts course={course} steps={settings.steps} epsilon={epsilon} />
      <PlaygroundSettings onData={(next) => setShared({ 'play.data': next })} />
    </div>
  );
}
