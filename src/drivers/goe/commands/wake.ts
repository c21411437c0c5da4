import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import type { GoeClient } from "../client.ts";
import { numberOf } from "../json-values.ts";
import type { GoeValues } from "../transport.ts";
import { force, off } from "./force.ts";
import { say } from "./text.ts";
import { withCharger } from "./with-charger.ts";

const user = { purpose: "user" } as const;
const charging = 2;
const complete = 4;
/** The contactor opens within two seconds; less than that is no pause. */
const pauseMs = 4_000;
/** Cars take up to a quarter of a minute after the plug seems to be in again; slow ones a minute. */
const startsWithinMs = 75_000;
const lookEveryMs = 3_000;

/** `goe wake`: pretends to unplug a car that is allowed to charge and does not. */
export async function wake(input: CommandInput, context: CommandContext): Promise<void> {
  await withCharger(input, context, async (client) => {
    const values = await client.status(["car", "alw", "su"], user);
    requireAsleep(values);
    const pretended = numberOf((await client.status(["sumd"], user))["sumd"]) ?? 0;
    if (values["su"] !== true) await client.setAndConfirm({ su: true }, user);
    try {
      await pause(client, context);
      const isAwake = await startsCharging(client, context, pretended + startsWithinMs);
      if (!isAwake) throw fail("refused", "goe.not-woken");
    } finally {
      if (values["su"] !== true) await client.setAndConfirm({ su: false }, user);
    }
    context.print(context.isJson ? '{"isAwake":true}' : say("awake", context.language));
  });
}

/** Who is not allowed to charge is not asleep, and who charges need not be woken. */
function requireAsleep({ car, alw, su }: GoeValues): void {
  if (su === undefined) throw fail("refused", "goe.key-absent", { facts: { key: "su" } });
  if (car !== complete || alw !== true) throw fail("refused", "goe.not-asleep");
}

async function pause(client: GoeClient, { clock }: CommandContext): Promise<void> {
  const before = await force(client, off);
  try {
    await clock.sleep(pauseMs);
  } finally {
    await client.setAndConfirm({ frc: before }, user);
  }
}

async function startsCharging(client: GoeClient, { clock }: CommandContext, withinMs: number): Promise<boolean> {
  const endsAtMs = clock.steadyMs() + withinMs;
  while (clock.steadyMs() < endsAtMs) {
    await clock.sleep(lookEveryMs);
    if ((await client.status(["car"], user))["car"] === charging) return true;
  }
  return false;
}
