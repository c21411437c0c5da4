import type { Localized } from "#domain";

/**
 * How a value travels: the charger's own types where it names them, and a few that mean more. A `boot-time` is a moment
 * counted in ms from the charger's start, a `boot-end` one that mostly lies ahead; a `url` may carry a password; a
 * `card` is read as "learned or not" and written as the card's number; `virtual` never leaves this program.
 */
export type GoeType =
  | "bool"
  | GoeNumberType
  | "text"
  | "url"
  | "colour"
  | "card"
  | "object"
  | "list"
  | "trigger"
  | "virtual";

export type GoeNumberType =
  | "uint8"
  | "int8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "int"
  | "float"
  | "boot-time"
  | "boot-end";

/** How often a key is worth asking: even while no car is there, while charging, rarely, or once. */
export type GoePolling = "always" | "status" | "config" | "identity";

/** One number or word a key may have, with what it means. */
export interface GoeChoice {
  readonly value: number;
  readonly label: Localized;
}

/** A named piece of a key that carries several values; `path` leads to it through lists and members. */
export interface GoeElement {
  readonly path: readonly (number | string)[];
  readonly name: string;
  readonly label: Localized;
  /** A `time` travels as hour and minute and is shown as `07:30`. */
  readonly type: "number" | "bool" | "text" | "time";
  readonly unit?: string;
  readonly choices?: readonly GoeChoice[];
}

/** One key of the charger. Adding a key means adding a row to a table; nothing else in the driver lists keys. */
export interface GoeKey {
  readonly key: string;
  readonly type: GoeType;
  readonly access: "read" | "write" | "read-write";
  readonly polling: GoePolling;
  /** Whose key it is; the go-eController measures the house and has keys of its own. */
  readonly device: "charger" | "controller";
  readonly label: Localized;
  readonly unit?: string;
  /** Known limits of the value. Where they are missing only the type's own limits are checked. */
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly maxLength?: number;
  /** The charger takes null for "none". */
  readonly isNullable?: boolean;
  /** Changes or ends by itself, so an earlier value must not be put back. */
  readonly isPassing?: boolean;
  readonly choices?: readonly GoeChoice[];
  readonly elements?: readonly GoeElement[];
  /** Writing it can interrupt the charger, lose data or lock its owner out. */
  readonly isDangerous?: boolean;
  /** Never shown, and never read unless somebody asks for this very key. */
  readonly isSecret?: boolean;
}

export function words(en: string, de: string, fr: string): Localized {
  return { en, de, fr };
}

export function choice(value: number, en: string, de: string, fr: string): GoeChoice {
  return { value, label: words(en, de, fr) };
}
