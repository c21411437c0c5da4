import { type Capability, hourMs, minuteMs, secondMs, toProblem, type ValueDefinition } from "#domain";
import { type Connection, type DriverContext, type DriverReading, defineDriver, type Poll } from "#driver-kit";
import type { CallOptions } from "#platform";
import { createBatteryActuator } from "./battery-actuator.ts";
import { intentShownBy, intentsOf, modeShownBy } from "./battery-control.ts";
import { dailyRuleId, foxessCalls } from "./calls.ts";
import { createFoxessClient, type FoxessClient } from "./client.ts";
import { type FoxessConfig, foxessConfig } from "./config.ts";
import { isOffline } from "./errno.ts";
import { createInverter, type Inverter } from "./inverter.ts";
import { toReadings } from "./mapping.ts";
import { createPace, meterOtherCalls, type Pace } from "./pace.ts";
import { definitionOf, settingKeys, valueOf } from "./settings.ts";
import { foxessSummary, foxessText } from "./text.ts";
import { createValuesActuator } from "./values-actuator.ts";

/**
 * FoxESS inverters through the maker's cloud: slow (news every five minutes) and limited (1440 calls a day), so values
 * are asked for gently and settings are mostly read after we have written them.
 */
export const foxessDriver = defineDriver<FoxessConfig>({
  id: "foxess",
  label: "FoxESS",
  summary: foxessSummary,
  models: [
    { name: "KH", proof: "emulated" },
    { name: "H1", proof: "emulated" },
    { name: "H3", proof: "emulated" },
    { name: "EVO", proof: "emulated" },
  ],
  capabilities: ["meter", "solar", "battery", "batteryMode", "socLimits", "values"],
  reach: "cloud",
  config: foxessConfig,
  calls: foxessCalls,
  text: foxessText,
  identify: ({ apiKey, serial }) => ({ account: apiKey.reveal(), device: serial }),
  connect,
});

