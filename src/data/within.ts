/**
 * What `answer` gives or, where it has given nothing after `limit` ms, what `late` gives or throws. The
 * promise goes on; a failure of it after that is nobody's.
 */
export function within<T, L = never>(
  limit: number,
  answer: Promise<T>,
  late: () => L,
): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    }, limit);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
