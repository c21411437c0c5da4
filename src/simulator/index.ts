/** The simulated house: sun, loads, batteries and cars as one physical model under all emulators. */
export { createSimulatedHome, type SimulatedHomeOptions } from "./home.ts";
export type { Traces } from "./house.ts";
export { isPresetName, type Preset, type PresetName, presetNames, presets } from "./presets.ts";
export { type FullScenario, parseScenario, type Scenario, scenarioSchema } from "./scenario.ts";
export { readTrace, type Trace } from "./trace.ts";
