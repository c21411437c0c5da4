import type { Json } from "#domain";
import type { Plant } from "../plant.ts";
import { type OpenRefusal, refusals } from "./replies.ts";

/** What stands on the inverter's plate, and what the owner finds in the mail. */
export const checkCode = "A1B2C3";
export const mailedCode = "482913";

/** Which systems the developer account may speak for. */
export interface Bindings {
  isBound(serial: unknown): boolean;
  mail(serial: unknown, code: unknown): Json | OpenRefusal;
  bind(serial: unknown, code: unknown): Json | OpenRefusal;
  unbind(serial: unknown): Json | OpenRefusal;
}

export function createBindings(plants: () => readonly Plant[]): Bindings {
  const unbound = new Set<unknown>();
  const exists = (serial: unknown) => plants().some((plant) => plant.serial === serial);
  const isBound = (serial: unknown) => exists(serial) && !unbound.has(serial);
  return {
    isBound,
    mail: (serial, code) => {
      if (!exists(serial)) return { code: 6038, msg: "SN does not exist" };
      return code === checkCode ? null : refusals.badCheckCode;
    },
    bind: (serial, code) => {
      if (!exists(serial)) return { code: 6038, msg: "SN does not exist" };
      if (isBound(serial)) return refusals.alreadyBound;
      if (code !== mailedCode) return refusals.badCode;
      unbound.delete(serial);
      return null;
    },
    unbind: (serial) => {
      if (!isBound(serial)) return refusals.notBoundToUser;
      unbound.add(serial);
      return null;
    },
  };
}
