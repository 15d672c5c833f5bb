/**
 * A figure as it stands alone, and its body as it also stands in the article: its drawing, fetched when it
 * comes near, and what can be done with it as a whole.
 */
import { useRef } from 'react';
import type { FigureEntry } from '../registry';
import { SessionProvider } from '../session-context';
import { FigureActions } from './FigureActions';
import { roomOf } from './room';
import { WhenNear } from './WhenNear';

export function FigureFrame({ figure }: { readonly figure: FigureEntry }) {
  const { name, title, caption } = figure;
  return (
    <figure id={`figure-${name}`} aria-label={title}>
      <div className="figure-body" style={roomOf(figure)}>
        <FigureBody figure={figure} />
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

export function FigureBody({ figure }: { readonly figure: FigureEntry }) {
  const { title, needsEngine, Component } = figure;
  const drawing = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={drawing}>
        <WhenNear title={title}>
          {needsEngine ? (
            <SessionProvider>
              <Component />
            </SessionProvider>
          ) : (
            <Component />
          )}
        </WhenNear>
      </div>
      <FigureActions figure={figure} drawing={drawing} />
    </>
  );
}
