/** When things must happen. Plans steer the house by setting goals, never by a second way past the rules. */
export { nextTimeOfDay } from "./next-time-of-day.ts";
