import type { Problem } from "#domain";
import { isUnsupported } from "../errno.ts";
import type { SchedulerVersion } from "./schedule.ts";

/** What is known of an inverter before its schedule is asked for. */
export interface ProductHint {
  readonly productType?: string | undefined;
  readonly deviceType?: string | undefined;
}

/** Finds out, and remembers, which generation of the scheduler one inverter answers. */
export interface SchedulerVersions {
  /** Those worth a try, best first. */
  candidates(hint: ProductHint): readonly SchedulerVersion[];
  succeeded(version: SchedulerVersion): void;
  /** Takes note of a failure; `isOther` says whether another generation may do better. */
  failed(version: SchedulerVersion, problem: Problem): { readonly isOther: boolean };
}

const newestFirst: readonly SchedulerVersion[] = [3, 2, 1, 0];

/** These answer the older generations with 41200 for ever, as if they were only out of reach. */
const evoVersions: readonly SchedulerVersion[] = [3, 2];

/** One 41200 is bad luck; so many in a row, while another generation answers, are a lack. */
const patience = 3;

export function createSchedulerVersions(): SchedulerVersions {
  const lacking = new Set<SchedulerVersion>();
  const failures = new Map<SchedulerVersion, number>();

  return {
    candidates: (hint) => {
      const possible = isEvo(hint) ? evoVersions : newestFirst;
      const left = possible.filter((version) => !lacking.has(version));
      return left.length === 0 ? possible : left;
    },
    succeeded: (version) => {
      failures.delete(version);
      for (const [other, count] of failures) if (count >= patience) lacking.add(other);
    },
    failed: (version, problem) => {
      if (isUnsupported(problem)) {
        lacking.add(version);
        return { isOther: true };
      }
      const isLoadFailure = problem.code === "foxess.41200";
      if (isLoadFailure) failures.set(version, (failures.get(version) ?? 0) + 1);
      return { isOther: isLoadFailure };
    },
  };
}

export function isEvo({ productType, deviceType }: ProductHint): boolean {
  return productType === "812" || /^evo/i.test(productType ?? "") || /^evo/i.test(deviceType ?? "");
}
