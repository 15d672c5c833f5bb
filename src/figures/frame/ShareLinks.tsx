/** The link to what is shown, and the markup that embeds it, as it stands now. */
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from '../../components/Button';
import { Toolbar } from '../../components/Toolbar';
import { useLinkHash } from '../../share/link-state';
import { frameMarkup, RESIZING_SCRIPT } from './embedding';
import styles from './ShareLinks.module.css';

const OwnEnsembleNotice = lazy(async () => ({
  default: (await import('./OwnEnsembleNotice')).OwnEnsembleNotice,
}));

interface ShareLinksProps {
  /** Of what is shared. */
  readonly title: string;
  readonly address: () => string;
  /** Whether it shows the ensemble under attack. */
  readonly showsAttacked: boolean;
  /** Px that it needs inside another page. */
  readonly height: number;
  /** Whether it posts its height to the page that frames it. */
  readonly resizes?: boolean;
  /** What else can be done with it. */
  readonly children?: ReactNode;
}

type Shown = { readonly what: 'link' | 'embed'; readonly copied: boolean };

export function ShareLinks({
  title,
  address,
  showsAttacked,
  height,
  resizes = false,
  children,
}: ShareLinksProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  const texts = { link: address, embed: () => frameMarkup(address(), title, height) };
  const copy = async (what: Shown['what']) => {
    setShown({ what, copied: await copied(texts[what]()) });
  };
  return (
    <div className={styles.actions}>
      <Toolbar label={`Share: ${title}`}>
        <Button kind="quiet" label={`Copy link to: ${title}`} onClick={() => void copy('link')}>
          Copy link
        </Button>
        <Button kind="quiet" label={`Embed: ${title}`} onClick={() => void copy('embed')}>
          Embed
        </Button>
        {children}
      </Toolbar>
      <span role="status" className={styles.said}>
        {shown?.copied ? `Copied${shown.what === 'embed' ? ' the markup' : ''}.` : null}
        {shown && !shown.copied ? 'The browser does not allow copying; select it here:' : null}
      </span>
      {shown && (shown.what === 'embed' || !shown.copied) ? (
        <SelectableText
          label={shown.what === 'embed' ? 'Markup that embeds it' : 'Link to it'}
          text={texts[shown.what]}
        />
      ) : null}
      {shown?.what === 'embed' && resizes ? (
        <label className={styles.script}>
          Once in that page, this script keeps its frames as high as the figures in them. Without
          it, there is room for the narrowest.
          <textarea
            className={styles.text}
            readOnly
            rows={RESIZING_SCRIPT.split('\n').length}
            value={RESIZING_SCRIPT}
            onFocus={(event) => event.currentTarget.select()}
          />
        </label>
      ) : null}
      {shown && showsAttacked ? (
        <div className={styles.notice}>
          <Suspense>
            <OwnEnsembleNotice />
          </Suspense>
        </div>
      ) : null}
    </div>
  );
}

function SelectableText({ label, text }: { label: string; text: () => string }) {
  // Drawn again with every change that the link carries.
  useLinkHash();
  return (
    <input
      className={styles.text}
      readOnly
      value={text()}
      aria-label={label}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
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
