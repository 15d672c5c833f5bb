/**
 * A figure as it sits on the page, alone or between prose: its drawing, fetched when it comes near, what
 * to try with it, and what can be done with the figure as a whole.
 */
import type { ReactNode } from 'react';
import type { FigureEntry } from '../registry';
import { SessionProvider } from '../session';
import styles from './FigureFrame.module.css';
import { WhenNear } from './WhenNear';

export interface FigureFrameProps {
  readonly figure: FigureEntry;
  /** Above the figure, where the prose before it does not introduce it. */
  readonly heading?: ReactNode;
  /** Instead of the figure's own caption. */
  readonly caption?: ReactNode;
}

export function FigureFrame({ figure, heading, caption = figure.caption }: FigureFrameProps) {
  const { name, title, needsEngine, Component } = figure;
  return (
    <figure id={`figure-${name}`} className={styles.frame} aria-label={title}>
      {heading}
      <WhenNear title={title} placeholder={styles.placeholder}>
        {needsEngine ? (
          <SessionProvider>
            <Component />
          </SessionProvider>
        ) : (
          <Component />
        )}
      </WhenNear>
      {caption ? <figcaption>{caption}</figcaption> : null}
    </figure>
  );
}
