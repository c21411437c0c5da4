import type { Capability } from "#domain";
import { type Connection, type DriverContext, defineDriver } from "#driver-kit";
import { createBatteryActuator } from "./battery-actuator.ts";
import { batteryIntents } from "./battery-control.ts";
import { createBatteryMemory } from "./battery-memory.ts";
import { alphaessCalls } from "./calls.ts";
import { createChargerActuator } from "./charger-actuator.ts";
import { createAlphaessClient } from "./client.ts";
import { type AlphaessConfig, alphaessConfig, type SurfaceAccess } from "./config.ts";
import { lowestCurrentA, socRanges } from "./limits.ts";
import { machineTimeZone } from "./local-time.ts";
import { batteryModes, chargingPoll, exploreAtFirst, livePoll, settingsPoll } from "./polls.ts";
import type { AlphaessSurface, Charger } from "./surface.ts";
import { type AlphaessInstallation, createInstallation, type Nature } from "./system.ts";
import { alphaessSummary, alphaessText } from "./text.ts";
import { newerTimetableNote } from "./timetable-note.ts";
import { valueDefinitions } from "./values.ts";
import { createValuesActuator } from "./values-actuator.ts";

/**
 * AlphaESS systems through the maker's clouds: values and battery by the official interface, the wallbox's mode, current
 * and phases by the portal's, where both are configured. Settings reach the inverter minutes after the cloud took them.
 */
export const alphaessDriver = defineDriver<AlphaessConfig>({
  id: "alphaess",
  label: "AlphaESS",
  summary: alphaessSummary,
  models: [
    { name: "SMILE5", proof: "emulated" },
    { name: "SMILE-G3", proof: "emulated" },
    { name: "SMILE-T10 with SMILE-EVCT11", proof: "emulated" },
    { name: "Storion-S5", proof: "emulated" },
    { name: "VT1000 (values only)", proof: "emulated" },
  ],
  capabilities: ["meter", "solar", "battery", "batteryMode", "socLimits", "charger", "values"],
  reach: "cloud",
  config: alphaessConfig,
  calls: alphaessCalls,
  text: alphaessText,
  identify: ({ main, serial = "" }) => ({
    account: main.api === "open" ? main.appId : main.username,
    device: serial,
  }),
  connect,
});

async function connect(config: AlphaessConfig, context: DriverContext): Promise<Connection> {
  const { signal } = context;
  const main = surfaceFor(config.main, config, context);
  const second = config.forCharger === undefined ? undefined : surfaceFor(config.forCharger, config, context);
  const { serial } = config;
  const installation = createInstallation(
    { main, ...(second === undefined ? {} : { second }), ...(serial === undefined ? {} : { serial }) },
    context,
  );
  const memory = createBatteryMemory();
  const keysSeen = new Set<string>();
  await exploreAtFirst(installation, context, { purpose: "poll", ...(signal === undefined ? {} : { signal }) });
  const nature = installation.nature();
  const canSteerBattery = main.abilities.has("soc-window") && (nature?.hasBattery ?? true);
  const chargers = nature?.chargers ?? [];
  const { timeZone = machineTimeZone(), switchedOn } = config;
  const offered = () => intentsOf(installation, config);
  const steering = { installation, memory, timeZone, switchedOn, offered };
  return {
    capabilities: () => capabilitiesOf(installation, config, keysSeen),
    polls: [
      livePoll(installation, context),
      ...(chargers.length > 0 ? [chargingPoll(installation, context)] : []),
      settingsPoll({ installation, memory, keysSeen, timeZone: config.timeZone }, context),
    ],
    actuators: [
      ...(canSteerBattery ? [createBatteryActuator(steering, context)] : []),
      ...chargers.map(({ id }) => createChargerActuator(installation, id, context)),
      ...(main.abilities.has("settings") ? [createValuesActuator(installation)] : []),
    ],
    notes: () => (isUntoldSwitch(installation, config) ? [newerTimetableNote] : []),
    close: async () => {},
  };
}

/** The system follows the newer timetable, and nobody has told how its switches stand: they could not be put back. */
function isUntoldSwitch({ nature, main }: AlphaessInstallation, { switchedOn }: AlphaessConfig): boolean {
  return main.abilities.has("soc-window") && nature()?.hasPeriodicTimetable === true && switchedOn === undefined;
}

function intentsOf(installation: AlphaessInstallation, config: AlphaessConfig) {
  return batteryIntents.filter((kind) => kind !== "charge" || !isUntoldSwitch(installation, config));
}

function surfaceFor(access: SurfaceAccess, config: AlphaessConfig, context: DriverContext): AlphaessSurface {
  const { http, clock, session } = context;
  const { timeoutMs, timeZone } = config;
  const { url } = access;
  const shared = {
    ...{ http, clock, timeoutMs },
    ...(url === undefined ? {} : { url }),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
  if (access.api === "open")
    return createAlphaessClient({ ...shared, api: "open", appId: access.appId, appSecret: access.appSecret });
  const { api, username, password } = access;
  return createAlphaessClient({ ...shared, api, username, password, session });
}

function capabilitiesOf(
  installation: AlphaessInstallation,
  config: AlphaessConfig,
  keysSeen: ReadonlySet<string>,
): readonly Capability[] {
  const nature = installation.nature();
  if (nature === undefined) return [];
  const { main } = installation;
  const capacityWh = nature.system?.capacityWh;
  const capabilities: Capability[] = [];
  if (nature.hasGrid) capabilities.push({ kind: "meter", place: "grid", hasPhases: nature.hasGridPhases });
  if (nature.hasLoad) capabilities.push({ kind: "meter", place: "siteLoad", hasPhases: false });
  if (nature.hasSolar) capabilities.push({ kind: "solar" });
  if (nature.hasBattery)
    capabilities.push({ kind: "battery", ...(capacityWh === undefined ? {} : { capacityWh }), ...chargeLimit(nature) });
  if (nature.hasBattery && main.abilities.has("soc-window"))
    capabilities.push(
      { kind: "batteryMode", intents: intentsOf(installation, config), modes: batteryModes },
      { kind: "socLimits", ...socRanges.server },
    );
  for (const charger of nature.chargers) capabilities.push(chargerCapability(charger, installation, config));
  capabilities.push({ kind: "values", definitions: valueDefinitions(main.api, keysSeen) });
  return capabilities;
}

/** House batteries are built to be filled within two hours; no inverter passes more than it is rated for. */
function chargeLimit({ system }: Nature): { readonly maxChargeW?: number } {
  const { capacityWh, inverterW } = system ?? {};
  if (capacityWh === undefined || capacityWh <= 0) return {};
  const ratedW = inverterW === undefined || inverterW <= 0 ? Number.POSITIVE_INFINITY : inverterW;
  return { maxChargeW: Math.round(Math.min(capacityWh / 2, ratedW)) };
}

/** Where the current cannot be set, the wallbox can only be switched: it charges with what it was given in the app. */
function chargerCapability(charger: Charger, { chargerCan }: AlphaessInstallation, config: AlphaessConfig): Capability {
  const fixedA = config.chargerCurrentA;
  const currents = chargerCan("charger-current")
    ? { minCurrentA: lowestCurrentA, maxCurrentA: charger.maxCurrentA }
    : { minCurrentA: fixedA, maxCurrentA: fixedA };
  return {
    kind: "charger",
    part: charger.id,
    ...currents,
    stepA: 1,
    // How many phases it has is told only where they can be chosen; as built it has three.
    phases: chargerCan("charger-phases") ? 3 : (charger.phases ?? 3),
    canSwitchPhases: chargerCan("charger-phases"),
  };
}
