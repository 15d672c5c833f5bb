/** One shipped ensemble: from its file onto the device. */
import { transfer } from 'comlink';
import type { ShippedId } from '../../ensemble/shipped';
import type { RemoteEngine } from './client';
import { recordFrom } from './ensemble-metadata';
import type { EnsembleRecord } from './records';
import type { ShippedDownloads } from './shipped-downloads';

/**
 * @throws DataFileError, EnsembleFileError
 * @throws EngineUnavailableError
 */
export async function fetchToDevice(
  engine: RemoteEngine,
  downloads: Pick<ShippedDownloads, 'bytes' | 'forget'>,
  id: ShippedId,
  options: Parameters<ShippedDownloads['bytes']>[1],
): Promise<EnsembleRecord> {
  const bytes = await downloads.bytes(id, options);
  const read = await engine.readEnsemble(transfer(bytes, [bytes.buffer]));
  const record = recordFrom(read, { id, origin: 'shipped' }, id);
  await engine.putEnsemble(id, record.weights);
  downloads.forget(id);
  return record;
}
