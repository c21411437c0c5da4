import assert from "node:assert/strict";
import { test } from "node:test";
import { sharings } from "#domain";
import { createTexts } from "#text";
import { createTestApp } from "../../src/http/testing/test-app.ts";
import { fencedBlocks, proseOf, readDoc, tableAfter } from "./support/markdown.ts";

const page = readDoc("docs/sharing-the-sun.md");

test("the page explains each sharing, in their order", () => {
  const explained = tableAfter("# Car first, share, battery first\n", page);
  assert.deepEqual(
    explained.map(([name]) => name),
    sharings.map((one) => `\`${one}\``),
  );
});

test("each request of the page is taken as it stands there", async () => {
  const { app, hub } = createTestApp();
  const lines = fencedBlocks(page).flatMap(({ language, text }) => (language === "sh" ? text.trim().split("\n") : []));
  assert.equal(lines.length, 3);
  for (const line of lines) {
    const [, url = "", payload = ""] =
      /^curl -X PATCH http:\/\/127\.0\.0\.1:7171(\S+) -H 'content-type: application\/json' -d '(.+)'$/.exec(line) ?? [];
    const headers = { "content-type": "application/json" };
    assert.equal((await app.inject({ method: "PATCH", url, headers, payload })).statusCode, 200, line);
  }
  assert.deepEqual(
    hub.requests.map(({ body }) => body),
    [
      { kind: "batterySharing", battery: "roof", share: "share", shareW: 1_500 },
      { kind: "batterySharing", battery: "roof", share: "battery-first" },
      { kind: "batterySharing", battery: "roof" },
    ],
  );
});

test("what the page quotes is what is said", () => {
  const said = createTexts("en").sharing({
    ...{ share: "share", shareW: 2_000, keepsW: 400, basis: "wants-less", setBy: "configuration" },
    configured: { share: "share", shareW: 2_000 },
  });
  assert.ok(proseOf(page).includes(`> ${said}`), said);
});
