import type { Json } from "#domain";
import type { Quirks } from "#driver-kit";
import type { Upload } from "./uploads.ts";

type Fields = Readonly<Record<string, Json>>;

interface Meter {
  readonly user: number;
  readonly grid: number;
  readonly load: number;
  readonly importKWh: number;
  readonly exportKWh: number;
}

/** Tenths, as binary fractions with their noise. */
const tenths = (value: number) => Math.round(value * 10) * 0.1;
const energy = (wattHours: number, quirks: Quirks) => (quirks.isOn("zero-counters") ? 0 : tenths(wattHours / 1_000));

function meterOf(upload: Upload, quirks: Quirks): Meter {
  if (quirks.isOn("no-meter")) return { user: 0, grid: 0, load: 0, importKWh: 0, exportKWh: 0 };
  const gridW = quirks.isOn("flipped-meter") ? -upload.gridW : upload.gridW;
  const unit = quirks.isOn("kilowatts") ? (watts: number) => Math.round(watts) / 1_000 : tenths;
  return {
    user: unit(Math.max(0, gridW)),
    grid: unit(Math.max(0, -gridW)),
    load: unit(upload.loadW),
    importKWh: energy(upload.importWh, quirks),
    exportKWh: energy(upload.exportWh, quirks),
  };
}

/** What one device of a type sent last, by the official interface's names. */
export function valuesOf(type: number, upload: Upload, share: number, quirks: Quirks): Fields {
  const { time, solarW, acW, solarWh, battery } = upload;
  const base = { time, status: 1, statusText: "Normal", lost: false, withTime: false, errorCode: 0, warnCode: 0 };
  const meter = meterOf(upload, quirks);
  const ppv = tenths(solarW * share);
  const pvTotal = energy(solarWh * share, quirks);
  const charge = tenths(Math.max(0, -(battery?.powerW ?? 0)));
  const discharge = tenths(Math.max(0, battery?.powerW ?? 0));
  const soc = Math.round(battery?.socPercent ?? 0);
  const [charged, discharged] = [energy(battery?.chargedWh ?? 0, quirks), energy(battery?.dischargedWh ?? 0, quirks)];
  switch (type) {
    case 1:
    case 4:
      return { ...base, ppv, pac: tenths(acW * share), powerToday: 1.2, powerTotal: pvTotal, fac: 50.01, vacr: 231.4 };
    case 2:
      return {
        ...{ ...base, ppv, ppv2: 0, ppvText: `${ppv} W`, epvTotal: pvTotal, epvTotal2: 0 },
        ...{ pCharge: charge, pDischarge: discharge, pCharge2: 0, pDischarge2: 0 },
        ...{ capacity: soc, capacityText: `${soc} %`, eChargeTotal: charged, eDischargeTotal: discharged },
        ...{ pacToUser: meter.user, pacToGrid: meter.grid, vBat: 52.1 },
        ...{ eToUserTotal: meter.importKWh, eToGridTotal: meter.exportKWh },
      };
    case 5:
      return {
        ...base,
        ...hybrid(),
        ppv,
        ppv1: ppv,
        ppv2: 0,
        ppvText: `${ppv} W`,
        epvTotal: pvTotal,
        pac: tenths(acW),
      };
    case 6:
      return { ...base, ...hybrid(), ppvInverter: ppv, pac: tenths(acW) };
    default:
      return {
        ...{ ...base, ppv, ppv1: ppv, ppv2: 0, pac: tenths(acW * share), epvTotal: pvTotal, eacTotal: pvTotal },
        ...{ pacToUserTotal: meter.user, pacToGridTotal: meter.grid, pacToLocalLoad: meter.load },
        ...{ etoUserTotal: meter.importKWh, etoGridTotal: meter.exportKWh },
        ...{ bdc1ChargePower: charge, bdc1DischargePower: discharge, bdc2ChargePower: 0, bdc2DischargePower: 0 },
        ...{ bmsSoc: soc, echargeTotal: charged, edischargeTotal: discharged },
      };
  }

  function hybrid(): Fields {
    return {
      ...{ pcharge1: charge, pdischarge1: discharge, bmsSOC: soc, soc, socText: `${soc}%` },
      ...{ echarge1Total: charged, edischarge1Total: discharged },
      ...{ pacToUserR: meter.user, pacToUserTotal: meter.user, pacToGridR: meter.grid, pacToGridTotal: meter.grid },
      ...{ plocalLoadR: meter.load, plocalLoadTotal: 0 },
      ...{ etoUserTotal: meter.importKWh, etogridTotal: meter.exportKWh, vbat: 52.1, vpv1: 380.2, fac: 50 },
    };
  }
}

/** The portal's line of a device: all texts. */
export function portalLine(upload: Upload, quirks: Quirks): Fields {
  return {
    pac: String(tenths(upload.acW)),
    eToday: "1.2",
    eMonth: "31.5",
    eTotal: String(energy(upload.solarWh, quirks)),
    lastUpdateTime: upload.time,
    nominalPower: "8000",
    status: "1",
  };
}

/** The portal's answer for a hybrid: kilowatts, and some numbers as texts. */
export function portalStatus(upload: Upload, quirks: Quirks): Fields {
  const { solarW, loadW, gridW, battery } = upload;
  const kilo = (watts: number) => Math.round(watts / 10) / 100;
  const isFlipped = quirks.isOn("flipped-meter");
  const importW = Math.max(0, isFlipped ? -gridW : gridW);
  const exportW = Math.max(0, isFlipped ? gridW : -gridW);
  return {
    ...{ ppv: kilo(solarW), pPv1: String(Math.round(solarW)), pPv2: "0", pLocalLoad: kilo(loadW), pex: 0 },
    ...{ pactouser: kilo(importW), pactogrid: kilo(exportW) },
    ...{
      chargePower: kilo(Math.max(0, -(battery?.powerW ?? 0))),
      pdisCharge1: kilo(Math.max(0, battery?.powerW ?? 0)),
    },
    ...{ SOC: String(Math.round(battery?.socPercent ?? 0)), wBatteryType: battery === undefined ? "0" : "1" },
    ...{ status: "5", uwSysWorkMode: "5", priorityChoose: "0", lost: "mix.status.normal", vBat: "52.1" },
  };
}

/** What becomes of values that are not told: by turns null, an empty text, and a word. */
export function untold(values: Fields): Fields {
  const nothings = [null, "", "N/A"] as const;
  return Object.fromEntries(Object.keys(values).map((name, index) => [name, nothings[index % 3] ?? null]));
}
