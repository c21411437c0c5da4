const shown = "[secret]";

/** A password, key or token. Every way of printing it shows `[secret]`; only `reveal()` gives the text. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  /** Node prints objects through this symbol; without it `util.inspect` would still be safe, but show a bare class. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return shown;
  }
}

/** The text of a secret that a library user may also hand over as a plain string. */
export function revealSecret(secret: Secret | string): string {
  return typeof secret === "string" ? secret : secret.reveal();
}
