/** Lets work on one thing happen in the order in which it was asked for. */
export interface OneAtATime {
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return {
    run: (name, work) => {
      const before = last.get(name) ?? Promise.resolve();
      const result = before.then(work, work);
      last.set(name, result);
      return result;
    },
  };
}
