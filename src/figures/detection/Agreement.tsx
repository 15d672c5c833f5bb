/**
 * What an attacker who wants no disagreement makes of the warning: the same ensemble at the same ε, attacked for
 * agreement, beside the attack that is picked.
 */
import { RECIPES } from '../../attacks/attack-recipe';
import { percent } from '../../components/format';
import type { Detection, MeasureRequest } from '../../engine/protocol';
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
  const { found, coarse, progress, failure } = useMeasure<'detection'>(
    { ...request, ensemble: subject.id, how: other },
    subject.revision,
  );
  if (failure) return <p className="small-note">Agreement could not be measured. {failure}</p>;
  if (!found || coarse || found.epsilon !== detection.epsilon) {
    return (
      <p className="small-note">
        {agrees ? 'An attack of as many steps that does not work' : 'An attack that works'} for
        agreement is being measured: {percent(progress ?? 0)}.
      </p>
    );
  }
  const [plain, agree] = agrees ? [found, detection] : [detection, found];
  return <p>{agreementInWords(plain.fooled, agree.fooled, agrees)}</p>;
}
