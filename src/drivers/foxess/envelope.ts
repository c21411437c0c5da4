import { z } from "zod";

/** What the cloud puts around every answer. Only `errno` counts; the text of a success varies. */
export const envelope = z.object({
  errno: z.number(),
  msg: z.string().nullish(),
  result: z.unknown().optional(),
});
