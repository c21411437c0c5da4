import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ProblemError } from "#domain";
import { createSystemClock, silentLog } from "#platform";
import { createHttpServer } from "./server.ts";
import type { HttpConfig } from "./services.ts";
import { createFakeHub } from "./testing/fake-hub.ts";
import { plainSentences } from "./testing/plain-sentences.ts";

let pageDirectory = "";

before(async () => {
  pageDirectory = await mkdtemp(join(tmpdir(), "sunsteer-page-"));
  await mkdir(join(pageDirectory, "assets"));
  await writeFile(join(pageDirectory, "index.html"), "<!doctype html><title>Sunsteer</title>");
  await writeFile(join(pageDirectory, "assets", "page-abc123.js"), "plain");
  await writeFile(join(pageDirectory, "assets", "page-abc123.js.br"), "brotli");
});

after(() => rm(pageDirectory, { recursive: true }));

function createServer(config: Partial<HttpConfig> = {}, directory = pageDirectory) {
  const clock = createSystemClock();
  const hub = createFakeHub(clock);
  const server = createHttpServer({
    homes: [hub],
    sentences: plainSentences,
    config: { host: "127.0.0.1", port: 0, ...config },
    pageDirectory: directory,
    log: silentLog,
    clock,
  });
  return { hub, server };
}

test("the live feed speaks over a real line and ends with the server", async () => {
  const { hub, server } = createServer();
  const { url } = await server.listen();
  const answer = await fetch(`${url}/api/events`);
  assert.match(answer.headers.get("content-type") ?? "", /^text\/event-stream/);
  let text = "";
  const reading = (async () => {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes("event: state") && !text.includes("event: change"))
        hub.show((state) => ({ ...state, batteries: [] }));
      if (text.includes("event: change")) break;
    }
  })();
  await reading;
  assert.match(text, /event: state\ndata: \{.*\}\n\nevent: change\ndata: \{.*"batteries":\[\]/s);

  const second = await fetch(`${url}/api/events`);
  const ended = second.text();
  await server.close();
  assert.match(await ended, /event: state/);
  assert.equal(hub.subscribers(), 0);
});

test("the page is always asked for anew, its hashed files never again", async () => {
  const { server } = createServer();
  const { url } = await server.listen();
  try {
    const page = await fetch(url);
    assert.equal(page.headers.get("cache-control"), "no-cache");
    assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
    assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'none'/);
    const etag = page.headers.get("etag") ?? "";
    assert.equal((await rawGet(`${url}/`, { "if-none-match": etag })).status, 304);
    const file = await rawGet(`${url}/assets/page-abc123.js`, { "accept-encoding": "br" });
    assert.equal(file.headers["cache-control"], "public, max-age=31536000, immutable");
    assert.equal(file.headers["content-encoding"], "br");
    assert.match(file.headers["content-type"] ?? "", /javascript/);
    assert.equal((await fetch(`${url}/assets/none.js`)).status, 404);
    assert.equal((await rawGet(`${url}/assets/%2e%2e/%2e%2e/package.json`, {})).status, 400);
  } finally {
    await server.close();
  }
});

test("a hub whose page was not built says what to do", async () => {
  const { server } = createServer({}, join(pageDirectory, "nowhere"));
  const { url } = await server.listen();
  const answer = await fetch(url);
  assert.equal(answer.status, 503);
  assert.match(await answer.text(), /http\.page-missing/);
  await server.close();
});

test("a port in use and an open door without a password are problems, not stack traces", async () => {
  const { server } = createServer();
  const { port } = await server.listen();
  const codeOf = (config: Partial<HttpConfig>) =>
    createServer(config)
      .server.listen()
      .then(
        () => "listening",
        (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
      );
  assert.equal(await codeOf({ port }), "http.port-in-use");
  assert.equal(await codeOf({ host: "0.0.0.0" }), "http.password-needed");
  assert.equal(await codeOf({ host: "192.0.2.1" }), "http.password-needed");
  await server.close();
});

/** `fetch` decodes bodies and tidies paths; this one does neither. */
function rawGet(url: string, headers: Record<string, string>) {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf("/", "http://".length));
  return new Promise<{ status: number | undefined; headers: Record<string, string | undefined> }>((resolve, reject) => {
    const outgoing = request({ hostname, port, path, headers }, (incoming) => {
      incoming.resume();
      resolve({ status: incoming.statusCode, headers: { ...incoming.headers, "set-cookie": undefined } });
    });
    outgoing.on("error", reject).end();
  });
}
