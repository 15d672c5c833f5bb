/**
 * The ensembles at hand: GDR against attack success as a picture, all their numbers as a table, and a way
 * to bring in more.
 */
import { EnsembleList } from './EnsembleList';
import { GdrScatter } from './GdrScatter';
import { LoadEnsemble } from './LoadEnsemble';

export function EnsemblesFigure() {
  return (
    <>
      <GdrScatter />
      <EnsembleList />
      <LoadEnsemble />
    </>
  );
}
