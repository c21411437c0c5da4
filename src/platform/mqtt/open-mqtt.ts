import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { fail, type ProblemError } from "#domain";
import type { MqttLink, MqttOptions, OpenMqtt } from "./mqtt-link.ts";

const reconnectAfterMs = 5_000;

/** The real way to a broker. */
export const openMqtt: OpenMqtt = async (options, events) => {
  options.signal?.throwIfAborted();
  const client = connect(options.url, toClientOptions(options));
  let isUp = false;
  client.on("connect", () => {
    isUp = true;
    events.onUp?.();
  });
  client.on("close", () => {
    if (isUp) events.onDown?.();
    isUp = false;
  });
  client.on("message", (topic, payload, packet) => {
    events.onMessage?.({ topic, payload: payload.toString("utf8"), isRetained: packet.retain });
  });
  await untilConnected(client, options);
  // From here on a break is told by `onDown`; without a listener it would end the process.
  client.on("error", () => {});
  return toLink(client);
};

function toClientOptions({ username, password, clientId, timeoutMs, will }: MqttOptions): IClientOptions {
  return {
    reconnectPeriod: reconnectAfterMs,
    connectTimeout: timeoutMs,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: password.reveal() }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(will === undefined
      ? {}
      : { will: { topic: will.topic, payload: Buffer.from(will.payload), retain: will.isRetained, qos: 0 as const } }),
  };
}

function toLink(client: MqttClient): MqttLink {
  return {
    subscribe: async (filters) => {
      await client.subscribeAsync([...filters]);
    },
    publish: async (topic, payload, isRetained = false) => {
      if (!client.connected) throw fail("unreachable", "unreachable.reset", { facts: { host: client.options.host } });
      await client.publishAsync(topic, payload, { retain: isRetained, qos: 0 });
    },
    isUp: () => client.connected,
    close: () => client.endAsync(true),
  };
}

/** The library's own errors hold its options, and with them the password: they are not passed on as causes. */
function untilConnected(client: MqttClient, { timeoutMs, signal }: MqttOptions): Promise<void> {
  const facts = { host: `${client.options.host}:${client.options.port}` };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => giveUp(fail("unreachable", "unreachable.timeout", { facts: { ...facts, afterS: timeoutMs / 1_000 } })),
      timeoutMs,
    );
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      client.removeListener("error", onError);
    };
    const giveUp = (reason: unknown) => {
      settle();
      client.on("error", () => {});
      client.end(true);
      reject(reason);
    };
    const onAbort = () => giveUp(signal?.reason);
    const onError = (error: Error) => giveUp(toConnectProblem(error, facts));
    signal?.addEventListener("abort", onAbort, { once: true });
    client.once("error", onError);
    client.once("connect", () => {
      settle();
      resolve();
    });
  });
}

/** Return codes of the broker: 4 and 5, in MQTT 5 from 134 to 135, mean the login. */
function toConnectProblem(error: Error, facts: { readonly host: string }): ProblemError {
  const code = "code" in error ? error.code : undefined;
  if (code === 4 || code === 5 || code === 134 || code === 135) return fail("auth", "auth.rejected", { facts });
  if (code === "ECONNREFUSED") return fail("unreachable", "unreachable.refused", { facts });
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return fail("unreachable", "unreachable.dns", { facts });
  return fail("unreachable", "unreachable.reset", { facts });
}
