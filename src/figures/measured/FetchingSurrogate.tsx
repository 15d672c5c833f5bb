/** How much of the surrogate's file has come. */
import { bytes } from '../../components/format';
import { Progress } from '../../components/Progress';
import type { SessionState } from '../../engine/page/session';

interface FetchingSurrogateProps {
  readonly surrogate: NonNullable<SessionState['surrogate']>;
  readonly onCancel?: (() => void) | undefined;
}

export function FetchingSurrogate({ surrogate, onCancel }: FetchingSurrogateProps) {
  const { loaded, wanted } = surrogate;
  return (
    <Progress
      label="Fetching the surrogate"
      value={loaded / wanted}
      detail={`${bytes(loaded)} of ${bytes(wanted)}`}
      onCancel={onCancel}
    />
  );
}
