// Who may import whom. `test/architecture/` proves every rule here by planting a violation; a tree this checker cannot
// read would pass everything.

/** What each room may import of the others. A room only ever names rooms above it, so that no cycle is possible. */
export const rooms = {
  domain: {
    mayImport: [],
    why: "The words of the home depend on nothing, or every room would depend on that too. Move what is needed into domain/ as plain data, or the code that needs it into a room that may import both.",
  },
  control: {
    mayImport: ["domain"],
    why: "Deciding is pure: the live hub, replays and tests call the very same function. Pass what is needed in through the snapshot or the memory.",
  },
  planner: {
    mayImport: ["domain"],
    why: "Planning is pure and steers only by setting goals. Pass forecasts, tariffs and settings in as data of domain/.",
  },
  text: {
    mayImport: ["domain"],
    why: "Sentences are made from reasons and problems alone, so that every room can speak with them. Give the message the values it shows as parameters.",
  },
  platform: {
    mayImport: ["domain"],
    why: "The effects know nothing of the house. Put the knowledge into the room that calls platform/, or behind an interface of domain/.",
  },
  "driver-kit": {
    mayImport: ["domain", "platform"],
    why: "The kit serves every driver and so knows none, nor who runs them. Let the driver pass its part in.",
  },
  drivers: {
    mayImport: ["domain", "platform", "driver-kit"],
    why: "A driver sees the kit and its vendor, not the house it is used in; that is what makes it usable in every house. What drivers share belongs into driver-kit/.",
  },
  history: {
    mayImport: ["domain", "platform"],
    why: "What happened is stored without knowing who acted. Describe what is to be stored in domain/.",
  },
  hub: {
    mayImport: ["domain", "control", "planner", "text", "platform", "driver-kit", "history"],
    why: "The running house knows no concrete driver, target or surface. Take it as a parameter; main.ts wires it.",
  },
  publish: {
    mayImport: ["domain", "text", "platform", "driver-kit"],
    why: "A target is told of the house through the interface of its kind and never reaches into the hub. Extend that interface instead.",
  },
  http: {
    mayImport: ["domain", "text", "platform", "hub", "history"],
    why: "The routes show the hub and pass requests on; they neither decide nor talk to devices. Offer what is missing in hub/.",
  },
  simulator: {
    mayImport: ["domain", "platform", "driver-kit"],
    why: "The simulated house is physics; were it to know drivers or rules, it would prove nothing about them. Extend SimulatedHome in driver-kit/.",
  },
  backtest: {
    mayImport: ["domain", "control", "planner", "text", "platform", "driver-kit", "simulator", "history"],
    why: "Replays measure decisions without a running hub, driver or surface. Take what is needed from control/ or simulator/.",
  },
  cli: {
    mayImport: [
      "domain",
      "control",
      "planner",
      "text",
      "platform",
      "driver-kit",
      "drivers",
      "history",
      "hub",
      "publish",
      "http",
      "simulator",
      "backtest",
    ],
    why: "A command may use every room but not the page, which is built for browsers, nor main.ts, which starts the commands.",
  },
};

const test = "\\.test\\.tsx?$|^src/(?:control|http|drivers/[^/]+|publish/[^/]+)/testing/";
const testing = "^src/driver-kit/testing/";
const face = ["^src/[^/]+/index\\.ts$", "^src/[^/]+/[^/]+/index\\.ts$", "^src/http/contract\\.ts$"];
const faceOf = (/** @type {readonly string[]} */ names) => `^src/(?:${names.join("|")})/`;

const roomRules = Object.entries(rooms).map(([room, { mayImport, why }]) => ({
  name: `room-${room}`,
  comment: why,
  severity: "error",
  from: { path: `^src/${room}/`, pathNot: test },
  to: { path: "^(?:src|web)/", pathNot: [faceOf([room, ...mayImport]), test, testing] },
}));

