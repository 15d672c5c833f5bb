/** The elements that the prose is written with, beside those of Markdown. They are drawn once, as markup. */
import type { ReactNode } from 'react';
import { CAPTIONS } from '../figures/captions';
import { roomOf } from '../figures/frame/room';
import { type FigureName, figureOf } from '../figures/registry';
import PICTURES from './figure-pictures.json';
import { GLOSSARY, type TermName } from './glossary';
import { numberOf, REFERENCES, type ReferenceId } from './references';

/**
 * A figure's place on the page; `bring-to-life.tsx` fills it. Without scripts its picture stands there, which
 * `npm run figure-pictures` draws; with them nothing of it is fetched.
 */
export function Figure({ name }: { name: FigureName }) {
  const figure = figureOf(name);
  const { title } = figure;
  const picture = (PICTURES as Partial<Record<FigureName, number[]>>)[name];
  return (
    <figure id={`figure-${name}`} data-figure={name} aria-label={title}>
      <p className="figure-title">{title}</p>
      <div className="figure-body" style={roomOf(figure)}>
        <p className="figure-waiting">Loading: {title}</p>
        <noscript>
          {picture ? (
            <img
              src={`/figures/${name}.webp`}
              alt={`${title}, drawn once`}
              width={picture[0]}
              height={picture[1]}
              loading="lazy"
            />
          ) : null}
        </noscript>
      </div>
      <figcaption>{CAPTIONS[name]}</figcaption>
    </figure>
  );
}

/** Where the page says what it computes with; `bring-to-life.tsx` fills it. */
export function EngineStatus() {
  return <div className="wide" data-engine-status="" />;
}

/** A word with its explanation, which `explain-terms.ts` makes a button that shows it: without scripts it is a word. */
export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  const id = `term-${name}`;
  return (
    <>
      <span data-term={id}>{children}</span>
      <span id={id} popover="auto" className="explanation" role="tooltip">
        {GLOSSARY[name]}
      </span>
    </>
  );
}

export function Cite({ id }: { id: ReferenceId }) {
  const { authors, title, year } = REFERENCES[id];
  return (
    <a className="cite" href={`#reference-${id}`} title={`${authors}: ${title} (${year})`}>
      [{numberOf(id)}]
    </a>
  );
}

export function References() {
  return (
    <ol className="references">
      {Object.entries(REFERENCES).map(([id, { authors, title, where, year, url }]) => (
        <li key={id} id={`reference-${id}`}>
          {authors}. <a href={url}>{title}</a>. {where}
          {where.includes(String(year)) ? '' : `, ${year}`}.
        </li>
      ))}
    </ol>
  );
}

/** For a bibliography: this page, and the source of its measure. README.md has the same entries. */
export function CiteThis() {
  return (
    <pre className="cite-this">
      {'@misc{gradientdiversity2026,\n'}
      {'  title  = {Gradient diversity in ensembles: an interactive explorable},\n'}
      {'  author = {{The Gradient Diversity authors}},\n'}
      {'  year   = {2026},\n'}
      {'  url    = {'}
      {/* Its own, wherever it is hosted: main.tsx writes it in. */}
      <span data-page-address="">the address of this page</span>
      {'}\n}\n\n'}
      {'@misc{adam2020evaluating,\n'}
      {'  title  = {Evaluating Ensemble Robustness Against Adversarial Attacks},\n'}
      {'  author = {Adam, George and Speciel, Romain},\n'}
      {'  year   = {2020},\n'}
      {`  url    = {${REFERENCES.adam2020.url}}\n}`}
    </pre>
  );
}

interface FormulaProps {
  /** MathML, rendered while the page is built from the formulas in the prose. */
  readonly markup: string;
  readonly display?: boolean;
}

export function Formula({ markup, display = false }: FormulaProps) {
  const html = { __html: markup };
  if (!display) {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: made by build/math.ts from our own prose
    return <span dangerouslySetInnerHTML={html} />;
  }
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: made by build/math.ts from our own prose
    <div className="formula" dangerouslySetInnerHTML={html} />
  );
}
