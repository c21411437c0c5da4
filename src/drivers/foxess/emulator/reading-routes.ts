import { z } from "zod";
import { dayMs, type Json } from "#domain";
import { nobody, ofOne, serialOf } from "./asked.ts";
import type { LocalParts } from "./local-time.ts";
import { badParameter, type Refusal, refusals } from "./refusals.ts";
import type { RouteOptions } from "./route-options.ts";
import type { RouteTable, Routing } from "./routing.ts";
import type { Upload } from "./upload.ts";

const variables = z.array(z.string()).optional();
const ofSeveral = z.object({ sns: z.array(z.string()).min(1).max(50), variables });
const ofAnyone = z.object({ sn: z.string().optional(), variables });
const ofPeriod = ofOne.extend({ variables, begin: z.number().optional(), end: z.number().optional() });
const ofReport = ofOne.extend({
  dimension: z.enum(["year", "month", "day"]),
  year: z.int().min(2000).max(2099),
  month: z.int().min(1).max(12).optional(),
  day: z.int().min(1).max(31).optional(),
  variables: z.array(z.string()).min(1),
});

const reported = [
  ...["generation", "feedin", "gridConsumption", "chargeEnergyToTal", "dischargeEnergyToTal", "loads", "PVEnergyTotal"],
];

/** What the inverter uploaded: now, before, and summed up. */
export function readingRoutes({ ofCloud }: Routing, options: RouteOptions): RouteTable {
  const { serial, telemetry, profile, localTime, clock } = options;
  const now = (asked: readonly string[] | undefined) => [realTimeOf(serial, telemetry.latest(), asked)];
  const report = (asked: z.output<typeof ofReport>) => reportOf(asked, telemetry.archive.energyIn);
  return [
    [
      "/op/v1/device/real/query",
      ofCloud(
        "POST",
        ofSeveral,
        ({ sns }) => sns,
        (asked) => now(asked.variables),
      ),
    ],
    [
      "/op/v0/device/real/query",
      ofCloud(
        "POST",
        ofAnyone,
        ({ sn }) => (sn === undefined ? [] : [sn]),
        (asked) => now(asked.variables),
      ),
    ],
    [
      "/op/v0/device/history/query",
      ofCloud("POST", ofPeriod, serialOf, ({ begin, end, ...asked }) => {
        const until = end ?? clock.now();
        const since = begin ?? until - 3 * dayMs;
        if (since > until || (begin !== undefined && until - since > dayMs)) return badParameter("begin");
        return [{ deviceSN: serial, datas: telemetry.archive.history(since, until, asked.variables) }];
      }),
    ],
    ["/op/v0/device/report/query", ofCloud("POST", ofReport, serialOf, report)],
    [
      "/op/v0/device/generation",
      ofCloud("GET", ofOne, serialOf, () => generationOf(telemetry, localTime.parts(clock.now()))),
    ],
    [
      "/op/v0/device/variable/get",
      ofCloud("GET", z.object({}), nobody, () =>
        profile.lacksVariableList ? refusals.loadFailed : variableList(telemetry.latest()),
      ),
    ],
    ["/op/v0/device/fault/get", ofCloud("GET", z.object({}), nobody, () => faultTexts)],
  ];
}

/** In the order asked, without the names nobody knows; everything there is when nothing was named. */
function realTimeOf(serial: string, upload: Upload, asked: readonly string[] | undefined): Json {
  const byName = new Map(upload.variables.map((variable) => [variable.variable, variable]));
  const datas = asked === undefined ? upload.variables : asked.flatMap((name) => byName.get(name) ?? []);
  return { deviceSN: serial, time: upload.time, datas: datas.map((variable) => ({ ...variable })) };
}

type EnergyIn = (variable: string, prefix: string) => number;

function reportOf(
  { dimension, year, month, day, variables: asked }: z.output<typeof ofReport>,
  energyIn: EnergyIn,
): Json | Refusal {
  if ((dimension !== "year" && month === undefined) || (dimension === "day" && day === undefined))
    return badParameter(month === undefined ? "month" : "day");
  const prefixes = prefixesOf(dimension, year, month ?? 1, day ?? 1);
  return asked
    .filter((name) => reported.includes(name))
    .map((variable) => ({ variable, unit: "kWh", values: prefixes.map((prefix) => energyIn(variable, prefix)) }));
}

/** How the local times of each hour, day or month begin. */
function prefixesOf(dimension: "year" | "month" | "day", year: number, month: number, day: number): readonly string[] {
  const monthText = `${year}-${two(month)}`;
  switch (dimension) {
    case "year":
      return Array.from({ length: 12 }, (_, index) => `${year}-${two(index + 1)}`);
    case "month": {
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      return Array.from({ length: days }, (_, index) => `${monthText}-${two(index + 1)}`);
    }
    case "day":
      return Array.from({ length: 24 }, (_, hour) => `${monthText}-${two(day)} ${two(hour)}`);
  }
}

function generationOf({ archive, latest }: RouteOptions["telemetry"], { year, month, day }: LocalParts): Json {
  const monthText = `${year}-${two(month)}`;
  const total = latest().variables.find(({ variable }) => variable === "generation")?.value ?? 0;
  return {
    today: archive.energyIn("generation", `${monthText}-${two(day)}`),
    month: archive.energyIn("generation", monthText),
    cumulative: total,
  };
}

function variableList({ variables: known }: Upload): Json {
  return known.map(({ variable, name, unit = "" }) => ({
    [variable]: {
      unit,
      name: { en: name },
      "Grid-tied inverter": !/bat|SoC|Residual/i.test(variable),
      "Energy-storage inverter": true,
    },
  }));
}

const faultTexts: Json = {
  "4096": { en: "Grid lost", de: "Netz ausgefallen", zh_CN: "电网丢失" },
  "4097": { en: "Grid voltage fault", de: "Netzspannungsfehler", zh_CN: "电网电压故障" },
};

function two(value: number): string {
  return String(value).padStart(2, "0");
}
