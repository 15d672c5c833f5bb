/** What can be done with a figure as a whole: its link and the markup that embeds it, as it stands now. */
import { useState } from 'react';
import { Button } from '../../components/Button';
import { useLinkHash } from '../../share/link-state';
import type { FigureEntry } from '../registry';
import styles from './FigureActions.module.css';

type Shown = { readonly what: 'link' | 'embed'; readonly copied: boolean };

export function FigureActions({ figure }: { readonly figure: FigureEntry }) {
  const hash = useLinkHash();
  const [shown, setShown] = useState<Shown | null>(null);
  const texts = {
    link: () => addressOf(figure, hash),
    embed: () => embedding(figure, addressOf(figure, hash), heightOf(figure)),
  };
  const copy = async (what: Shown['what']) => {
    setShown({ what, copied: await copied(texts[what]()) });
  };
  return (
    <div className={styles.actions}>
      <Button
        kind="quiet"
        label={`Copy link to: ${figure.title}`}
        onClick={() => void copy('link')}
      >
        Copy link
      </Button>
      <Button kind="quiet" label={`Embed: ${figure.title}`} onClick={() => void copy('embed')}>
        Embed
      </Button>
      <span role="status" className={styles.said}>
        {shown?.copied ? `Copied${shown.what === 'embed' ? ' the markup' : ''}.` : null}
        {shown && !shown.copied ? 'The browser does not allow copying; select it here:' : null}
      </span>
      {shown && (shown.what === 'embed' || !shown.copied) ? (
        <input
          className={styles.text}
          readOnly
          value={texts[shown.what]()}
          aria-label={
            shown.what === 'embed' ? 'Markup that embeds this figure' : 'Link to this figure'
          }
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : null}
    </div>
  );
}

/** Of the figure alone, with every setting of the page. */
function addressOf({ name }: FigureEntry, hash: string): string {
  // A link says so even where all is at its default.
  return `${location.origin}${location.pathname}?figure=${name}${hash || '#v=1'}`;
}

/** Room for the figure and the link back beneath it. */
function heightOf({ name }: FigureEntry): number {
  const height = document.getElementById(`figure-${name}`)?.offsetHeight ?? 600;
  return Math.ceil((height + 140) / 10) * 10;
}

function embedding({ title }: FigureEntry, address: string, height: number): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${height}" loading="lazy" allow="clipboard-write" style="border: 0"></iframe>`;
}

/** Whether the browser let it be put on the clipboard. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
