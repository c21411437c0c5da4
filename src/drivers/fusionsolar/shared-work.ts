/** Work that several callers wait for; it is given up when the last of them has. */
export interface SharedWork<T> {
  join(signal?: AbortSignal): Promise<T>;
}

export function createSharedWork<T>(work: (signal: AbortSignal) => Promise<T>): SharedWork<T> {
  let running: { readonly result: Promise<T>; readonly abort: AbortController; waiting: number } | undefined;

  const start = () => {
    const abort = new AbortController();
    const begun = { result: work(abort.signal), abort, waiting: 0 };
    running = begun;
    const end = () => {
      if (running === begun) running = undefined;
    };
    begun.result.then(end, end);
    return begun;
  };

  return {
    join: async (signal) => {
      signal?.throwIfAborted();
      const current = running ?? start();
      current.waiting += 1;
      const leave = (reason: unknown) => {
        current.waiting -= 1;
        if (current.waiting > 0) return;
        if (running === current) running = undefined;
        current.abort.abort(reason);
      };
      if (signal === undefined) return current.result;
      return new Promise<T>((resolve, reject) => {
        const onAbort = () => {
          leave(signal.reason);
          reject(signal.reason);
        };
        signal.addEventListener("abort", onAbort, { once: true });
        const done = () => signal.removeEventListener("abort", onAbort);
        current.result.then(resolve, reject).finally(done);
      });
    },
  };
}
