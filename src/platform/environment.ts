/** The process environment, handed in from the top so that nothing below reads it on its own. */
export type Environment = Readonly<Record<string, string | undefined>>;
