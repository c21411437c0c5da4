import { type Json, Secret } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import type { MqttLink, MqttMessage, OpenMqtt } from "#platform/mqtt";
import { changesSince, createOutbox } from "./answers.ts";
import type { EmulatedCharger } from "./charger.ts";

type Values = Readonly<Record<string, Json>>;

export interface MqttFaceOptions {
  readonly open: OpenMqtt;
  /** Whether the broker is to keep what is told; both have been seen. */
  readonly isRetaining: boolean;
  /** Up to firmware 54.3. */
  readonly hasLeadingSlash: boolean;
}

export interface MqttFace {
  close(): Promise<void>;
}

const connectWithinMs = 5_000;

/** The charger as a client of the broker that its own settings name: every change is told, orders are taken. */
export function createMqttFace(charger: EmulatedCharger, context: EmulatorContext, options: MqttFaceOptions): MqttFace {
  const { keys } = charger;
  const { faults, quirks } = context;
  const outbox = createOutbox(context);
  let link: MqttLink | undefined;
  let linkedTo = "";
  let told: Values = {};
  let isDeafToPowers = false;

  const base = (): string => {
    const own = keys.get("mtp");
    if (typeof own === "string" && own !== "") return own.replace(/\/+$/, "");
    return `${options.hasLeadingSlash ? "/" : ""}go-eCharger/${keys.get("sse")}`;
  };

  const answer = (key: string, said: string) => {
    link?.publish(`${base()}/${key}/result`, said).catch(() => {});
  };

  const order = ({ topic, payload }: MqttMessage) => {
    const key = /\/([^/]+)\/set$/.exec(topic)?.[1];
    if (key === undefined || isSilent(faults)) return;
    if (keys.flag("mcr")) return answer(key, "writing over mqtt is not enabled");
    const checked = charger.check({ key, text: payload, encodedLength: 0 });
    if ("refusal" in checked) return answer(key, inMqttWords(key, checked.refusal));
    const isLost = key === "ids" && isDeafToPowers;
    const said = isLost ? true : charger.take(key, checked.value);
    answer(key, said === true ? "success" : inMqttWords(key, said));
  };

  const connect = async (target: string) => {
    linkedTo = target;
    told = {};
    await link?.close();
    link = undefined;
    if (target === "") return keys.put({ mcs: false, mcc: false });
    const { protocol, host, username, password } = new URL(String(keys.get("mcu")));
    const opened = await options.open(
      {
        url: `${protocol}//${host}`,
        timeoutMs: connectWithinMs,
        ...(username === "" ? {} : { username: decodeURIComponent(username) }),
        ...(password === "" ? {} : { password: new Secret(decodeURIComponent(password)) }),
      },
      {
        onMessage: order,
        onDown: () => {
          told = {};
          isDeafToPowers = quirks.isOn("ids-deaf-after-broker-restart");
        },
      },
    );
    if (linkedTo !== target) return opened.close();
    await opened.subscribe([`${base()}/+/set`]);
    link = opened;
    keys.put({ mcs: true, mcc: true, mcca: keys.number("rbt") });
  };

  const target = (): string => {
    const url = keys.get("mcu");
    return keys.flag("mce") && typeof url === "string" && URL.canParse(url) ? `${url} ${base()}` : "";
  };

  const tell = () => {
    if (link === undefined || !link.isUp() || isSilent(faults)) return;
    const present = charger.shown();
    const isTorn = faults.isActive("half-reply") || faults.isActive("html");
    for (const [key, value] of changesSince(told, present)) {
      const text = JSON.stringify(value);
      publish(key, isTorn ? torn(text, faults) : text);
    }
    // What came torn is not known to anybody, so it is told again.
    if (!isTorn) told = present;
  };

  const publish = (key: string, text: string) => {
    outbox(() => {
      link?.publish(`${base()}/${key}`, text, options.isRetaining).catch(() => {});
    });
  };

  charger.onSecond(() => {
    if (charger.isAway()) {
      isDeafToPowers = false;
      return;
    }
    const wanted = target();
    // A broker that cannot be reached is tried again the next time the settings change or the charger restarts.
    if (wanted !== linkedTo) connect(wanted).catch(() => {});
    tell();
  });

  return {
    close: async () => {
      linkedTo = "";
      await link?.close();
      link = undefined;
    },
  };
}

function isSilent(faults: EmulatorContext["faults"]): boolean {
  const silencing = ["dead", "reset", "hang", "unavailable", "rate-limited", "expired-login"] as const;
  return silencing.some((kind) => faults.isActive(kind));
}

function torn(text: string, faults: EmulatorContext["faults"]): string {
  return faults.isActive("html") ? "<!doctype html><title>Sign in</title>" : `${text.slice(0, text.length / 2)}{`;
}

/** `amp: failed: value must be uint8_t (-1)` is `value must be uint8_t -1` here. */
function inMqttWords(key: string, refusal: string): string {
  const bare = refusal.replace(`${key}: `, "").replace("failed: ", "");
  const invalid = /^tried to set api key with invalid json (\w+) \((.*)\)$/s.exec(bare);
  if (invalid !== null) return `invalid json ${invalid[1]}: ${invalid[2]}`;
  return bare.replace(/ \((.*)\)$/s, " $1");
}
