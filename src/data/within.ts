/** Settles as `answer` does, or rejects with what `late` makes if it takes longer than `limit` ms. */
export function within<T>(limit: number, answer: Promise<T>, late: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), limit);
    answer.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
