/** Commands that are one tab stop together: left and right arrow, Home and End go among them. */
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import styles from './Toolbar.module.css';

export interface ToolbarProps {
  /** Spoken: what the commands are about. */
  readonly label: string;
  /** Button, two or more. */
  readonly children: ReactNode;
}

export function Toolbar({ label, children }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  /** The one that Tab comes to: the last that had the focus. */
  const stop = useRef<HTMLButtonElement>(null);
  const buttons = () => [...(bar.current?.querySelectorAll('button') ?? [])];

  const stopAt = (button: HTMLButtonElement | undefined) => {
    stop.current = button ?? null;
    for (const one of buttons()) one.tabIndex = one === button ? 0 : -1;
  };
  // After every drawing: a button may have come or gone.
  useLayoutEffect(() => {
    const all = buttons();
    stopAt(all.find((one) => one === stop.current) ?? all[0]);
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  };

  return (
    <div
      ref={bar}
      className={styles.toolbar}
      role="toolbar"
      aria-label={label}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        if (target instanceof HTMLButtonElement) stopAt(target);
      }}
    >
      {children}
    </div>
  );
}
