import { z } from "zod";
import type { Json } from "#domain";

const enable = z.enum(["enable", "disable"]);
const hour = z.string().regex(/^(?:[01]?\d|2[0-3])$/);
const minute = z.string().regex(/^[0-5]?\d$/);
const degrees = z.string().regex(/^-?\d+$/);

export const heatingBody = z.object({
  ...{
    time1Enable: enable,
    time1StartHour: hour,
    time1StartMinute: minute,
    time1EndHour: hour,
    time1EndMinute: minute,
  },
  ...{
    time2Enable: enable,
    time2StartHour: hour,
    time2StartMinute: minute,
    time2EndHour: hour,
    time2EndMinute: minute,
  },
  ...{
    time3Enable: enable,
    time3StartHour: hour,
    time3StartMinute: minute,
    time3EndHour: hour,
    time3EndMinute: minute,
  },
  batteryWarmUpEnable: enable,
  startTemperature: degrees.optional(),
  endTemperature: degrees.optional(),
});

type Body = z.output<typeof heatingBody>;

/** When the battery warms itself; everything is text, told as a list of names and values. */
export function createHeating(): { read(): Json; write(body: Body): Json } {
  let values: Readonly<Record<string, string | undefined>> = {
    ...Object.fromEntries([1, 2, 3].flatMap(offAt)),
    ...{ batteryWarmUpEnable: "disable", startTemperature: "5", endTemperature: "15" },
  };
  return {
    read: () => ({ dataList: Object.entries(values).map(([name, value]) => ({ name, value: value ?? "" })) }),
    write: (body) => {
      values = { ...values, ...body };
      return null;
    },
  };
}

function offAt(place: number): readonly (readonly [string, string])[] {
  const times = ["StartHour", "StartMinute", "EndHour", "EndMinute"];
  return [[`time${place}Enable`, "disable"], ...times.map((name) => [`time${place}${name}`, "0"] as const)];
}
