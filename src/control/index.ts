/** The decision: pure, replayable, explained. Read `decide.ts` first. */
export { type DecideResult, decide } from "./decide.ts";
export { isNews } from "./is-news.ts";
export { type ControlMemory, initialMemory } from "./memory.ts";
export { sharingStates } from "./sharing-state.ts";
export { readMemory } from "./stored-memory.ts";
