/** A figure's drawing, fetched when it comes near, and what can be done with the figure as a whole. */
import { useRef } from 'react';
import type { FigureEntry } from '../registry';
import { FigureActions } from './FigureActions';
import { WhenNear } from './WhenNear';
import { WithSession } from './WithSession';

export function FigureBody({ figure }: { readonly figure: FigureEntry }) {
  const { title, needsEngine, Component } = figure;
  const drawing = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={drawing}>
        <WhenNear title={title}>
          {needsEngine ? (
            <WithSession>
              <Component />
            </WithSession>
          ) : (
            <Component />
          )}
        </WhenNear>
      </div>
      <FigureActions figure={figure} drawing={drawing} />
    </>
  );
}
