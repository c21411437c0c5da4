/** The simulated house: sun, loads, batteries and cars as one physical model under all emulators. */
export { createSimulatedHome, type SimulatedHomeOptions } from "./home.ts";
export { loadTraces } from "./load-traces.ts";
export { isPresetName, type Preset, type PresetName, presetNames, presetStartAt, presets } from "./presets.ts";
export { type FullScenario, parseScenario, type Scenario, scenarioSchema } from "./scenario.ts";
export { readTrace, type Trace, type Traces } from "./trace.ts";
