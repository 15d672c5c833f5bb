/** Transfer: FGS on one member, shown to the others. */

import { EpsilonSlider } from '../../components/EpsilonSlider';
import { useShared } from '../../share/link-state';
import { MeasuredFigure } from '../measured/MeasuredFigure';
import { MeasuredPanel } from '../measured/MeasuredPanel';
import { TransferMatrix } from './TransferMatrix';

export function TransferFigure() {
  const [epsilon, setEpsilon] = useShared('transfer.epsilon');
  return (
    <MeasuredFigure controls={<EpsilonSlider value={epsilon} onChange={setEpsilon} />}>
      {(subject) => (
        <MeasuredPanel
          key={subject.key}
          subject={subject}
          request={{ measure: 'transfer', epsilon }}
        >
          {(transfer) => <TransferMatrix name={subject.name} transfer={transfer} />}
        </MeasuredPanel>
      )}
    </MeasuredFigure>
  );
}
