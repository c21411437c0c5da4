import type { Localized } from "#domain";

/** How a value travels: the charger's own types where it names them, plus colours and times counted from its start. */
export type GoeType =
  | "bool"
  | "uint8"
  | "int"
  | "float"
  | "text"
  | "colour"
  | "boot-time"
  | "object"
  | "list"
  | "trigger";

/** One number or word a key may have, with what it means. */
export interface GoeChoice {
  readonly value: number;
  readonly label: Localized;
}

/** A named piece of a key that carries several values; `at` is its place in the list or its member name. */
export interface GoeElement {
  readonly at: number | string;
  readonly name: string;
  readonly label: Localized;
  readonly unit?: string;
}

/** One key of the charger. Adding a key means adding a row; nothing else in the driver lists keys. */
export interface GoeKey {
  readonly key: string;
  readonly type: GoeType;
  readonly access: "read" | "write" | "read-write";
  readonly label: Localized;
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  /** The charger takes null for "none". */
  readonly isNullable?: boolean;
  /** Changes or ends by itself, so an earlier value must not be put back. */
  readonly isPassing?: boolean;
  readonly choices?: readonly GoeChoice[];
  readonly elements?: readonly GoeElement[];
  /** Writing it can interrupt the charger or lock its owner out. */
  readonly isDangerous?: boolean;
}

export function words(en: string, de: string, fr: string): Localized {
  return { en, de, fr };
}

export function choice(value: number, en: string, de: string, fr: string): GoeChoice {
  return { value, label: words(en, de, fr) };
}

type Extras = Omit<Partial<GoeKey>, "key" | "type" | "access" | "label">;

export function readable(key: string, type: GoeType, label: Localized, extras: Extras = {}): GoeKey {
  return { key, type, access: "read", label, ...extras };
}

export function settable(key: string, type: GoeType, label: Localized, extras: Extras = {}): GoeKey {
  return { key, type, access: "read-write", label, ...extras };
}
