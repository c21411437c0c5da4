import type { CallOptions, HttpClient } from "#platform/for-clients";

/** Waits for the write's place before what it is made from is read: nothing of the app's is lost in a queue of ours. */
export type BeforeReading = (path: string, call?: CallOptions) => Promise<void>;

export function createBeforeReading(http: HttpClient, base: string, timeoutMs: number): BeforeReading {
  return async (path, { signal, purpose } = {}) => {
    await http.whenFree?.({
      ...{ method: "POST", url: base + path, timeoutMs },
      ...(signal === undefined ? {} : { signal }),
      ...(purpose === undefined ? {} : { purpose }),
    });
  };
}
