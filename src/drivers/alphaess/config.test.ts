import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { alphaessConfig } from "./config.ts";
import { alphaessText } from "./text.ts";

const app = { appId: "alphaef0000000000e5", appSecret: "not-to-be-shown" };
const login = { username: "owner@example.com", password: "not-to-be-shown" };

describe("an AlphaESS entry", () => {
  it("with AppID and AppSecret means the official interface", () => {
    const { main, forCharger } = alphaessConfig.parse(app);
    assert.deepEqual([main.api, forCharger], ["open", undefined]);
  });

  it("with a login beside them steers the wallbox by the portal", () => {
    const { main, forCharger } = alphaessConfig.parse({ ...app, ...login });
    assert.deepEqual([main.api, forCharger?.api], ["open", "portal"]);
  });

  it("can name the old interface for the wallbox, at an address of its own", () => {
    const { forCharger } = alphaessConfig.parse({
      ...{ ...app, ...login, chargerApi: "legacy" },
      ...{ url: "http://one.example", chargerUrl: "http://two.example" },
    });
    assert.deepEqual([forCharger?.api, forCharger?.url], ["legacy", "http://two.example"]);
  });

  for (const api of ["portal", "legacy"] as const)
    it(`with api ${api} needs nothing but the login`, () => {
      const { main, forCharger } = alphaessConfig.parse({ api, ...login });
      assert.deepEqual([main.api, forCharger], [api, undefined]);
    });

  it("tells how the newer timetable's switches stand, or nothing of them", () => {
    assert.equal(alphaessConfig.parse({ ...app, newerTimetable: "both" }).switchedOn, "both");
    assert.equal(alphaessConfig.parse(app).switchedOn, undefined);
  });

  it("shows its secrets to nobody", () => {
    const shown = inspect(alphaessConfig.parse({ ...app, ...login }), { depth: 9, showHidden: true });
    assert.doesNotMatch(shown, /not-to-be-shown/);
  });

  const refused: readonly (readonly [name: string, entry: object, path: string, code?: string])[] = [
    ["an e-mail address as AppID", { ...app, appId: "owner@example.com" }, "appId", "alphaess.app-id-is-email"],
    ["no AppID", { appSecret: "x" }, "appId", "alphaess.no-app"],
    ["no AppSecret", { appId: "alphaef" }, "appSecret", "alphaess.no-app"],
    ["an empty AppSecret", { ...app, appSecret: "  " }, "appSecret"],
    ["a username without password", { ...app, username: "owner" }, "password", "alphaess.no-login"],
    ["a password without username", { api: "portal", password: "x" }, "username", "alphaess.no-login"],
    ["an interface that does not exist", { ...app, api: "cloud" }, "api"],
    ["an address without protocol", { ...app, url: "openapi.alphaess.com" }, "url"],
    ["a time zone that does not exist", { ...app, timeZone: "Mars/Base" }, "timeZone", "alphaess.bad-time-zone"],
    ["a wallbox current that no wallbox has", { ...app, chargerCurrentA: 5 }, "chargerCurrentA"],
    [
      "a word for the newer timetable's switches that means nothing",
      { ...app, newerTimetable: "on" },
      "newerTimetable",
    ],
    ["no patience", { ...app, timeoutS: 1 }, "timeoutS"],
  ];
  for (const [name, entry, path, code] of refused)
    it(`is refused with ${name}`, () => {
      const { error } = alphaessConfig.safeParse(entry);
      const issue = error?.issues.find((one) => one.path.join(".") === path);
      assert.ok(issue, JSON.stringify(error?.issues));
      if (code === undefined) return;
      assert.equal(issue.message, code);
      assert.ok(alphaessText.problems[code]);
    });
});
