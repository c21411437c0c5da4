/** Knows the owner's discharge cut-off from those that we have set ourselves. */
export interface BatteryMemory {
  /** The owner's; 10 % while nothing else was seen. */
  usualPercent(): number;
  /** What is read and was not written by us is the owner's. */
  sawCutOff(percent: number): void;
  wroteCutOff(percent: number): void;
  /** What was there before our first change is put back. */
  restoredCutOff(percent: number): void;
}

const safePercent = 10;

export function createBatteryMemory(): BatteryMemory {
  let usual: number | undefined;
  let isGivenBack = false;
  /** All of ours since the owner's was last in force: the cloud may show an older one for minutes. */
  const ours = new Set<number>();
  return {
    usualPercent: () => usual ?? safePercent,
    sawCutOff: (percent) => {
      if (percent === usual && isGivenBack) ours.clear();
      if (!ours.has(percent)) usual = percent;
    },
    wroteCutOff: (percent) => {
      isGivenBack = percent === usual;
      if (!isGivenBack) ours.add(percent);
    },
    restoredCutOff: (percent) => {
      usual = percent;
      isGivenBack = true;
      ours.delete(percent);
    },
  };
}
