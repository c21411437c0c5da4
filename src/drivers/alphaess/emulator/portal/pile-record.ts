import type { Json } from "#domain";
import type { ChargingPile } from "../charging-pile.ts";

type Members = Readonly<Record<string, Json | undefined>>;

/** A pile as the portal stores it. A write replaces the record: fields that are not sent are gone. */
export interface PileRecord {
  /** What starting and stopping name it by. */
  readonly key: string;
  readonly pile: ChargingPile;
  read(): Members;
  write(sent: Members): void;
  /** The owner in the app. */
  edit(changes: Members): void;
}

export function createPileRecord(pile: ChargingPile, key: string): PileRecord {
  let rest: Members = {
    ...{ chargingpilename: null, chargingpileSwitch: 1, chargingpileStrategy: 0, priority: 1 },
    ...{ timeCharge1: 0, timeChargeS1: "13:00", timeChargeE1: "15:00" },
    ...{ timeCharge2: 0, timeChargeS2: "00:00", timeChargeE2: "00:00" },
    ...{ chargingpileHardVer: "1.0", chargingpileSoftVer: "V1.2.3" },
  };

  const read = (): Members => {
    const { mode, maxCurrentA, phases } = pile.settings();
    return {
      ...{ chargingpileId: pile.id, chargingpileSn: pile.serial, chargingpileKey: key },
      ...{ chargingmode: mode, maxCurrent: maxCurrentA, chargingpilePhase: phases },
      ...rest,
    };
  };

  const write = (sent: Members) => {
    const mode = ([1, 2, 3, 4] as const).find((one) => one === Number(sent["chargingmode"]));
    const phases = ([1, 3] as const).find((one) => one === Number(sent["chargingpilePhase"]));
    const maxCurrentA = Number(sent["maxCurrent"]);
    // The contactor is not moved under load.
    const isCharging = pile.status() === 3;
    pile.change({
      ...(mode === undefined ? {} : { mode }),
      ...(phases === undefined || isCharging ? {} : { phases }),
      ...(maxCurrentA >= 6 && maxCurrentA <= 16 ? { maxCurrentA } : {}),
    });
    rest = Object.fromEntries(Object.entries(sent).filter(([name]) => !ownKeys.has(name)));
  };

  return { key, pile, read, write, edit: (changes) => write({ ...read(), ...changes }) };
}

const ownKeys: ReadonlySet<string> = new Set([
  ...["chargingpileId", "chargingpileSn", "chargingpileKey", "chargingmode", "maxCurrent", "chargingpilePhase"],
]);
