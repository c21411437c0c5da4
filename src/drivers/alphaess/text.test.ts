import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { alphaessText } from "./text.ts";

test("every problem that this driver raises has its sentences, and every sentence a problem", () => {
  const folder = new URL("./", import.meta.url);
  const raised = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".ts") || /text\.ts$|\.test\.ts$|^emulator/.test(name)) continue;
    for (const [, code = ""] of readFileSync(new URL(name, folder), "utf8").matchAll(/"(alphaess\.[a-z][\w-]*)"/g))
      raised.add(code);
  }
  const told = Object.keys(alphaessText.problems).filter((code) => !/^alphaess\.\d+$/.test(code));
  assert.deepEqual(
    [...raised].filter((code) => !told.includes(code)),
    [],
  );
  assert.deepEqual(
    told.filter((code) => !raised.has(code)),
    [],
  );
});
