import { z } from "zod";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { number, range, text } from "../reply-values.ts";
import { problemOfLevels, problemOfOrder, problemOfPercent, problemOfValue } from "../setting-check.ts";

export const setting = z.object({
  value: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform((value) => value ?? undefined),
  unit: text,
  precision: number,
  range,
  enumList: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? undefined),
});

export const socLimits = z.object({ minSoc: number, minSocOnGrid: number });

const peakShavingReply = z.object({ importLimit: setting.nullish(), soc: setting.nullish() });

export type Setting = z.output<typeof setting>;
export type SocLimits = z.output<typeof socLimits>;

/** Beyond `importLimitW` the battery helps, and it keeps `socPercent` for that. */
export interface PeakShaving {
  readonly importLimitW: number;
  readonly socPercent: number;
}

export interface PeakShavingSettings {
  readonly importLimit: Setting | undefined;
  readonly soc: Setting | undefined;
}

/** Single settings of an inverter. What it would refuse, by its own description, is not sent. */
export interface SettingEndpoints {
  setting(serial: string, key: string, call?: CallOptions): Promise<Setting>;
  /** One call; held against what this client has read of the setting, which may be nothing. */
  writeSetting(serial: string, key: string, value: string, call?: CallOptions): Promise<void>;
  /** Reads the setting first, so that a value it cannot take is named together with those it can. */
  changeSetting(serial: string, key: string, value: string, call?: CallOptions): Promise<void>;
  socLimits(serial: string, call?: CallOptions): Promise<SocLimits>;
  /** The cloud takes both limits or none. */
  writeSocLimits(
    serial: string,
    limits: { readonly minSoc: number; readonly minSocOnGrid: number },
    call?: CallOptions,
  ): Promise<void>;
  peakShaving(serial: string, call?: CallOptions): Promise<PeakShavingSettings>;
  /** The cloud takes both values or none. */
  writePeakShaving(serial: string, values: PeakShaving, call?: CallOptions): Promise<void>;
}

export function createSettingEndpoints(exchange: Exchange): SettingEndpoints {
  const seen = new Map<string, Setting>();
  const write = (path: string, body: object, call?: CallOptions) => exchange({ path, body }, z.unknown(), call);
  const knownValue = (serial: string) => (key: string) => seen.get(`${serial} ${key}`)?.value;

  /** The pair of levels and the single settings are the same values under two names. */
  const rememberLevels = (serial: string, { minSoc, minSocOnGrid }: SocLimits) => {
    for (const [key, level] of Object.entries({ MinSoc: minSoc, MinSocOnGrid: minSocOnGrid })) {
      const name = `${serial} ${key}`;
      if (level !== undefined) seen.set(name, { ...(seen.get(name) ?? undescribed), value: String(level) });
    }
  };

  const read = async (serial: string, key: string, call?: CallOptions) => {
    const path = "/op/v0/device/setting/get";
    const answer = await exchange({ path, body: { sn: serial, key } }, setting, call);
    seen.set(`${serial} ${key}`, answer);
    return answer;
  };
  const writeSetting = async (serial: string, key: string, value: string, call?: CallOptions) => {
    const described = seen.get(`${serial} ${key}`);
    throwIf((described && problemOfValue(key, value, described)) ?? problemOfLevels(key, value, knownValue(serial)));
    await write("/op/v0/device/setting/set", { sn: serial, key, value }, call);
    if (described !== undefined) seen.set(`${serial} ${key}`, { ...described, value });
  };
  const peakShaving = async (serial: string, call?: CallOptions) => {
    const path = "/op/v0/device/peakShaving/get";
    const told = await exchange({ path, body: { sn: serial } }, peakShavingReply, call);
    return { importLimit: told.importLimit ?? undefined, soc: told.soc ?? undefined };
  };

  return {
    setting: read,
    writeSetting,
    changeSetting: async (serial, key, value, call) => {
      await read(serial, key, call);
      await writeSetting(serial, key, value, call);
    },
    socLimits: async (serial, call) => {
      const told = await exchange({ path: "/op/v0/device/battery/soc/get", query: { sn: serial } }, socLimits, call);
      rememberLevels(serial, told);
      return told;
    },
    writeSocLimits: async (serial, { minSoc, minSocOnGrid }, call) => {
      const highest = knownValue(serial)("MaxSoc");
      throwIf(
        problemOfPercent("MinSoc", minSoc) ??
          problemOfPercent("MinSocOnGrid", minSocOnGrid) ??
          problemOfOrder(Math.max(minSoc, minSocOnGrid), highest === undefined ? undefined : Number(highest)),
      );
      await write("/op/v0/device/battery/soc/set", { sn: serial, minSoc, minSocOnGrid }, call);
      rememberLevels(serial, { minSoc, minSocOnGrid });
    },
    peakShaving,
    writePeakShaving: async (serial, { importLimitW, socPercent }, call) => {
      const { importLimit, soc } = await peakShaving(serial, call);
      throwIf(
        (importLimit && problemOfValue("importLimit", String(importLimitW), importLimit)) ??
          (soc && problemOfValue("soc", String(socPercent), soc)) ??
          problemOfPercent("soc", socPercent),
      );
      const body = { sn: serial, importLimit: importLimitW, soc: socPercent };
      await write("/op/v0/device/peakShaving/set", body, call);
    },
  };
}

const undescribed: Omit<Setting, "value"> = {
  unit: undefined,
  precision: undefined,
  range: undefined,
  enumList: undefined,
};

function throwIf(problem: Error | undefined): void {
  if (problem !== undefined) throw problem;
}
