import type { Json } from "#domain";
import type { EmulatorContext, EmulatorDefinition, EmulatorInstance } from "#driver-kit";
import type { OpenMqtt } from "#platform/mqtt";
import { plain, slowAnswerMs } from "./emulator/answers.ts";
import { createEmulatedCharger } from "./emulator/charger.ts";
import { createCloudApi } from "./emulator/cloud-api.ts";
import { followHouse } from "./emulator/controller-meters.ts";
import { createLocalApi, lockText } from "./emulator/local-api.ts";
import { createMqttFace } from "./emulator/mqtt-face.ts";
import { type ProfileName, profileNames, profiles } from "./emulator/profiles.ts";
import { createWebSocketFace } from "./emulator/websocket-face.ts";

export interface GoeEmulatorOptions {
  /** Another way to the broker than the real one. */
  readonly openMqtt?: OpenMqtt;
  /** Some set-ups let the broker keep what is told, some do not; kept when missing. */
  readonly isRetaining?: boolean;
  /** Topics begin with a slash, as up to firmware 54.3. */
  readonly hasLeadingSlash?: boolean;
  /** After how long it forgets the powers it was sent, 5 to 10 s; 6 when missing, as measured. */
  readonly forgetsPowersAfterMs?: number;
}

/** Reported of single models and firmwares; each can be switched on. */
const quirks = [
  "slow-answers",
  "hangs-after-a-day",
  "resets-long-filters",
  "one-connection",
  "silent-close",
  "missing-keys",
  "no-powers",
  "coarse-powers",
  "no-variant",
  "lost-controller",
  "faulty",
  "frc-ignored",
  "frc-resets",
  "trx-lost-on-phase-switch",
  "clock-wrong",
  "ids-deaf-after-broker-restart",
  "cloud-outdated",
  "cloud-offline",
];

/** A go-eCharger standing on a wallbox of the simulated house, with every way in that the real one has. */
export function createGoeEmulator(options: GoeEmulatorOptions = {}): EmulatorDefinition {
  return {
    id: "goe",
    profiles: profileNames,
    quirks,
    unit: "wallbox",
    create: (context) => createDevice(context, options),
  };
}

export const goeEmulator = createGoeEmulator();

const usualPassword = "emulated-password";

function createDevice(context: EmulatorContext, options: GoeEmulatorOptions): EmulatorInstance {
  const { home, credentials } = context;
  const profileName = toProfileName(context.profile);
  const charger = createEmulatedCharger(context, profileName, options);
  const { keys } = charger;
  const { token, mcu, password = usualPassword } = credentials;
  if (token !== undefined) keys.put({ cak: token });
  if (mcu !== undefined) keys.put({ mcu, mce: true, mcr: false });
  if (profileName === "controller") followHouse(home, keys);
  const answer =
    profileName === "cloud"
      ? createCloudApi(charger, context)
      : createLocalApi(charger, profiles[profileName], context);
  // Left alone it would try to reach whatever broker its settings happen to name.
  const mqtt =
    mcu === undefined && options.openMqtt === undefined
      ? undefined
      : createMqttFace(charger, context, {
          open: options.openMqtt ?? openRealMqtt,
          isRetaining: options.isRetaining ?? true,
          hasLeadingSlash: options.hasLeadingSlash ?? false,
        });

  return {
    ...entrance(profileName, { serial: String(keys.get("sse")), token: String(keys.get("cak")), password }),
    handle: slowly(answer, context),
    renderFault: (kind) => (kind === "unavailable" && profileName !== "cloud" ? plain(500, lockText) : undefined),
    ...(profileName === "cloud" ? {} : { accept: createWebSocketFace(charger, context, password) }),
    isLively: true,
    close: async () => mqtt?.close(),
    describe: () => ({ profile: context.profile, isAway: charger.isAway(), keys: charger.present() }),
  };
}

/** A charger that is busy with itself: each answer takes as long as it likes. */
function slowly(answer: EmulatorInstance["handle"], { quirks, random }: EmulatorContext): EmulatorInstance["handle"] {
  return (request) => {
    const reply = answer(request);
    return quirks.isOn("slow-answers") ? { ...reply, delayMs: slowAnswerMs(random) } : reply;
  };
}

/** What lets a client in, and how a configuration says so. */
function entrance(
  profile: ProfileName,
  { serial, token, password }: Readonly<Record<"serial" | "token" | "password", string>>,
): {
  readonly credentials: Readonly<Record<string, string>>;
  readonly deviceEntry: Readonly<Record<string, Json>>;
} {
  switch (profile) {
    case "cloud":
      return { credentials: { serial, token }, deviceEntry: { driver: "goe", serial, token } };
    case "websocket":
      return { credentials: { password }, deviceEntry: { driver: "goe", password } };
    default:
      return { credentials: { password }, deviceEntry: { driver: "goe" } };
  }
}

function toProfileName(name: string): ProfileName {
  return profileNames.find((known) => known === name) ?? profileNames[0];
}

const openRealMqtt: OpenMqtt = async (linkOptions, events) => {
  const { openMqtt } = await import("#platform/mqtt");
  return openMqtt(linkOptions, events);
};
