import type { Json } from "#domain";
import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "#driver-kit";
import type { ServerReply, ServerRequest } from "#platform";
import { createLegacyFace } from "./emulator/legacy/face.ts";
import { createOpenFace } from "./emulator/open/face.ts";
import { refusal, refusals } from "./emulator/open/replies.ts";
import { createPlant, type Plant } from "./emulator/plant.ts";
import { createPortalFace } from "./emulator/portal/face.ts";
import { type Profile, profileNames, profileOf } from "./emulator/profiles.ts";
import { quirkNames } from "./emulator/quirks.ts";

/** One AlphaESS system of the simulated house behind the maker's three interfaces, all at the same address. */
export const alphaessEmulator: EmulatorDefinition = {
  id: "alphaess",
  profiles: profileNames,
  quirks: quirkNames,
  unit: "inverter",
  create,
};

function create(context: EmulatorContext): EmulatorInstance {
  const profile = profileOf(context.profile);
  const credentials = credentialsOf(context, profile);
  const plant = createPlant(context, profile, credentials.serial);
  /** The second one in the account is the first one's twin. */
  const plants = (): readonly Plant[] => {
    if (context.quirks.isOn("no-systems")) return [];
    return context.quirks.isOn("two-systems") ? [plant, { ...plant, serial: `${credentials.serial}X` }] : [plant];
  };
  const { appId, appSecret, username, password } = credentials;
  const shared = { context, plant, plants };
  const faces = [
    createOpenFace({ ...shared, appId, appSecret, isEntitled: profile.hasPeriodicTimetable }),
    createLegacyFace({ ...shared, username, password }),
    createPortalFace({ ...shared, account: { username, password } }),
  ];

  const handle = (request: ServerRequest): ServerReply => {
    for (const face of faces) {
      const reply = face.handle(request);
      if (reply !== undefined) return reply;
    }
    return notFound;
  };

  return {
    credentials: { ...credentials },
    deviceEntry: entryOf(profile, credentials, context),
    handle,
    renderFault: (kind, { path }) =>
      kind === "rate-limited" && isOpen(path) ? refusal(refusals.tooFast, context.clock.now()) : undefined,
    resultOf: (reply) => {
      const code = /^\{"code":(\d+)/.exec(reply.body)?.[1];
      return code === undefined || code === "200" ? undefined : `code-${code}`;
    },
    describe: () => ({
      profile: context.profile,
      serial: credentials.serial,
      batteryRules: describeRules(plant),
      piles: plant.piles.map((pile) => ({ id: pile.id, status: pile.status(), ...pile.settings() })),
      houseLimitA: plant.houseLimitA(),
    }),
  };
}

interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
  readonly username: string;
  readonly password: string;
  readonly serial: string;
}

function credentialsOf({ credentials }: EmulatorContext, profile: Profile): Credentials {
  return {
    appId: credentials["appId"] ?? "alphaef0000000000e5",
    appSecret: credentials["appSecret"] ?? "5ca1ab1e0f0f4d0e8a1c2b3d4e5f6a7b",
    username: credentials["username"] ?? "owner@example.com",
    password: credentials["password"] ?? "emulated-password",
    serial: credentials["serial"] ?? profile.serial,
  };
}

function entryOf(
  { entry }: Profile,
  credentials: Credentials,
  { home }: EmulatorContext,
): Readonly<Record<string, Json>> {
  const { appId, appSecret, username, password, serial } = credentials;
  const shared = { driver: "alphaess", serial, timeZone: home.timeZone };
  switch (entry) {
    case "open":
      return { ...shared, appId, appSecret };
    case "both":
      return { ...shared, appId, appSecret, username, password };
    case "portal":
    case "legacy":
      return { ...shared, api: entry, username, password };
  }
}

function isOpen(path: string): boolean {
  return /^(?:\/api)?\/(?:get|set|update|remote|bind|unBind)[A-Za-z]+(?:\?|$)/.test(path);
}

const notFound: ServerReply = {
  status: 404,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ status: 404, error: "Not Found" }),
};

function describeRules(plant: Plant): Json {
  const { chargeTimes, dischargeTimes, ...rest } = plant.batteryRules();
  const shown = (spans: typeof chargeTimes) => spans.map(({ from, until }) => `${from}-${until}`);
  return { ...rest, chargeTimes: shown(chargeTimes), dischargeTimes: shown(dischargeTimes) };
}
