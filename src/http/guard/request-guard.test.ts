import assert from "node:assert/strict";
import { test } from "node:test";
import { type Provenance, provenanceProblem } from "./request-guard.ts";

const allowed = new Set(["energy.example.org"]);
const codeFor = (request: Partial<Provenance>) =>
  provenanceProblem(
    { method: "GET", host: "localhost:7171", origin: undefined, fetchSite: undefined, ...request },
    allowed,
  )?.code;

test("plain addresses, localhost and configured names are ours", () => {
  for (const host of [
    "localhost:7171",
    "127.0.0.1:7171",
    "192.168.1.5",
    "[::1]:7171",
    "[fd00::1]",
    "Energy.Example.org",
  ]) {
    assert.equal(codeFor({ host }), undefined, host);
  }
});

test("a name that a stranger pointed at us is refused, however it is dressed", () => {
  for (const host of [
    "evil.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example:7171",
    "user@localhost",
    "localhost/evil.example",
    "",
    undefined,
  ]) {
    assert.equal(codeFor({ host }), "http.host-refused", String(host));
  }
});

test("a writing request from a foreign page is refused", () => {
  const post = { method: "POST" };
  assert.equal(codeFor({ ...post, origin: "http://evil.example" }), "http.origin-refused");
  assert.equal(codeFor({ ...post, origin: "http://localhost:8080" }), "http.origin-refused");
  assert.equal(codeFor({ ...post, origin: "null" }), "http.origin-refused");
  assert.equal(codeFor({ ...post, fetchSite: "cross-site" }), "http.origin-refused");
  assert.equal(codeFor({ ...post, fetchSite: "same-site", origin: "http://localhost:7171" }), "http.origin-refused");
});

test("our own page and programs may write", () => {
  assert.equal(codeFor({ method: "PATCH", origin: "http://localhost:7171", fetchSite: "same-origin" }), undefined);
  assert.equal(
    codeFor({ method: "PATCH", host: "energy.example.org", origin: "https://energy.example.org" }),
    undefined,
  );
  assert.equal(codeFor({ method: "PATCH" }), undefined);
});
