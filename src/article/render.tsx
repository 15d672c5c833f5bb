/** The article as markup: called while the page is built (build/prerender.ts), never in a browser. */
import { renderToStaticMarkup } from 'react-dom/server';
import { Cite, CiteThis, EngineStatus, Figure, Formula, References, Term } from './elements';
import { OPENING as Opening, SECTIONS } from './sections/sections';

const ELEMENTS = { Cite, CiteThis, EngineStatus, Figure, Formula, References, Term };

export function renderArticle(): string {
  return renderToStaticMarkup(<Article />);
}

function Article() {
  return (
    <>
      <a className="skip-link" href="#article">
        Skip to the article
      </a>
      <Contents />
      <main className="article" id="article">
        <div data-link-notice="" className="wide" />
        <header>
          <h1>Gradient diversity in ensembles</h1>
          <p className="standfirst">
            Why some ensembles of neural networks are fooled all at once and others are not: a
            matter of angles, which you can drag, train and attack on this page.
          </p>
          <div data-share-page="" />
          <noscript>
            <p className="note">
              The figures compute as you use them, and need JavaScript. Without it they are
              pictures.
            </p>
          </noscript>
        </header>
        <Opening components={ELEMENTS} />
        {SECTIONS.map(({ id, title, Content }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <a className="skip-link" href="#contents">
              Contents
            </a>
            <h2 id={`${id}-title`}>{title}</h2>
            <Content components={ELEMENTS} />
          </section>
        ))}
      </main>
    </>
  );
}

/** Open beside the text where there is room, to be opened above it where there is not. */
function Contents() {
  return (
    <nav className="contents" id="contents" aria-label="Contents">
      <details>
        <summary>Contents</summary>
        <ol>
          {SECTIONS.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}
