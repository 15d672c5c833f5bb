/** Says, beside a link that was just copied, what it cannot carry: the reader's own ensemble. */
import { useStore } from 'zustand';
import { Notice } from '../../components/Notice';
import { fileNameOf, saveFile } from '../../share/save-file';
import { ownEnsemble } from '../own-ensemble';

export function OwnEnsembleNotice() {
  const own = useStore(ownEnsemble, (state) => state.own);
  if (own === null) return null;
  const { name, instead, file } = own;
  const save = () => {
    if (!file) return;
    const content = new Blob([file() as Uint8Array<ArrayBuffer>]);
    saveFile(fileNameOf(name, 'safetensors'), content);
  };
  return (
    <Notice actions={file ? [{ label: 'Save the ensemble as a file', onClick: save }] : []}>
      Your own ensemble, {name}, is under attack here. A link cannot carry it: whoever follows this
      one sees {instead} instead.{' '}
      {file
        ? 'Send the file along; it can be loaded in “Compare ensembles”.'
        : 'Once its training has ended it can be saved as a file.'}
    </Notice>
  );
}