async function connect(config: FoxessConfig, context: DriverContext): Promise<Connection> {
  const { clock, log, signal } = context;
  const others = meterOtherCalls(context.http, clock);
  const { apiKey, url, serial, timeoutS } = config;
  const client = createFoxessClient({ apiKey, url, clock, http: others.http, timeoutMs: timeoutS * secondMs });
  const inverter = createInverter(client, serial, () => clock.now());
  try {
    await inverter.explore({ purpose: "poll", ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    // Without calls left for polls the device must still be there for commands: above all to give a battery back.
    if (toProblem(error).kind !== "rate-limited") throw error;
    log.warn("no calls left to ask the inverter what it is; it will be asked with the first poll", { serial });
  }
  const hasBattery = inverter.nature()?.hasBattery ?? true;
  const pace = createPace(context, others);
  const battery = hasBattery ? createBatteryActuator(client, inverter, () => clock.now()) : undefined;
  return {
    capabilities: () => capabilitiesOf(inverter),
    polls: [
      livePoll(inverter, context, pace),
      ...(hasBattery ? [modePoll(client, inverter, context, pace)] : []),
      settingsPoll(inverter, context),
    ],
    actuators: [...(battery === undefined ? [] : [battery]), createValuesActuator(client, inverter, battery)],
    close: async () => {},
  };
}

function capabilitiesOf(inverter: Inverter): readonly Capability[] {
  const nature = inverter.nature();
  if (nature === undefined) return [];
  const { capacityWh } = nature;
  const maxChargeW = inverter.maxChargeW();
  const { hasGrid, hasGridPhases, hasSiteLoad } = inverter.measured();
  const battery = inverter.batteryControls();
  const capabilities: Capability[] = [];
  if (hasGrid) capabilities.push({ kind: "meter", place: "grid", hasPhases: hasGridPhases });
  if (hasSiteLoad) capabilities.push({ kind: "meter", place: "siteLoad", hasPhases: false });
  if (nature.hasSolar) capabilities.push({ kind: "solar" });
  if (nature.hasBattery)
    capabilities.push({
      kind: "battery",
      ...(capacityWh === undefined ? {} : { capacityWh }),
      ...(maxChargeW === undefined ? {} : { maxChargeW }),
    });
  const intents = intentsOf(battery);
  if (intents.length > 0) capabilities.push({ kind: "batteryMode", intents, modes: battery.modes });
  if (battery.limits !== undefined) capabilities.push({ kind: "socLimits", ...battery.limits });
  const definitions: ValueDefinition[] = [...inverter.settings()].map(([key, setting]) => definitionOf(key, setting));
  capabilities.push({ kind: "values", definitions });
  return capabilities;
}

function livePoll(inverter: Inverter, { clock }: DriverContext, pace: Pace): Poll {
  return {
    id: "live",
    brings: ["meter", "solar", "battery"],
    everyMs: 2 * minuteMs,
    paceMs: pace.liveMs,
    atLeastMs: pace.liveAtLeastMs,
    get freshForMs() {
      return pace.freshForMs();
    },
    read: async (call) => {
      const { hasBattery } = await inverter.explore(call);
      return toReadings(await inverter.realTime(call), clock.now(), { hasBattery });
    },
  };
}

/** Somebody may have changed the mode in the maker's app; after our own commands the hub reads it back anyway. */
function modePoll(client: FoxessClient, inverter: Inverter, context: DriverContext, pace: Pace): Poll {
  const reportCalls = createCallReport(client, context);
  return {
    id: "mode",
    brings: ["batteryMode", "socLimits"],
    everyMs: 30 * minuteMs,
    paceMs: pace.modeMs,
    atLeastMs: pace.modeAtLeastMs,
    read: async (call) => {
      await inverter.explore(call);
      const state = await inverter.batteryState(call);
      await reportCalls(call);
      const stamp = { at: context.clock.now(), quality: "measured" } as const;
      const readings: DriverReading[] = [];
      const mode = modeShownBy(state);
      if (mode !== undefined) {
        const intent = intentShownBy(inverter.batteryControls(), state);
        readings.push({
          kind: "batteryMode",
          mode,
          ...stamp,
          ...(intent === undefined ? {} : { intent }),
        });
      }
      if (state.minSocOnGrid !== undefined)
        readings.push({ kind: "socLimits", minPercent: state.minSocOnGrid, ...maxLevelOf(inverter), ...stamp });
      return readings;
    },
  };
}

function maxLevelOf(inverter: Inverter): { readonly maxPercent?: number } {
  const value = inverter.settings().get("MaxSoc")?.value;
  const maxPercent = value === undefined ? Number.NaN : Number(value);
  return Number.isFinite(maxPercent) ? { maxPercent } : {};
}

/** The cloud's own count of calls, an hour apart: it may know of other programs that use the same key. */
function createCallReport(client: FoxessClient, context: DriverContext): (call: CallOptions) => Promise<void> {
  let nextAtSteadyMs = Number.NEGATIVE_INFINITY;
  return async (call) => {
    if (context.clock.steadyMs() < nextAtSteadyMs) return;
    nextAtSteadyMs = context.clock.steadyMs() + hourMs;
    try {
      const { remaining } = await client.accessCount(call);
      if (remaining !== undefined) context.reportRemaining(dailyRuleId, remaining);
    } catch (error) {
      // Our own count goes on without it; the settings just read are worth more.
      context.log.debug("the cloud does not tell its count of calls", { problem: toProblem(error) });
    }
  };
}

function settingsPoll(inverter: Inverter, { clock }: DriverContext): Poll {
  return {
    id: "settings",
    brings: ["values"],
    everyMs: 6 * hourMs,
    read: async (call) => {
      const { hasBattery } = await inverter.explore(call);
      try {
        return [{ kind: "values", values: await settingsOf(inverter, call), at: clock.now(), quality: "measured" }];
      } catch (error) {
        if (hasBattery || !isOffline(toProblem(error))) throw error;
        return [];
      }
    },
  };
}

async function settingsOf(inverter: Inverter, call: CallOptions) {
  const values: Record<string, string | number | undefined> = {};
  for (const key of settingKeys) {
    const setting = await inverter.setting(key, call);
    if (setting !== undefined) values[key] = valueOf(setting);
  }
  return values;
}
