/** Every sentence and word a user meets, in English, German and French. */
export { createTexts, type ProblemSentences, type Texts, type TextsOptions } from "./create-texts.ts";
export type { LabelKey } from "./messages/labels.ts";
