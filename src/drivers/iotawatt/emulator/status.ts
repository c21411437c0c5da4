import type { Instant } from "#domain";
import type { ServerReply } from "#platform";
import type { Channel } from "./channels.ts";

/** `GET /status`: live values, in which watts are texts. */
export function answerStatus(parameters: URLSearchParams, channels: readonly Channel[], now: Instant): ServerReply {
  const wants = (name: string) => parameters.get(name) === "yes";
  const body = {
    ...(wants("device") ? { device: { name: "IotaWatt", timediff: 60, allowdst: true, update: "NONE" } } : {}),
    ...(wants("stats")
      ? { stats: { cyclerate: 40, chanrate: 2, currenttime: Math.floor(now / 1_000), version: "02_08_03" } }
      : {}),
    ...(wants("inputs") ? { inputs: channels.filter(({ isOutput }) => !isOutput).map(inputOf) } : {}),
    ...(wants("outputs") ? { outputs: channels.filter(({ isOutput }) => isOutput).map(outputOf) } : {}),
  };
  return { status: 200, headers: { "content-type": "text/json" }, body: JSON.stringify(body) };
}

function inputOf({ unit, read }: Channel, channel: number) {
  if (unit === "Volts") return { channel, Vrms: read(), Hz: 50, phase: 1.2 };
  const watts = Math.round(read());
  return { channel, Watts: String(Math.abs(watts)), Pf: 0.97, phase: 1.1, ...(watts < 0 ? { reversed: true } : {}) };
}

function outputOf({ name, unit, read }: Channel) {
  return { name, units: unit, value: read() };
}
