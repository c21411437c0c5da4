import type { Json } from "#domain";

/** Settings that nothing here acts upon; whoever loses one of them has changed somebody's system. */
export const otherSettings: Readonly<Record<string, Json>> = {
  upsReserve: 1,
  upsReserveEnable: 0,
  ...{ grid_Charge_we: 0, ctr_dis_we: 0, chargeWorkDays: "1,2,3,4,5", chargeWeekend: "6,7" },
  ...{ bat_highcapWE: 100, batUsecapWE: 10 },
  ...{ time_cha_fwe1a: "00:00", time_cha_ewe1a: "00:00", time_cha_fwe2a: "00:00", time_cha_ewe2a: "00:00" },
  ...{ time_dis_fwe1a: "00:00", time_dis_ewe1a: "00:00", time_dis_fwe2a: "00:00", time_dis_ewe2a: "00:00" },
  ...{ peak_s1a: "00:00", peak_e1a: "00:00", peak_s2a: "00:00", peak_e2a: "00:00" },
  ...{ fill_s1a: "00:00", fill_e1a: "00:00", fill_s2a: "00:00", fill_e2a: "00:00" },
  ...{ pm_offset_s1a: "00:00", pm_offset_e1a: "00:00" },
  ...{ gc_output_mode: 0, gc_power_12: 0, gc_time_start1: "00:00", gc_time_end1: "00:00" },
  ...{ l1_priority: 1, l2_priority: 2, l3_priority: 3, l1_soc_limit: 100, l2_soc_limit: 50, l3_soc_limit: 10 },
  ...{ start_time1: "13:00", end_time1: "15:00", delay1: 0, delay2: 0, channel1: 0, channel2: 0 },
  ...{ chargingpile_control_open: 1, enable_current_set: 1, enable_obc_set: 0 },
  vpp_mode_jp: null,
  emsLanguage: 5,
  safe: 0,
  poinv: 5,
  popv: 8,
  cobat: 10.1,
  surpluscobat: 10.1,
  last_use_type: "",
};
