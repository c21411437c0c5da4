import type { Instant, Json } from "#domain";
import type { CallOptions } from "#platform/for-clients";

/** What the charger told, by key. Null means that the charger itself has no value. */
export type GoeValues = Readonly<Record<string, Json>>;

/** One answer to a question for keys. */
export interface GoeAnswer {
  readonly values: GoeValues;
  /** The charger said that it lacks some of the keys asked for. */
  readonly isPartial: boolean;
  /** When the charger told it, where the way to it says so; else it is as of now. */
  readonly at?: Instant;
}

/** What became of each written key: `true` when taken, else the charger's own words. */
export type GoeWriteResult = Readonly<Record<string, true | string>>;

/** One way to reach a charger. It makes exactly one exchange per call; order and retries are not its business. */
export interface GoeTransport {
  /** Asks for these keys, or for all when there is no list. */
  read(keys: readonly string[] | undefined, call: CallOptions): Promise<GoeAnswer>;
  write(values: GoeValues, call: CallOptions): Promise<GoeWriteResult>;
  /** Longer questions have to be split; no limit when missing. */
  readonly keysPerRequest?: number;
  /** When a written value can be expected to show, and when it is not going to. */
  readonly confirms: { readonly afterMs: number; readonly withinMs: number };
  /** On ways where the charger speaks unasked: calls the listener with each key that has changed. */
  onTold?(listener: (key: string) => void): void;
  close?(): Promise<void>;
}
