import { z } from "zod";

/**
 * What the cloud puts around every answer. Only the fail code counts: a text may stand beside a success, `success` may be
 * missing, and where a call was refused `data` may hold a text instead of what was asked for.
 */
export const envelope = z
  .object({
    success: z.boolean().optional(),
    failCode: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).nullish(),
    message: z.string().nullish(),
    data: z.unknown().optional(),
  })
  .refine(({ success, failCode }) => success !== undefined || typeof failCode === "number");
