/** What can be done with a figure as a whole: its link, the markup that embeds it, and its picture. */
import { type RefObject, useState } from 'react';
import { Button } from '../../components/Button';
import { messageOf } from '../../data/message-of';
import { fileNameOf, saveFile } from '../../share/save-file';
import type { SharedKey } from '../../share/shareable-settings';
import type { FigureEntry } from '../registry';
import { addressOf } from './address';
import { embedHeight } from './embedding';
import { ShareLinks } from './ShareLinks';

interface FigureActionsProps {
  readonly figure: FigureEntry;
  /** What a picture of it shows. */
  readonly drawing: RefObject<HTMLElement | null>;
}

const ATTACKED: SharedKey = 'attack.ensemble';

export function FigureActions({ figure, drawing }: FigureActionsProps) {
  const { name, title } = figure;
  const [failure, setFailure] = useState<string | null>(null);
  const address = () => addressOf(figure);
  const save = async (format: 'svg' | 'png') => {
    setFailure(null);
    try {
      const { pictureAsPng, pictureAsSvg } = await import('../../share/picture/picture');
      const words = { title, address: address() };
      const content =
        format === 'png'
          ? await pictureAsPng(drawing.current!, words)
          : new Blob([pictureAsSvg(drawing.current!, words)], { type: 'image/svg+xml' });
      saveFile(fileNameOf(name, format), content);
    } catch (error) {
      setFailure(`The picture could not be saved. ${messageOf(error)}`);
    }
  };
  return (
    <ShareLinks
      title={title}
      address={address}
      showsAttacked={figure.settings.some((name) => ATTACKED.startsWith(name))}
      height={embedHeight(name)}
      resizes
    >
      <Button kind="quiet" label={`Save as SVG: ${title}`} onClick={() => void save('svg')}>
        SVG
      </Button>
      <Button kind="quiet" label={`Save as PNG: ${title}`} onClick={() => void save('png')}>
        PNG
      </Button>
      {failure ? <span role="alert">{failure}</span> : null}
    </ShareLinks>
  );
}