const wholeRules = [
  {
    name: "room-main",
    comment: "main.ts wires the program; the page is built for browsers and only served.",
    severity: "error",
    from: { path: "^src/main\\.ts$" },
    to: { path: "^web/" },
  },
  {
    name: "room-web",
    comment:
      "The page speaks to the hub over HTTP only: it may import #http/contract, #domain and #text. Put what else it needs into the contract.",
    severity: "error",
    from: { path: "^web/", pathNot: test },
    to: { path: "^src/", pathNot: ["^src/http/contract\\.ts$", "^src/(?:domain|text)/"] },
  },
  {
    name: "web-takes-only-types",
    comment:
      "The contract and the domain are types for the page; a value would pull the hub's code into the browser. Use `import type`.",
    severity: "error",
    from: { path: "^web/", pathNot: test },
    to: { path: "^src/(?:http|domain)/", dependencyTypesNot: ["type-only"] },
  },
  {
    name: "no-cycle",
    comment:
      "Files that need each other, even for a type, are one file or lack a third. Move what both need into a file of its own.",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "cross-by-face",
    comment:
      "A room is entered by its index.ts (or that of a sub-face), so that its inside can change freely. Export it there, or ask whether it belongs there.",
    severity: "error",
    from: { path: "^src/([^/]+)/", pathNot: test },
    to: { path: "^src/", pathNot: ["^src/$1/", ...face, test] },
  },
  {
    name: "main-crosses-by-face",
    comment: "main.ts wires public faces. Export what it needs in the room's index.ts.",
    severity: "error",
    from: { path: "^src/main\\.ts$|^web/" },
    to: { path: "^src/", pathNot: [...face, test] },
  },
  {
    name: "cross-by-alias",
    comment: 'A crossing is written "#room": it shows, and survives a move. Replace the relative path.',
    severity: "error",
    from: { path: "^src/([^/]+)/", pathNot: test },
    to: { path: "^src/", pathNot: ["^src/$1/", test], dependencyTypesNot: ["aliased-subpath-import"] },
  },
  {
    name: "main-crosses-by-alias",
    comment: 'A crossing is written "#room": it shows, and survives a move. Replace the relative path.',
    severity: "error",
    from: { path: "^src/main\\.ts$|^web/", pathNot: test },
    to: { path: "^src/", pathNot: test, dependencyTypesNot: ["aliased-subpath-import"] },
  },
  {
    name: "inside-by-relative-path",
    comment: "Inside a room a relative path; a room that imports its own face goes round in a circle.",
    severity: "error",
    from: { path: "^src/([^/]+)/", pathNot: test },
    to: { path: "^src/$1/", pathNot: testing, dependencyTypes: ["aliased-subpath-import"] },
  },
  {
    name: "driver-alone",
    comment: "A driver folder can be added, read and removed alone. What two drivers share belongs into driver-kit/.",
    severity: "error",
    from: { path: "^src/drivers/([^/]+)/", pathNot: test },
    to: { path: "^src/drivers/", pathNot: "^src/drivers/$1/" },
  },
  {
    name: "target-alone",
    comment:
      "A target folder can be added, read and removed alone. What two targets share belongs into driver-kit/ or platform/.",
    severity: "error",
    from: { path: "^src/publish/([^/]+)/", pathNot: test },
    to: { path: "^src/publish/", pathNot: "^src/publish/$1/" },
  },
  {
    name: "emulator-from-facts",
    comment:
      "An emulator is written from the vendor's facts. Sharing client.ts or mapping.ts it would repeat our mistakes and prove them right.",
    severity: "error",
    from: { path: "/emulator\\.ts$" },
    to: { path: "/(?:client|mapping)\\.ts$" },
  },
  {
    name: "no-test-in-production",
    comment:
      "What runs in a house must not hang on tests or #driver-kit/testing. Move what both need into production code.",
    severity: "error",
    from: { path: "^(?:src|web)/", pathNot: [test, testing] },
    to: { path: [test, testing, "^test/"] },
  },
  {
    name: "effects-at-the-border",
    comment:
      "node:* belongs to platform/, the store of history/, the server of http/, cli/ and main.ts. Elsewhere take the effect as an interface of #platform.",
    severity: "error",
    from: {
      path: "^(?:src|web)/",
      pathNot: ["^src/(?:platform|history|http|cli)/", "^src/main\\.ts$", "^web/vite\\.config\\.ts$", test, testing],
    },
    to: { dependencyTypes: ["core"] },
  },
  packageHome(
    "pino-only-in-platform",
    ["pino", "pino-pretty"],
    ["src/platform"],
    "Logs go through the injected `log`.",
  ),
  packageHome("mqtt-only-in-platform", ["mqtt"], ["src/platform"], "MQTT goes through the injected client."),
  packageHome(
    "fastify-only-in-http",
    ["fastify", "fastify-type-provider-zod", "@fastify"],
    ["src/http"],
    "Only http/ knows the web server.",
  ),
  packageHome(
    "commander-only-in-cli",
    ["commander", "@clack"],
    ["src/cli"],
    "Only cli/ talks to a terminal; a driver's commands.ts describes its commands as data.",
  ),
  packageHome(
    "yaml-only-in-hub-and-cli",
    ["yaml"],
    ["src/hub", "src/cli"],
    "The configuration is read and edited there.",
  ),
  packageHome("preact-only-in-web", ["preact", "@preact", "uplot"], ["web"], "Only the page is a page."),
  {
    name: "pure-rooms-stay-pure",
    comment:
      "domain, control, planner and text compute; of packages they may use temporal-polyfill, for calendars. Let another room call the package and pass in what it says.",
    severity: "error",
    from: { path: "^src/(?:domain|control|planner|text)/", pathNot: test },
    to: { path: "^node_modules/", pathNot: "^node_modules/temporal-polyfill/" },
  },
  {
    name: "no-development-package-in-production",
    comment:
      "It is missing where Sunsteer is installed. Move it to `dependencies`, with its reason in docs/dependencies.md.",
    severity: "error",
    from: { path: "^src/", pathNot: [test, testing] },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "no-undeclared-package",
    comment:
      "It is there by chance, through another package. Declare it in package.json, with its reason in docs/dependencies.md.",
    severity: "error",
    from: {},
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
  {
    name: "no-unresolvable",
    comment: "What the checker cannot find it cannot judge. Correct the path or the name.",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @param {string} name @param {string[]} packages @param {string[]} homes @param {string} why */
function packageHome(name, packages, homes, why) {
  return {
    name,
    comment: `${why} Ask that room for what is needed, or take it as an interface.`,
    severity: "error",
    from: { path: "^(?:src|web)/", pathNot: [...homes.map((home) => `^${home}/`), test] },
    to: { path: `^node_modules/(?:${packages.join("|")})/` },
  };
}

export default {
  forbidden: [...roomRules, ...wholeRules],
  options: {
    // Also imports that vanish in compilation: a type is a dependency of thought.
    tsPreCompilationDeps: true,
    doNotFollow: { path: "^node_modules/" },
    exclude: { path: "^dist/" },
    enhancedResolveOptions: {
      conditionNames: ["sunsteer-source", "import", "node", "default", "types"],
      exportsFields: ["exports"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
