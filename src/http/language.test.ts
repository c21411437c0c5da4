import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseLanguage } from "./language.ts";

test("the asked language wins over the browser's list", () => {
  assert.equal(chooseLanguage("fr", "de-DE,de;q=0.9"), "fr");
});

test("of the browser's list the best language we speak is taken", () => {
  assert.equal(chooseLanguage(undefined, "it, en;q=0.5, de-AT;q=0.8"), "de");
  assert.equal(chooseLanguage(undefined, "fr;q=0, en;q=0.1"), "en");
});

test("without a language we speak, sentences are English", () => {
  assert.equal(chooseLanguage("xx", "it"), "en");
  assert.equal(chooseLanguage(undefined, undefined), "en");
});
