import type { Instant } from "#domain";

/** One variable of the real-time reply. */
export interface Variable {
  readonly variable: string;
  readonly name: string;
  readonly value: number | string;
  readonly unit?: string;
}

/** What the data logger uploaded last. */
export interface Upload {
  readonly at: Instant;
  readonly time: string;
  readonly variables: readonly Variable[];
}
