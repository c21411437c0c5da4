import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { Secret } from "#domain";
import { goeConfig } from "./config.ts";
import { goeText } from "./text.ts";

const wayOf = (entry: Readonly<Record<string, unknown>>) => goeConfig.parse(entry).way;

describe("a go-e entry in the configuration", () => {
  const ways: readonly [string, Record<string, unknown>, Record<string, unknown>][] = [
    ["a host: the charger itself", { host: "10.0.0.2:8080" }, { via: "local", url: "http://10.0.0.2:8080" }],
    ["an address: the charger itself", { url: "http://10.0.0.2" }, { via: "local", url: "http://10.0.0.2" }],
    [
      "serial number and token: the maker's cloud",
      { serial: "12345", token: "t0ken" },
      { via: "cloud", url: "https://012345.api.v3.go-e.io", serial: "012345", token: new Secret("t0ken") },
    ],
    [
      "a password beside the host: the charger's websocket",
      { host: "10.0.0.2", password: "pass" },
      { via: "websocket", url: "ws://10.0.0.2/ws", password: new Secret("pass") },
    ],
    [
      "a password beside the serial number: the websocket of the cloud",
      { serial: "012345", password: "pass" },
      { via: "websocket", url: "wss://app.v3.go-e.io/012345", password: new Secret("pass") },
    ],
    [
      "a websocket address",
      { url: "wss://proxy.home/garage/ws", password: "pass" },
      { via: "websocket", url: "wss://proxy.home/garage/ws", password: new Secret("pass") },
    ],
    ["a broker", { url: "mqtt://broker.home" }, { via: "mqtt", url: "mqtt://broker.home" }],
    [
      "a broker, and the host for powers that are not taken there",
      { url: "mqtt://broker.home", host: "10.0.0.2" },
      { via: "mqtt", url: "mqtt://broker.home", localUrl: "http://10.0.0.2" },
    ],
    [
      "a broker with everything",
      { url: "mqtts://b:8883", username: "u", password: "p", prefix: "garage", serial: "1" },
      {
        ...{ via: "mqtt", url: "mqtts://b:8883", username: "u" },
        ...{ password: new Secret("p"), prefix: "garage", serial: "000001" },
      },
    ],
  ];
  for (const [name, entry, way] of ways) it(`takes ${name}`, () => assert.deepEqual(wayOf(entry), way));

  it("takes the login out of a broker's address, so that the address can be shown", () => {
    const way = wayOf({ url: "mqtt://garage:p%40ss_w0rd@broker.home:1883" });
    assert.ok(way.via === "mqtt");
    assert.equal(way.url, "mqtt://broker.home:1883");
    assert.equal(way.username, "garage");
    assert.equal(way.password?.reveal(), "p@ss_w0rd");
    assert.doesNotMatch(inspect(way, { depth: 5, showHidden: true }), /w0rd/);
  });

  const wrong: readonly [string, Record<string, unknown>, string, string][] = [
    ["nothing at all", {}, "host", "goe.needs-address"],
    ["two addresses", { host: "a", url: "http://b" }, "host", "goe.needs-address"],
    ["a path as host", { host: "a/b" }, "host", "goe.bad-host"],
    ["another protocol", { url: "ftp://a" }, "url", "goe.bad-url"],
    ["a token without a serial number", { token: "t" }, "serial", "goe.needs-serial"],
    ["a serial number alone", { serial: "012345" }, "serial", "goe.needs-token"],
    ["a serial number of letters", { serial: "CM-01", token: "t" }, "serial", "goe.bad-serial"],
    ["a websocket without a password", { url: "ws://a/ws" }, "password", "goe.needs-password"],
    ["a password alone", { password: "p" }, "host", "goe.needs-address"],
    ["cloud and websocket at once", { serial: "1", token: "t", password: "p" }, "password", "goe.one-way-only"],
    ["cloud and local at once", { serial: "1", token: "t", host: "a" }, "host", "goe.one-way-only"],
    ["a token for a broker", { url: "mqtt://a", token: "t" }, "token", "goe.one-way-only"],
    ["a prefix without a broker", { host: "a", prefix: "p" }, "prefix", "goe.needs-broker"],
    ["a user name without a broker", { host: "a", username: "u" }, "username", "goe.needs-broker"],
  ];
  for (const [name, entry, part, code] of wrong) {
    it(`refuses ${name} at its place, with a sentence`, () => {
      const { error } = goeConfig.safeParse(entry);
      assert.deepEqual(
        error?.issues.map((issue) => [issue.path.join("."), issue.message]),
        [[part, code]],
      );
      assert.ok(code in goeText.problems, `${code} has no sentence`);
    });
  }
});
