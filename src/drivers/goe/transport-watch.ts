import type { CallOptions, Clock } from "#platform/for-clients";

/** For ways on which the charger speaks unasked: waits until what it said makes something true. */
export interface TransportWatch {
  /** To be called after everything that could have changed anything. */
  notify(): void;
  /** What `find` finds, as soon as it finds it; undefined when it has not within the time. */
  until<T>(find: () => T | undefined, withinMs: number, call: CallOptions): Promise<T | undefined>;
}

export function createTransportWatch(clock: Clock): TransportWatch {
  const lookers = new Set<() => void>();
  return {
    notify: () => {
      for (const look of [...lookers]) look();
    },
    until: (find, withinMs, { signal }) =>
      new Promise((resolve, reject) => {
        const end = () => {
          lookers.delete(look);
          cancel();
          signal?.removeEventListener("abort", onAbort);
        };
        const look = () => {
          try {
            const found = find();
            if (found === undefined) return;
            end();
            resolve(found);
          } catch (error) {
            end();
            reject(error);
          }
        };
        const onAbort = () => {
          end();
          reject(signal?.reason);
        };
        const cancel = clock.schedule(withinMs, () => {
          end();
          resolve(undefined);
        });
        if (signal?.aborted) {
          onAbort();
          return;
        }
        signal?.addEventListener("abort", onAbort, { once: true });
        lookers.add(look);
        look();
      }),
  };
}
