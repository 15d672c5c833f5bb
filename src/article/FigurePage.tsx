/** One figure alone, at `?figure=NAME`: to be put into another page's iframe, or shown in a lecture. */
import { useStore } from 'zustand';
import { FigureFrame } from '../figures/frame/FigureFrame';
import { WhenNear } from '../figures/frame/WhenNear';
import { EngineLine, WithSession } from '../figures/frame/WithSession';
import { LinkNotice } from '../figures/LinkNotice';
import { FIGURES, findFigure } from '../figures/registry';
import { writeLink } from '../share/link';
import { linkState } from '../share/link-state';
import { restrictedTo } from '../share/shareable-settings';
import styles from './FigurePage.module.css';

export function FigurePage({ name }: { name: string }) {
  const figure = findFigure(name);
  const values = useStore(linkState, (state) => state.values);
  if (!figure) return <NoSuchFigure name={name} />;
  return (
    <main className={styles.page}>
      <LinkNotice />
      <h1 className={styles.title}>{figure.title}</h1>
      {figure.needsEngine ? (
        <WhenNear title="Engine">
          <WithSession>
            <EngineLine />
          </WithSession>
        </WhenNear>
      ) : null}
      <FigureFrame figure={figure} />
      <p className={styles.whole}>
        <a
          href={`./${writeLink(restrictedTo(figure.settings, values), `figure-${figure.name}`)}`}
          // Inside another page's frame, the article opens beside it.
          target={window.self === window.top ? undefined : '_blank'}
        >
          See this figure in the article
        </a>{' '}
        Gradient diversity in ensembles
      </p>
    </main>
  );
}

function NoSuchFigure({ name }: { name: string }) {
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>There is no figure “{name.slice(0, 60)}”</h1>
      <p>These can be shown alone:</p>
      <ul>
        {FIGURES.map((figure) => (
          <li key={figure.name}>
            <a href={`?figure=${figure.name}`}>{figure.title}</a>
          </li>
        ))}
      </ul>
      <p>
        Or read <a href="./">the whole page</a>.
      </p>
    </main>
  );
}
