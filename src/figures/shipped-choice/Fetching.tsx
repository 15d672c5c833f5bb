/** A shipped ensemble that was chosen and is on its way: how much of it has come, or why none does. */
import { bytes } from '../../components/format';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import type { ShippedId } from '../../ensemble/shipped';
import { SHIPPED_NAMES } from '../../ensemble/shipped-names';
import { useSession, useSessionState } from '../session-context';

export function Fetching({ id }: { readonly id: ShippedId }) {
  const session = useSession();
  const fetching = useSessionState((state) => state.fetching[id]);
  if (!fetching) return null;
  const { loaded, wanted, failure } = fetching;
  const name = SHIPPED_NAMES[id];
  return failure === null ? (
    <Progress
      label={`Fetching “${name}”`}
      value={loaded / wanted}
      detail={`${bytes(loaded)} of ${bytes(wanted)}`}
    />
  ) : (
    <Notice tone="problem" actions={[{ label: 'Try again', onClick: () => session.want(id) }]}>
      The ensemble “{name}” could not be fetched. {failure}
    </Notice>
  );
}
