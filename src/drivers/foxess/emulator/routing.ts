import type { z } from "zod";
import type { Json } from "#domain";
import { badParameter, type Refusal, refusals } from "./refusals.ts";

/** One interface of the cloud. */
export interface Route {
  readonly method: "GET" | "POST";
  answer(asked: unknown): Json | Refusal;
}

export type RouteTable = readonly (readonly [path: string, route: Route])[];

/** Makes interfaces that check in the vendor's order: is the body right, is the device yours, is it there. */
export interface Routing {
  /** Answered by the cloud itself. */
  ofCloud<T>(method: Route["method"], schema: z.ZodType<T>, serialsOf: SerialsOf<T>, reply: Reply<T>): Route;
  /** Passed on to the inverter, which must be online. */
  ofDevice<T>(method: Route["method"], schema: z.ZodType<T>, serialsOf: SerialsOf<T>, reply: Reply<T>): Route;
}

type SerialsOf<T> = (asked: T) => readonly string[];
type Reply<T> = (asked: T) => Json | Refusal;

export function createRouting(serial: string, isOnline: () => boolean): Routing {
  const ofCloud: Routing["ofCloud"] = (method, schema, serialsOf, reply) => ({
    method,
    answer: (raw) => {
      const asked = schema.safeParse(raw);
      if (!asked.success) return badParameter(asked.error.issues[0]?.path.join(".") ?? "");
      return serialsOf(asked.data).some((asking) => asking !== serial) ? refusals.foreign : reply(asked.data);
    },
  });
  return {
    ofCloud,
    ofDevice: (method, schema, serialsOf, reply) =>
      ofCloud(method, schema, serialsOf, (asked) => (isOnline() ? reply(asked) : refusals.offline)),
  };
}
