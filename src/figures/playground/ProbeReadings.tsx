/** What holds at the probe, in figures. */
import { decimal, percent, significant } from '../../components/format';
import { Meaning, Reading, Readings } from '../../components/Readings';
import { agreement, fooledWords } from './playground-words';
import type { Probe } from './probe';

interface ProbeReadingsProps {
  readonly probe: Probe | null;
  /** Length of a step. */
  readonly epsilon: number;
}

export function ProbeReadings({ probe, epsilon }: ProbeReadingsProps) {
  const none = Number.NaN;
  return (
    <div>
      <Readings columns={3}>
        <Reading name="gdr" label="GDR here" value={decimal(probe?.gdr ?? none, 3)} adversarial>
          <Meaning>of all directions</Meaning>
        </Reading>
        <Reading name="slope" label="joint slope" value={significant(probe?.slope ?? none, 2)}>
          <Meaning>nats per unit</Meaning>
        </Reading>
        <Reading name="fooled" label="fools all" value={decimal(probe?.fooled?.epsilon ?? none, 2)}>
          <Meaning>length of the step</Meaning>
        </Reading>
      </Readings>
      <p className="small-note" data-probe-words>
        {probe
          ? `${agreement(probe)} (${percent(probe.confidence)} sure). ${fooledWords(probe, epsilon)}`
          : ' '}
      </p>
    </div>
  );
}
