import { isNews } from "#control";
import { type Instant, isSaidOnce, type Reason, type SourceId } from "#domain";

/** Tells what is new in each decision, and what holds. */
export interface ReasonJournal {
  /** Takes the reasons of one decision and returns those worth storing. */
  take(reasons: readonly Reason[]): Reason[];
  /** The reason in force for each subject, newest first. */
  inForce(now: Instant): Reason[];
}

/**
 * What holds is kept by subject and compared with what was told of that subject last, so that a slow drift is told as
 * well; what is said once is always told, and changes nothing of what holds. `lost` is what reading the stored memory
 * has left to say: told with the first decision, and in sight until its review.
 */
export function createReasonJournal(lost: Reason | undefined): ReasonJournal {
  let untold = lost === undefined ? [] : [lost];
  let holding: readonly Reason[] = [];
  let told: ReadonlyMap<SourceId, Reason> = new Map();
  return {
    take: (reasons) => {
      const news = reasons.filter((reason) => isSaidOnce(reason) || isNews(told.get(reason.subject), reason));
      holding = reasons.filter((reason) => !isSaidOnce(reason));
      told = new Map(
        holding.map((reason) => {
          const isTold = news.includes(reason);
          return [reason.subject, isTold ? reason : (told.get(reason.subject) ?? reason)];
        }),
      );
      const all = [...untold, ...news];
      untold = [];
      return all;
    },
    inForce: (now) => {
      const remembered = lost !== undefined && now < lost.reviewAt ? [lost] : [];
      return [...holding, ...remembered].sort((a, b) => b.at - a.at);
    },
  };
}
