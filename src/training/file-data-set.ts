/** Which data set an ensemble's file says that it was trained on, among the settings in its metadata. */
import { brief } from '../data/brief';
import { type DataSetId, FASHION_MNIST } from '../data/training-data';

/** What is wrong with a file for who has the data set `here`, or null; a file that names none is of FashionMNIST. */
export function problemWithDataSet(
  { training }: Readonly<Record<string, string>>,
  here: DataSetId,
): string | null {
  const named = dataSetIn(training) ?? FASHION_MNIST;
  return named === here ? null : `it was trained on ${brief(named)}, and here the data are ${here}`;
}

function dataSetIn(training: string | undefined): unknown {
  try {
    return JSON.parse(training ?? 'null')?.settings?.data;
  } catch {
    return undefined;
  }
}
