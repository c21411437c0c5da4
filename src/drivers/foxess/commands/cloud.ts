import { z } from "zod";
import { secondMs } from "#domain";
import type { Account, CommandContext, CommandInput } from "#driver-kit";
import type { HttpClient } from "#platform";
import { createFoxessClient, type FoxessClient } from "../client.ts";
import { foxessDriver } from "../driver.ts";
import { createExchange } from "../exchange.ts";
import { type FoxessEntry, findEntry } from "./entry.ts";
import { onlySerial } from "./only-serial.ts";
import { reindent } from "./reindent.ts";

/** The account as a command reaches it. */
export interface Cloud {
  readonly client: FoxessClient;
  readonly account: Account;
  readonly isRaw: boolean;
  /** Makes the call whose reply the command is about: with `--raw` that reply is printed, whatever it says. */
  answer<T>(call: () => Promise<T>): Promise<T>;
  /** The same for a call before that one: its reply is only printed where it ends the command. */
  prepare<T>(call: () => Promise<T>): Promise<T>;
  /** Writes a setting without asking first what the inverter takes: for what was checked already, or must not be. */
  sendSetting(serial: string, key: string, value: string): Promise<void>;
  sendLevels(serial: string, levels: SocLevels): Promise<void>;
}

export interface SocLevels {
  readonly minSoc: number;
  readonly minSocOnGrid: number;
}

/** One inverter as a command reaches it. */
export interface ReachedInverter extends Cloud {
  readonly serial: string;
}

export const user = { purpose: "user" } as const;

/** Does something with the account; which inverter is left open. */
export async function withCloud(
  { options }: Pick<CommandInput, "options">,
  context: CommandContext,
  work: (cloud: Cloud) => Promise<void>,
): Promise<void> {
  await openCloud(await findEntry(options, context), options["raw"] === true, context, work);
}

/** Does something with the inverter that is named, or with the only one there is. */
export async function withInverter(
  { options }: Pick<CommandInput, "options">,
  context: CommandContext,
  work: (inverter: ReachedInverter) => Promise<void>,
): Promise<void> {
  const entry = await findEntry(options, context);
  const isRaw = options["raw"] === true;
  const serial = entry.serial ?? (await findOnly(entry, isRaw, context));
  await openCloud({ ...entry, serial }, isRaw, context, (cloud) => work({ ...cloud, serial }));
}

async function findOnly(entry: FoxessEntry, isRaw: boolean, context: CommandContext): Promise<string> {
  let serial = "";
  await openCloud(entry, isRaw, context, async ({ client, prepare }) => {
    serial = onlySerial(await prepare(() => client.listDevices(user)));
  });
  return serial;
}

async function openCloud(
  entry: FoxessEntry,
  isRaw: boolean,
  context: CommandContext,
  work: (cloud: Cloud) => Promise<void>,
): Promise<void> {
  const { apiKey, serial = "", url, timeoutS } = entry;
  const account = context.openAccount(foxessDriver.identify({ ...entry, serial }));
  const listener = createListener(account.http);
  const timeoutMs = timeoutS * secondMs;
  const way = { apiKey, url, http: listener.http, timeoutMs };
  const client = createFoxessClient({ ...way, clock: context.clock });
  const exchange = createExchange({ ...way, now: () => context.clock.now() });
  const send = async (path: string, body: object) => {
    await exchange({ path, body }, z.unknown(), user);
  };
  const printReply = () => {
    const reply = isRaw ? reindent(listener.lastBody()) : undefined;
    if (reply !== undefined) context.print(reply);
  };
  const prepare: Cloud["prepare"] = async (call) => {
    listener.forget();
    try {
      return await call();
    } catch (error) {
      printReply();
      throw error;
    }
  };
  const answer: Cloud["answer"] = async (call) => {
    const result = await prepare(call);
    printReply();
    return result;
  };
  const cloud: Cloud = {
    ...{ client, account, isRaw, answer, prepare },
    sendSetting: (sn, key, value) => send("/op/v0/device/setting/set", { sn, key, value }),
    sendLevels: (sn, { minSoc, minSocOnGrid }) => send("/op/v0/device/battery/soc/set", { sn, minSoc, minSocOnGrid }),
  };
  try {
    await work(cloud);
  } finally {
    await account.close();
  }
}

/** Remembers what came in last, as it came. */
function createListener(http: HttpClient) {
  let body = "";
  const listening: HttpClient = {
    request: async (request) => {
      const response = await http.request(request);
      body = response.body;
      return response;
    },
  };
  return {
    http: listening,
    lastBody: () => body,
    forget: () => {
      body = "";
    },
  };
}
