import { z } from "zod";
import { language, sourceId } from "../schemas/domain-schemas.ts";

export const languageQuery = z.object({
  lang: language.optional().catch(undefined).describe("Language of the sentences; else by `Accept-Language`."),
});

/** Long paths have `home` as well, which only their scope reads. */
export const idParams = z.looseObject({ id: sourceId });
export const valueParams = idParams.extend({ key: z.string().min(1) });

export const timeQuery = z
  .union([z.iso.datetime({ offset: true }).transform((text) => new Date(text).getTime()), z.coerce.number().int()])
  .describe("ISO 8601 with zone, or milliseconds since 1970-01-01 UTC.");
