/** Recorded decisions, and deciding them again. Read `recording.ts` for the format, `replay.ts` for the comparison. */
export { type DecisionRecorder, type DecisionToRecord, decisionRecorder } from "./record.ts";
export { checkpointEvery, recordingFormat, recordingVersion } from "./recording.ts";
export { type Difference, type ReplayReport, replay } from "./replay.ts";
