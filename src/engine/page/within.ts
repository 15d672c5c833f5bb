/**
 * What a promise gives, or `late` where it has given nothing after `limit` ms. The promise goes on; a
 * failure of it after that is nobody's.
 */
export function within<T, L>(promise: Promise<T>, limit: number, late: L): Promise<T | L> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late), limit);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
