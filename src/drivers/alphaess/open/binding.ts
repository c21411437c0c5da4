import { z } from "zod";
import { ProblemError } from "#domain";
import { alreadyBound, hasCode } from "../codes.ts";
import type { AlphaessSurface } from "../surface.ts";
import type { Exchange } from "./exchange.ts";

/** Adds systems to the developer account, and takes them out again. */
export function createBinding(exchange: Exchange): Pick<AlphaessSurface, "requestBindingCode" | "bind" | "unbind"> {
  return {
    requestBindingCode: async (serial, checkCode, call) => {
      const query = { sysSn: serial, checkCode };
      await exchange({ path: "/getVerificationCode", query }, z.unknown(), call);
    },
    bind: async (serial, code, call) => {
      try {
        await exchange({ path: "/bindSn", body: { sysSn: serial, code } }, z.unknown(), call);
      } catch (error) {
        // What was to be reached is the case already.
        if (!(error instanceof ProblemError) || !hasCode(error.problem, alreadyBound)) throw error;
      }
    },
    unbind: async (serial, call) => {
      await exchange({ path: "/unBindSn", body: { sysSn: serial } }, z.unknown(), call);
    },
  };
}
