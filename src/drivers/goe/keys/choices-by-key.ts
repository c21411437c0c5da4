import * as charging from "./charging-choices.ts";
import * as common from "./choices.ts";
import * as connection from "./connection-choices.ts";
import type { GoeChoice } from "./shape.ts";

/** Which keys are numbers with a meaning. */
export const choicesByKey: Readonly<Record<string, readonly GoeChoice[]>> = {
  car: common.carStates,
  err: common.errorCodes,
  modelStatus: common.statusReasons,
  cus: common.lockStates,
  ffb: common.lockFeedback,
  lck: charging.lockingKinds,
  ust: common.unlockModes,
  frc: common.forceStates,
  psm: common.phaseModes,
  pwm: charging.phaseWishes,
  lmo: common.logicModes,
  acs: common.accessModes,
  facacs: common.accessModes,
  frm: common.roundingModes,
  ferm: common.roundingModes,
  bac: common.buttonLocks,
  sdp: common.buttonLocks,
  bar: common.buttonLocks,
  tds: common.summerTimes,
  tsss: connection.clockStates,
  var: common.variants,
  cert: connection.certifications,
  iso2en: connection.carDialogues,
  loty: connection.groupSharing,
  ufm: connection.frequencyReferences,
  awc: connection.priceCountries,
  wst: connection.wifiStates,
  wsms: connection.wifiSteps,
  wat: connection.wifiAerials,
  wbw: connection.wifiWidths,
  ocppcs: connection.portalStates,
  ocppcm: connection.portalMeasuring,
};
