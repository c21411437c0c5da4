import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMemoryLog, type HttpClient } from "#platform";
import { createApp } from "../../src/http/app.ts";
import { plainSentences } from "../../src/http/testing/plain-sentences.ts";
import { typeIn } from "../support/type-command.ts";
import { type FastHome, openFastHome } from "./support/fast-home.ts";

const startAt = "2026-06-17T12:00:00+02:00";
const yaml = 'version: 1\ndevices:\n  - { id: wallbox, driver: goe, url: "http://wallbox.emulator" }\n';

function openHouse(): FastHome {
  return openFastHome({
    ...{ scenario: { name: "refresh", startAt, wallboxes: [{ id: "wallbox" }] }, startAt: Date.parse(startAt) },
    chargers: { wallbox: { mode: "off" } },
  });
}

/** The charger and, where one runs, the hub with its real HTTP interface, at the address of the configuration. */
function networkOf(house: FastHome, isHubThere: boolean): HttpClient {
  const hub = house.start();
  const app = createApp({
    ...{ homes: [hub], sentences: plainSentences, config: { host: "127.0.0.1", port: 0 } },
    ...{ pageDirectory: "/nowhere", log: createMemoryLog(), clock: house.clock },
  });
  return {
    request: async (request) => {
      const { host, pathname } = new URL(request.url);
      if (host !== "127.0.0.1:7171") return house.network.request(request);
      if (!isHubThere) throw new Error("nobody there");
      const { method, headers = {} } = request;
      const { statusCode, body } = await app.inject({ method, url: pathname, headers });
      return { status: statusCode, headers: {}, body };
    },
  };
}

async function refresh(house: FastHome, isHubThere: boolean, words = "") {
  const http = networkOf(house, isHubThere);
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
    const http = networkOf(house, true);
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
