/** The playground: an ensemble of two inputs, trained before one's eyes, in a world that can be seen whole. */
import { type MouseEvent, useCallback, useMemo, useState } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { Choice } from '../../components/Choice';
import { FigureLayout } from '../../components/FigureLayout';
import { Notice } from '../../components/Notice';
import { Slider } from '../../components/Slider';
import { Status } from '../../components/Status';
import { Toolbar } from '../../components/Toolbar';
import { userPoint } from '../../components/use-handle';
import { linkState, setShared, useShared } from '../../share/link-state';
import { SETTINGS, type SharedValue } from '../../share/shareable-settings';
import { useSessionState } from '../session-context';
import { LAYER_WORDS } from './layer-words';
import { OwnPoints } from './OwnPoints';
import { asOwnPoints } from './own-points';
import { PlaygroundCharts } from './PlaygroundCharts';
import { PlaygroundControls } from './PlaygroundControls';
import styles from './PlaygroundFigure.module.css';
import { PlaygroundLegend } from './PlaygroundLegend';
import { PlaygroundPlane } from './PlaygroundPlane';
import { PlaygroundSettings } from './PlaygroundSettings';
import { ProbeReadings } from './ProbeReadings';
import { PRESETS } from './playground-presets';
import { spokenField, spokenProbe } from './playground-words';
import { planarEnsemble, probeAt } from './probe';
import { SQUARE } from './square-motion';
import { useInSight } from './use-in-sight';
import { usePlayground } from './use-playground';
import { type Tool, usePointHand } from './use-point-hand';
import { usePreset } from './use-preset';

/** In the place of a preset's words. */
const OWN_SETTINGS = 'Settings of your own. Hold them against a preset: what it shows stands here.';

export function PlaygroundFigure() {
  const phase = useSessionState((state) => state.phase);
  const [ref, inSight] = useInSight<HTMLDivElement>();
  const [picture, commands] = usePlayground(inSight);
  const { data, settings, status, state, field, course, unfit, problem } = picture;
  const [layer, setLayer] = useShared('play.layer');
  const [epsilon, setEpsilon] = useShared('play.epsilon');
  const [lambda, setLambda] = useShared('play.lambda');
  const [at, setAt] = useShared('play.probe');
  const place = [at[0]!, at[1]!] as const;
  const chosen = usePreset();
  const ensemble = useMemo(() => state && planarEnsemble(state.weights), [state]);
  const probe = useMemo(() => ensemble && probeAt(ensemble, [at[0]!, at[1]!]), [ensemble, at]);
  const [source] = useShared('play.data');
  const [tool, setTool] = useState<Tool>(0);
  const editing = source === 'own';
  const hand = usePointHand(tool, place, editing);
  const onClick = (event: MouseEvent<SVGRectElement>) => {
    const to = userPoint(event);
    if (to) setAt(SQUARE.valueAt(to, place));
  };
  const onData = useCallback(
    (next: SharedValue<'play.data'>) => {
      // Whoever begins with points of their own finds those that were there.
      const empty = linkState.getState().values['play.own'].length === 0;
      const own = next === 'own' && empty ? { 'play.own': asOwnPoints(data) } : {};
      setShared({ 'play.data': next, ...own });
    },
    [data],
  );
  return (
    <div className={styles.figure} ref={ref}>
      <div className={styles.head}>
        <ButtonRow>
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
        <Status className={styles.words}>{chosen?.look ?? OWN_SETTINGS}</Status>
      </div>
      <FigureLayout
        drawingWidth="1.1fr"
        drawing={
          <>
            <PlaygroundPlane
              data={data}
              field={field}
              probe={probe}
              at={place}
              epsilon={epsilon}
              label={spokenField(data, field)}
              probeText={spokenProbe(place, probe)}
              onProbe={setAt}
              hold={{ ref: hand.ref, ...(editing ? hand.hold : { onClick }) }}
              keys={editing ? hand.keys : undefined}
            />
            <PlaygroundLegend
              layer={layer}
              accuracy={state?.accuracy}
              members={settings.members}
              classCount={data.classCount}
            />
          </>
        }
        side={
          <>
            <Slider
              label="Weight of the penalty λ"
              value={lambda}
              min={0.1}
              max={10}
              scale="log"
              zeroStop
              onChange={setLambda}
            />
            <PlaygroundControls
              status={status}
              step={state?.step ?? 0}
              steps={settings.steps}
              unavailable={phase === 'ready' ? undefined : 'The engine is not ready yet.'}
              commands={commands}
            />
            {unfit ? <Notice>{unfit}</Notice> : null}
            {problem ? <Notice tone="problem">{problem}</Notice> : null}
            {editing ? <OwnPoints tool={tool} onTool={setTool} /> : null}
            <Choice
              label="Beneath the points"
              options={LAYER_WORDS}
              value={layer}
              onChange={setLayer}
            />
            <Slider
              label="Length of a step ε"
              value={epsilon}
              {...SETTINGS['play.epsilon'].kind.range}
              step={0.01}
              onChange={setEpsilon}
            />
            <ProbeReadings probe={probe} epsilon={epsilon} />
          </>
        }
      />
      <PlaygroundCharts course={course} steps={settings.steps} epsilon={epsilon} />
      <PlaygroundSettings onData={onData} />
    </div>
  );
}
