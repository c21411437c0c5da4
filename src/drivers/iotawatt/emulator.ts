import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import { createChannels, profileNames, toProfile } from "./emulator/channels.ts";
import { createDataLog, stepMs } from "./emulator/data-log.ts";
import { createDoorkeeper } from "./emulator/doorkeeper.ts";
import { answerQuery } from "./emulator/query.ts";
import { answerStatus } from "./emulator/status.ts";

const quirks = [
  /** The clamp on the mains was put on the other way round, and the owner's formulas are right all the same. */
  "flipped-mains",
  "flipped-solar",
  /** A battery has run down the clock: the log has nothing for the present. */
  "no-data",
  "no-data-for-solar",
];

/** An IoTaWatt with its clamps on the simulated house. */
export const iotawattEmulator: EmulatorDefinition = {
  id: "iotawatt",
  profiles: profileNames,
  quirks,
  unit: "house",
  create,
};

function create(context: EmulatorContext): EmulatorInstance {
  const { clock, faults, quirks: switches, random } = context;
  const profile = toProfile(context.profile);
  const channels = createChannels(context, profile);
  const log = createDataLog(context, channels);
  const username = context.credentials["username"] ?? "user";
  const password = context.credentials["password"] ?? "iota-4711-watt";
  const doorkeeper = createDoorkeeper({
    ...{ username, password, random, clock },
    nonceEndedAt: () => faults.since("expired-login"),
  });

  /** How far the device's clock is off, by which it also dates its log. */
  const skewMs = () => Math.round((clock.now() - context.home.at()) / stepMs) * stepMs;

  const answer = (request: ServerRequest): ServerReply => {
    if (profile.hasLogin) {
      const refusal = doorkeeper.check(request);
      if (refusal !== undefined) return refusal;
    }
    const url = new URL(request.path, "http://iotawatt");
    if (url.pathname === "/status") return answerStatus(url.searchParams, channels, clock.now());
    if (url.pathname !== "/query") return { status: 404, headers: text, body: "FileNotFound" };
    return answerQuery(url.searchParams, {
      ...{ channels, log, skewMs: skewMs(), now: clock.now(), timeZone: context.home.timeZone },
      isEmpty: (name) =>
        faults.isActive("nulls") ||
        switches.isOn("no-data") ||
        (name === "Solar" && switches.isOn("no-data-for-solar")),
      hasNovelty: faults.isActive("unknown-keys"),
    });
  };

  let busyUntilMs = 0;
  const credentials = profile.hasLogin ? { username, password } : {};
  return {
    credentials,
    deviceEntry: { driver: "iotawatt", ...credentials },
    handle: (request) => {
      // One processor: who comes while it answers waits for his turn.
      const startsAt = Math.max(busyUntilMs, clock.steadyMs());
      busyUntilMs = startsAt + answerMs;
      return { ...answer(request), delayMs: busyUntilMs - clock.steadyMs() };
    },
    describe: () => ({ profile: context.profile, series: channels.map(({ name, unit }) => ({ name, unit })) }),
  };
}

const answerMs = 80;

const text = { "content-type": "text/plain" };
