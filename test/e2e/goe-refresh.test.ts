import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { typeIn } from "../support/type-command.ts";
import { type FastHome, openFastHome } from "./support/fast-home.ts";
import { createHubNetwork } from "./support/hub-network.ts";

const startAt = "2026-06-17T12:00:00+02:00";
const yaml = 'version: 1\ndevices:\n  - { id: wallbox, driver: goe, url: "http://wallbox.emulator" }\n';

function openHouse(): FastHome {
  return openFastHome({
    ...{ scenario: { name: "refresh", startAt, wallboxes: [{ id: "wallbox" }] }, startAt: Date.parse(startAt) },
    chargers: { wallbox: { mode: "off" } },
  });
}

async function refresh(house: FastHome, isHubThere: boolean, words = "") {
  const http = createHubNetwork(house, isHubThere);
  await house.clock.runFor(10 * 60_000);
  await house.set("fna=%22Carport%22");
  const place = { clock: house.clock, http, environment: { GOE_URL: "" } };
  return typeIn(place, `goe refresh ${words}`, { yaml });
}

describe("sunsteer goe refresh", () => {
  it("lets the running hub read everything again, which then knows what somebody else changed", async () => {
    const house = openHouse();
    const { code, out, err } = await refresh(house, true);
    assert.equal(code, 0, err);
    assert.match(out, /^The running Sunsteer has read everything again: 1\d\d settings;/);
    const settings = house.asked.filter((url) => url.includes(",fna"));
    assert.equal(settings.length, 3);
    await house.close();
  });

  it("says to programs who has read", async () => {
    const house = openHouse();
    const { out } = await refresh(house, true, "--json");
    const { by, count, missing } = JSON.parse(out);
    assert.equal(by, "hub");
    assert.ok(count > 130 && missing > 5, out);
    await house.close();
  });

  it("reads the charger itself where no hub runs", async () => {
    const house = openHouse();
    const { code, out } = await refresh(house, false);
    assert.equal(code, 0);
    assert.match(out, /^1\d\d settings read from the charger;/);
    await house.close();
  });

  it("reads the charger itself where it is named by its address, whatever hub runs", async () => {
    const house = openHouse();
    const { out } = await refresh(house, true, "--url http://wallbox.emulator --json");
    assert.equal(JSON.parse(out).by, "charger");
    await house.close();
  });

  it("tells what the hub says when the charger does not answer", async () => {
    const house = openHouse();
    const http = createHubNetwork(house, true);
    await house.clock.runFor(10 * 60_000);
    house.charger.faults.set("unavailable", {});
    await house.clock.runFor(60_000);
    const place = { clock: house.clock, http, environment: { GOE_URL: "" } };
    const { code, out, err } = await typeIn(place, "goe refresh", { yaml });
    assert.notEqual(code, 0);
    assert.equal(out, "");
    assert.ok(err.length > 10, err);
    await house.close();
  });
});
