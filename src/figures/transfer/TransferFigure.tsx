/** Transfer: an attack on one member, shown to the others. */
import { useShared } from '../../share/link-state';
import { AttackPicker } from '../attack-picker/AttackPicker';
import { MeasuredFigure } from '../measured/MeasuredFigure';
import { MeasuredPanel } from '../measured/MeasuredPanel';
import { TransferMatrix } from './TransferMatrix';

export function TransferFigure() {
  const [how, setHow] = useShared('transfer.how');
  const [epsilon, setEpsilon] = useShared('transfer.epsilon');
  return (
    <MeasuredFigure
      controls={
        <AttackPicker
          value={{ attacker: 'ensemble', recipe: how, epsilon }}
          onChange={(next) => {
            setHow(next.recipe);
            setEpsilon(next.epsilon);
          }}
          members={0}
        />
      }
    >
      {(subject) => (
        <MeasuredPanel
          key={subject.key}
          subject={subject}
          request={{ measure: 'transfer', how, epsilon }}
        >
          {(transfer) => <TransferMatrix name={subject.name} transfer={transfer} />}
        </MeasuredPanel>
      )}
    </MeasuredFigure>
  );
}
