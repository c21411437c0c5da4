import assert from "node:assert/strict";
import { test } from "node:test";
import { pageTexts } from "./text.ts";

const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test("each language says the same things with the same places to fill", () => {
  for (const [key, english] of Object.entries(pageTexts.en)) {
    for (const language of ["de", "fr"] as const) {
      const text = new Map(Object.entries(pageTexts[language])).get(key) ?? "";
      assert.deepEqual(placesIn(text), placesIn(english), `${language} ${key}`);
      assert.notEqual(text, "", `${language} ${key}`);
    }
  }
});
