/** One of a row of pickers: a list with its name above it. */
import { useId } from 'react';
import { Select } from '../../components/Select';
import styles from './PickerSelect.module.css';

interface PickerSelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function PickerSelect<T extends string>(props: PickerSelectProps<T>) {
  const { label, value, options, onChange } = props;
  const id = useId();
  return (
    <div className={styles.picker}>
      <label htmlFor={id}>{label}</label>
      <Select id={id} value={value} onChange={(next) => onChange(next as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** PickerSelect, two or more: as many beside one another as there is room for. */
export function PickerRow({ children }: { readonly children: React.ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
