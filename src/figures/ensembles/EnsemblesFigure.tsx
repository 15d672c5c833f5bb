/** The ensembles at hand: GDR against attack success as a picture, and all their numbers as a table. */
import { EnsembleList } from './EnsembleList';
import { GdrScatter } from './GdrScatter';

export function EnsemblesFigure() {
  return (
    <>
      <GdrScatter />
      <EnsembleList />
    </>
  );
}
