import { fail, toProblem } from "#domain";
import type { Account, CommandContext, CommandInput } from "#driver-kit";
import { createAlphaessClient } from "../client.ts";
import { foreignCodes, hasCode } from "../codes.ts";
import type { AlphaessConfig, SurfaceAccess } from "../config.ts";
import { alphaessDriver } from "../driver.ts";
import type { AlphaessSurface, Charger } from "../surface.ts";
import { findConfig } from "./entry.ts";

/** The account as a command reaches it. */
export interface ReachedAccount {
  readonly main: AlphaessSurface;
  /** Where wallboxes are steered: the second interface if there is one. */
  readonly forCharger: AlphaessSurface;
}

/** One system as a command reaches it. */
export interface ReachedSystem extends ReachedAccount {
  readonly serial: string;
}

export const user = { purpose: "user" } as const;

type Input = Pick<CommandInput, "options">;

/** Does something with the account; which system is left open. */
export async function withAccount(
  { options }: Input,
  context: CommandContext,
  work: (account: ReachedAccount, config: AlphaessConfig) => Promise<void>,
): Promise<void> {
  const config = await findConfig(options, context);
  const account = context.openAccount(alphaessDriver.identify(config));
  try {
    const main = surfaceOf(config.main, config, account, context);
    const { forCharger } = config;
    const second = forCharger === undefined ? main : surfaceOf(forCharger, config, account, context);
    await work({ main, forCharger: second }, config);
  } finally {
    await account.close();
  }
}

/** Does something with the system that is named, or with the only one there is. */
export async function withSystem(
  input: Input,
  context: CommandContext,
  work: (system: ReachedSystem) => Promise<void>,
): Promise<void> {
  await withAccount(input, context, async (account, { serial }) => {
    if (serial === undefined) return work({ ...account, serial: await onlySerial(account.main) });
    try {
      await work({ ...account, serial });
    } catch (error) {
      if (hasCode(toProblem(error), ...foreignCodes)) await checkIsThere(serial, account.main);
      throw error;
    }
  });
}

/** What the clouds make of a serial number that is not the account's is hard to tell from other troubles. */
async function checkIsThere(serial: string, main: AlphaessSurface): Promise<void> {
  const serials = (await main.systems(user)).map((system) => system.serial);
  if (serials.includes(serial) || serials.length === 0) return;
  throw fail("invalid", "alphaess.unknown-system", { facts: { found: serial, allowed: serials.join(", ") } });
}

async function onlySerial(main: AlphaessSurface): Promise<string> {
  const systems = await main.systems(user);
  const [only, ...more] = systems;
  if (only === undefined) throw fail("invalid", "alphaess.no-systems", { facts: { api: main.api } });
  if (more.length === 0) return only.serial;
  const serials = systems.map(({ serial }) => serial).join(", ");
  throw fail("invalid", "alphaess.several-systems", { facts: { serials } });
}

/** The wallbox that is named, or the only one there is. */
export async function findCharger({ options }: Input, { forCharger, serial }: ReachedSystem): Promise<Charger> {
  const chargers = await forCharger.chargers(serial, user);
  const allowed = chargers.map(({ id }) => id).join(", ");
  const wanted = options["charger"];
  if (chargers.length === 0) throw fail("refused", "alphaess.no-charger");
  if (typeof wanted === "string") {
    const found = chargers.find((charger) => charger.id === wanted.toUpperCase() || charger.serial === wanted);
    if (found !== undefined) return found;
    throw fail("invalid", "alphaess.unknown-charger", { facts: { found: wanted, allowed } });
  }
  const [only, ...more] = chargers;
  if (only !== undefined && more.length === 0) return only;
  throw fail("invalid", "alphaess.which-charger", { facts: { allowed } });
}

function surfaceOf(
  access: SurfaceAccess,
  { timeoutMs, timeZone }: AlphaessConfig,
  { http, session }: Account,
  { clock }: CommandContext,
): AlphaessSurface {
  const shared = { http, clock, timeoutMs, ...(timeZone === undefined ? {} : { timeZone }) };
  return access.api === "open"
    ? createAlphaessClient({ ...shared, ...access })
    : createAlphaessClient({ ...shared, ...access, session });
}
