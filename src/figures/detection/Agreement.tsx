/**
 * What an attacker who wants no disagreement makes of the warning: the same ensemble at the same ε, attacked for
 * agreement, beside the attack that is picked.
 */
import { RECIPES } from '../../attacks/attack-recipe';
import { Notice } from '../../components/Notice';
import type { Detection, MeasureRequest } from '../../engine/protocol';
import { MeasureProgress } from '../measured/MeasureProgress';
import { useMeasure } from '../measured/use-measure';
import type { Subject } from '../measured/use-subjects';
import { agreementInWords } from './agreement-words';

interface AgreementProps {
  readonly subject: Subject;
  readonly request: Omit<MeasureRequest<'detection'>, 'ensemble'>;
  /** Of that request. */
  readonly detection: Detection;
}

export function Agreement({ subject, request, detection }: AgreementProps) {
  const { how } = request;
  const agrees = how.method === 'agree';
  // Where the picked attack works for agreement, the one that it is set against does not.
  const other = { ...RECIPES[agrees ? 'pgd' : 'agree'], norm: how.norm };
  const { found, coarse, progress, cancelled, failure, cancel, again } = useMeasure<'detection'>(
    { ...request, ensemble: subject.id, how: other },
    subject.revision,
  );
  if (failure || cancelled) {
    return (
      <Notice actions={[{ label: 'Measure agreement', onClick: again }]}>
        {cancelled
          ? 'What agreement does to the warning is not measured: called off.'
          : `What agreement does to the warning could not be measured. ${failure}`}
      </Notice>
    );
  }
  // The picked attack may be of the setting before.
  const late = found?.epsilon !== detection.epsilon;
  if (!found || coarse || late || progress !== null) {
    const label = agrees
      ? 'Measuring an attack that does not agree'
      : 'Measuring an attack for agreement';
    return <MeasureProgress label={label} progress={progress ?? 0} onCancel={cancel} />;
  }
  const [plain, agree] = agrees ? [found, detection] : [detection, found];
  return <p>{agreementInWords(plain.fooled, agree.fooled, agrees)}</p>;
}
