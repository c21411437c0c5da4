import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { createVirtualClock } from "#platform";
import { quirkNames } from "./emulator/quirks.ts";
import * as library from "./library.ts";

const page = readFileSync(new URL("README.md", import.meta.url), "utf8");
const comparison = page.slice(page.indexOf("## From the Python library"), page.indexOf("### Its recipes"));

/** Everything that programs could name in `alphaesscloud_api`. */
const oldNames = [
  ...["AlphaClient", "login", "fetch_system_list", "systems", "validate_credentials", "get_auth_headers"],
  ...["AlphaSystem", "system_id", "sys_sn", "bakbox_ver", "data", "last_fetched_settings", "model_inverter"],
  ...["model_battery", "version_backupbox", "has_backupbox", "charging_piles", "energy_data", "energy_data_raw"],
  ...["pv_sum_power", "chargingpile_sum_power", "bat_power", "bat_soc", "fetch_settings", "fetch_last_power_data"],
  ...["set_soc_cap", "post_settings", "AlphaChargingPile", "MIN_CURRENT_MANUAL", "chargingpile_sn"],
  ...["chargingpile_id", "name", "max_current", "max_current_manual", "charging_mode", "charging_state"],
  ...["start_charging", "stop_charging", "fetch_charging_status", "change_charging_mode", "change_charging_current"],
  ...["AlphaCloudLoginRequired", "AlphaCloudLoginExpired", "AlphaInvalidInputValue", "AlphaInvalidResponse"],
  "MAX_CURRENT_RANGE",
];

describe("the page of this driver", () => {
  it("sets every name of the Python library beside ours", () => {
    const rows = comparison.split("\n").filter((line) => line.startsWith("|"));
    const left = rows.map((row) => row.split("|")[1]).join(" ");
    const missing = oldNames.filter((name) => !new RegExp(`\\b${name}\\b`).test(left));
    assert.deepEqual(missing, []);
  });

  it("names only methods and constants that there are", () => {
    const http = { request: async () => ({ status: 200, headers: {}, body: "{}" }) };
    const client = library.createAlphaessClient({
      ...{ api: "legacy", username: "u", password: "p", http },
      clock: createVirtualClock(0),
    });
    const methods = [...page.matchAll(/client\.(\w+)\(/g)].map(([, name = ""]) => name);
    assert.ok(methods.length > 10);
    assert.deepEqual(
      methods.filter((name) => typeof Reflect.get(client, name) !== "function"),
      [],
    );
    for (const name of ["ampsOfWatts", "lowestCurrentA", "socRanges", "chargerStatusTexts", "ProblemError"])
      assert.ok(comparison.includes(`\`${name}`) && name in library, name);
  });

  it("tells of every quirk of the emulator", () => {
    assert.deepEqual(
      quirkNames.filter((name) => !page.includes(`\`${name}\``)),
      [],
    );
  });
});
