import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { root } from "../../scripts/steps.ts";
import { readDoc, tableAfter } from "./support/markdown.ts";

const page = readDoc("docs/architecture.md");
const quoted = (text: string) => Array.from(text.matchAll(/`([\w-]+)`/g), ([, word]) => word ?? "");
// Plain JavaScript, so the compiler is not asked to find types for it.
const { rooms } = await import(join(root, ".dependency-cruiser.mjs"));
const mayImport = z.record(z.string(), z.object({ mayImport: z.array(z.string()) })).parse(rooms);
const known = new Map(Object.entries(mayImport).map(([room, rule]) => [room, rule.mayImport]));
const folders = readdirSync(join(root, "src"), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

test("the page's table of rooms is the one that the checker enforces", () => {
  const rows = tableAfter("\n## Rooms\n", page).map(([room = "", , imports = ""]) => {
    const names = quoted(imports);
    const isAll = imports.startsWith("all");
    const [name = ""] = quoted(room);
    return [name, isAll ? [...known.keys()].filter((other) => other !== name) : names];
  });
  assert.deepEqual(rows, [...known]);
});

test("each folder of src is a room of the table, and each room a folder", () => {
  assert.deepEqual([...folders].sort(), [...known.keys()].sort());
});

test("the picture shows rooms that there are, and all on the way of a reading", () => {
  const picture = readDoc("docs/images/architecture.svg");
  const shown = Array.from(picture.matchAll(/class="room"[^>]*>([\w.-]+)(?:\/\*?)?</g), ([, name]) => name ?? "");
  assert.deepEqual(
    shown.filter((name) => !folders.includes(name) && !["web", "main.ts"].includes(name)),
    [],
  );
  const offTheWay = ["backtest"];
  assert.deepEqual(
    folders.filter((name) => !shown.includes(name) && !offTheWay.includes(name)),
    [],
  );
  for (const step of ["sense", "fuse", "decide", "act", "confirm", "tell"]) {
    assert.match(picture, new RegExp(`class="name"[^>]*>${step}<`));
  }
});

test("files that the pages of design name are there", () => {
  const decisions = readdirSync(join(root, "docs/decisions"));
  for (const [file, text] of [page, ...decisions.map((name) => readDoc(`docs/decisions/${name}`))].entries()) {
    const named = Array.from(
      text.matchAll(/`((?:src|test|scripts|bin|docs)\/[\w./-]+\.\w+)`/g),
      ([, path]) => path ?? "",
    );
    assert.deepEqual(
      named.filter((path) => !existsSync(join(root, path))),
      [],
      `page ${file}`,
    );
  }
});

test("decisions are numbered without gaps, each with the three parts of its kind", () => {
  const decisions = readdirSync(join(root, "docs/decisions")).sort();
  for (const [index, name] of decisions.entries()) {
    const number = index + 1;
    assert.match(name, new RegExp(`^${String(number).padStart(4, "0")}-[a-z0-9-]+\\.md$`));
    const text = readDoc(`docs/decisions/${name}`);
    assert.match(text, new RegExp(`^# ${number}\\. \\S`));
    for (const part of ["Situation", "Decision", "Consequences"]) assert.ok(text.includes(`**${part}.**`), name);
  }
});
