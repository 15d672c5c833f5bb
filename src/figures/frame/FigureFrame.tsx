/** A figure as it stands alone: its body, as it also stands in the article, and its caption. */
import { CAPTIONS } from '../captions';
import type { FigureEntry, FigureName } from '../registry';
import { FigureBody } from './FigureBody';
import { roomOf } from './room';

export function FigureFrame({ figure }: { readonly figure: FigureEntry }) {
  const { name, title } = figure;
  return (
    <figure id={`figure-${name}`} aria-label={title}>
      <div className="figure-body" style={roomOf(figure)}>
        <FigureBody figure={figure} />
      </div>
      <figcaption>{CAPTIONS[name as FigureName]}</figcaption>
    </figure>
  );
}
