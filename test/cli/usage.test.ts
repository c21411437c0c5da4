import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { runCli } from "#cli";
import { createTestWorld, type TestWorld } from "../support/world.ts";

const worlds: TestWorld[] = [];
after(() => {
  for (const world of worlds) world.dispose();
});

async function told(words: string, environment: Record<string, string> = {}) {
  const world = createTestWorld(environment);
  worlds.push(world);
  const code = await runCli(words === "" ? [] : words.split(" "), world);
  return { code, stdout: world.printed.join("\n"), stderr: world.told.join("\n") };
}

const commands = ["start", "run", "demo", "check", "status", "why", "emulate", "export", "schema", "new-driver"];

describe("help", () => {
  it("is given with 2 when nothing is asked for, and names every command", async () => {
    const { code, stdout, stderr } = await told("");
    assert.equal(code, 2);
    assert.equal(stdout, "");
    for (const command of commands) assert.match(stderr, new RegExp(`^  ${command}\\b`, "m"));
  });

  it("is an answer when it is asked for", async () => {
    for (const words of ["--help", "-h", "help"]) {
      const { code, stdout, stderr } = await told(words);
      assert.equal(code, 0, words);
      assert.match(stdout, /Example: sunsteer demo/);
      assert.equal(stderr, "");
    }
  });

  for (const command of commands) {
    it(`of ${command} has an example that its command understands`, async () => {
      const { code, stdout } = await told(`${command} --help`);
      assert.equal(code, 0);
      const example = /^Example: sunsteer (.+)$/m.exec(stdout)?.[1] ?? "";
      assert.ok(example.startsWith(command), stdout);
      const words = example.replace(/ > .*/, "").split(" ");
      for (const option of words.filter((word) => word.startsWith("--")))
        assert.match(stdout, new RegExp(`^\\s+${option}\\b`, "m"), option);
      assert.equal((await told(`help ${command}`)).stdout, stdout);
    });

    it(`of ${command} knows --json or says nothing that a program would read`, async () => {
      const { stdout } = await told(`${command} --help`);
      assert.ok(command === "start" || stdout.includes("--json"), stdout);
    });
  }

  it("tells the version", async () => {
    assert.deepEqual(await told("--version"), { code: 0, stdout: "0.0.0-test", stderr: "" });
  });
});

const mistakes: readonly [words: string, what: RegExp, remedy: RegExp, german: RegExp][] = [
  ["chekc", /no command “chekc”; maybe “check” is meant/, /--help/, /Einen Befehl „chekc“ gibt es nicht/],
  ["help nothing", /no command “nothing”/, /--help/, /„nothing“/],
  ["constructor", /no command “constructor”/, /--help/, /„constructor“/],
  ["check --confg x", /no option --confg; maybe --config is meant/, /--help/, /keine Option --confg/],
  ["check --config", /option --config lacks its value/, /--help/, /--config fehlt ihr Wert/],
  ["check now please", /more words than it takes/, /--help/, /mehr Wörter/],
  ["emulate", /lacks the word for “name”/, /--help/, /fehlt das Wort für „name“/],
  ["emulate teapot", /no emulator called “teapot”/, /one of these: .*foxess.*goe/, /Einen Emulator „teapot“/],
  ["emulate goe --profile v9", /emulator goe has no profile “v9”/, /v4-22kw/, /kein Profil „v9“/],
  ["emulate goe --preset castle", /--preset cannot be “castle”/, /family \| /, /--preset kann nicht „castle“/],
  ["emulate goe --port 70000", /--port cannot be “70000”/, /0 … 65535/, /„70000“/],
  ["emulate goe --port many", /--port cannot be “many”/, /0 … 65535/, /„many“/],
  ["emulate goe --speed 0", /--speed cannot be “0”/, /≥ 0\.1/, /„0“/],
  ["emulate goe --credentials hunter2", /--credentials cannot be “…”/, /key=value/, /„…“/],
  ["demo --preset castle", /--preset cannot be “castle”/, /family \| /, /„castle“/],
  ["demo --headless --days none", /--days cannot be “none”/, /≥ 0/, /„none“/],
  ["why --since soon", /--since cannot be “soon”/, /30m \| 2h/, /„soon“/],
  ["new-driver Ähm", /cannot be called “Ähm”/, /acme-meter/, /nicht „Ähm“ heißen/],
];

describe("a mistake in the command line", () => {
  for (const [words, what, remedy, german] of mistakes) {
    it(`is told with 2: ${words}`, async () => {
      const { code, stdout, stderr } = await told(words);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      const lines = stderr.split("\n");
      assert.equal(lines.length, 2, stderr);
      assert.match(lines[0] ?? "", what);
      assert.match(lines[1] ?? "", remedy);
      assert.doesNotMatch(stderr, /hunter2|commander/);
      assert.match((await told(words, { LANG: "de_DE.UTF-8" })).stderr, german);
    });
  }

  it("is told to programs as one JSON document", async () => {
    for (const words of ["chekc --json", "why --since soon --json", "--json"]) {
      const { code, stdout, stderr } = await told(words);
      assert.equal(code, 2, words);
      assert.equal(stdout, "");
      const { error } = JSON.parse(stderr);
      assert.equal(error.kind, "invalid");
      assert.ok(error.message.length > 10 && error.hint.length > 10);
    }
  });
});

describe("what the world refuses", () => {
  it("is told with 1 when no hub answers", async () => {
    for (const words of ["status --url http://127.0.0.1:9", "why --url http://127.0.0.1:9"]) {
      const { code, stdout, stderr } = await told(words);
      assert.equal(code, 1, words);
      assert.equal(stdout, "");
      assert.match(stderr, /^Sunsteer does not answer at http:\/\/127\.0\.0\.1:9\.\nStart it with “sunsteer run”/);
    }
  });

  it("is told in French where that is spoken", async () => {
    const { stderr } = await told("status --url http://127.0.0.1:9", { LANG: "fr_FR.UTF-8" });
    assert.match(stderr, /^Sunsteer ne répond pas à http/);
  });
});
