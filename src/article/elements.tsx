/** The elements that the prose is written with, beside those of Markdown. They are drawn once, as markup. */
import type { ReactNode } from 'react';
import { roomOf } from '../figures/frame/room';
import { type FigureName, figureOf } from '../figures/registry';
import { GLOSSARY, type TermName } from './glossary';
import { numberOf, REFERENCES, type ReferenceId } from './references';

/** A figure's place on the page; `bring-to-life.tsx` fills it. */
export function Figure({ name }: { name: FigureName }) {
  const figure = figureOf(name);
  const { title, caption } = figure;
  return (
    <figure id={`figure-${name}`} data-figure={name} aria-label={title}>
      <p className="figure-title">{title}</p>
      <div className="figure-body" style={roomOf(figure)}>
        <p className="figure-waiting">Loading: {title}</p>
        <noscript>
          <p className="note">This figure computes as you use it, and needs JavaScript.</p>
        </noscript>
      </div>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** Where the page says what it computes with; `bring-to-life.tsx` fills it. */
export function EngineStatus() {
  return <div className="wide" data-engine-status="" />;
}

/**
 * A word with its explanation, which `explain-terms.ts` shows on hover, focus and tap. Not a button element:
 * those cannot break across lines, and leave the comma after them to the next.
 */
export function Term({ name, children }: { name: TermName; children: ReactNode }) {
  const id = `term-${name}`;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <span className="term" role="button" tabIndex={0} data-term={id} aria-describedby={id}>
        {children}
      </span>
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
