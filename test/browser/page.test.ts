import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { fail, type HomeState, Secret } from "#domain";
import { withEverything, withFailingRoof } from "../../src/http/testing/fake-home.ts";
import { assertFits, openWorkshop, styleOf } from "./open-page.ts";

let workshop: Awaited<ReturnType<typeof openWorkshop>>;

before(async () => {
  workshop = await openWorkshop();
});

afterEach(() => workshop.tidy());

after(() => workshop.close());

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 800 };

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, viewport] of Object.entries({ phone, desktop })) {
    test(`the page shows the house on a ${name} in ${colorScheme}, whole and without complaint`, async () => {
      const { url, hub } = await workshop.serve();
      hub.show(withEverything);
      const { page, complaints } = await workshop.open(url, { viewport, colorScheme });
      await page.locator('[data-charger="wallbox"] .number', { hasText: "3.68" }).waitFor();
      await page.getByText("The car charges with 16 A").first().waitFor();
      await assertFits(page);
      const ground = await styleOf(page.locator("html"), "backgroundColor");
      assert.equal(ground, colorScheme === "dark" ? "rgb(13, 16, 21)" : "rgb(245, 242, 234)");
      assert.deepEqual(complaints, []);
    });
  }
}

test("a click on a mode reaches the hub, and the car is seen to follow", async () => {
  const { url, hub } = await workshop.serve();
  const { page } = await workshop.open(url);
  const fast = page.getByRole("button", { name: "Fast" });
  assert.equal(await fast.getAttribute("aria-pressed"), "false");
  await fast.click();
  await page.locator('[data-charger="wallbox"] .number', { hasText: "11.0" }).waitFor();
  assert.equal(await fast.getAttribute("aria-pressed"), "true");
  assert.deepEqual(hub.requests, [{ body: { kind: "chargerMode", charger: "wallbox", mode: "fast" }, by: "page" }]);
});

test("the keyboard does what the mouse does", async () => {
  const { url, hub } = await workshop.serve();
  const { page } = await workshop.open(url);
  const off = page.getByRole("group", { name: "Mode of go-e" }).getByRole("button", { name: "Off" });
  await off.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await styleOf(off, "outlineStyle"), "solid");
  await page.keyboard.press("Enter");
  await page.locator('[data-charger="wallbox"] .pill', { hasText: "Car waits" }).waitFor();
  assert.equal(hub.requests.length, 1);
});

test("a wish that the hub refuses is told in its own words, and the old mode stays", async () => {
  const { url, hub } = await workshop.serve();
  hub.request = () => Promise.reject(fail("refused", "http.wish-refused", { facts: { answer: "The car is asleep." } }));
  const { page } = await workshop.open(url);
  await page.getByRole("button", { name: "Fast" }).click();
  await page.getByRole("alert").getByText("The car is asleep.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Solar", exact: true }).getAttribute("aria-pressed"), "true");
});

test("a failing device is seen with its problem, its remedy, and the age of what it last said", async () => {
  const { url, hub } = await workshop.serve();
  const { page } = await workshop.open(url);
  await page.locator('[data-device="roof"][data-state="ok"]').waitFor();
  hub.show(withFailingRoof);
  const roof = page.locator('[data-device="roof"][data-state="failing"]');
  await roof.getByText("www.foxesscloud.com did not answer within 20 s.").waitFor();
  await roof.getByText("Check that it is switched on").waitFor();
  const sun = page.locator(".node.sun");
  assert.equal(await sun.getAttribute("data-stale"), "true");
  assert.match((await sun.textContent()) ?? "", /old: 14.min/);
  assert.equal(await page.locator(".line.sun .stream").count(), 0, "an old value must not seem to flow");
  assert.equal(await page.locator(".ring .share").textContent(), "–");
});

test("a value grows old before the reader's eyes, also when nothing comes any more", async () => {
  const { url, hub } = await workshop.serve();
  const soonOld = (state: HomeState): HomeState => {
    const { solarW } = state.house;
    return { ...state, house: solarW === undefined ? {} : { solarW: { ...solarW, goodUntil: state.at + 1_500 } } };
  };
  hub.show(soonOld);
  const { page } = await workshop.open(url);
  await page.locator('.node.sun[data-stale="false"]').waitFor();
  await page.locator('.node.sun[data-stale="true"]').waitFor();
});

test("a lost connection is said, and found again by itself", async () => {
  const first = await workshop.serve();
  const { page } = await workshop.open(first.url);
  await page.locator('.live[data-connection="live"]').waitFor();
  await first.close();
  await page.getByText("The hub does not answer.").waitFor();
  const second = await workshop.serve({ port: Number(new URL(first.url).port) });
  second.hub.show((state) => ({ ...state, home: { ...state.home, name: "Back again" } }));
  await page.getByRole("heading", { name: "Back again" }).waitFor();
  assert.equal(await page.getByText("The hub does not answer.").count(), 0);
});

test("the page speaks the browser's language until the reader chooses another", async () => {
  const { url } = await workshop.serve();
  const { page } = await workshop.open(url, { locale: "de-AT" });
  await page.getByText("Das Auto lädt mit 16 A").first().waitFor();
  assert.equal(await page.getAttribute("html", "lang"), "de");
  await page.getByLabel("Sprache").selectOption("fr");
  await page.getByRole("heading", { name: "Appareils" }).waitFor();
  await page.getByText("La voiture").first().waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Appareils" }).waitFor();
});

test("a home with a password asks for it, says when it is wrong, and opens when it is right", async () => {
  const { url } = await workshop.serve({ password: new Secret("open sesame") });
  const { page } = await workshop.open(url);
  await page.getByLabel("Password").fill("mellon");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByRole("alert").getByText("The password is not right.").waitFor();
  await page.getByLabel("Password").fill("open sesame");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.locator('[data-charger="wallbox"]').waitFor();
  await page.reload();
  await page.locator('[data-charger="wallbox"]').waitFor();
});

test("whoever wants no motion gets none", async () => {
  const { url } = await workshop.serve();
  const { page } = await workshop.open(url, { reducedMotion: "reduce" });
  const stream = page.locator(".line.sun .stream");
  await stream.waitFor({ state: "attached" });
  assert.equal(await styleOf(stream, "animationName"), "none");
});

test("three cars and no battery fit on a small phone", async () => {
  const { url, hub } = await workshop.serve();
  hub.show((state) => ({
    ...state,
    batteries: [],
    house: {},
    chargers: state.chargers.flatMap((charger) =>
      ["garage-left", "garage-right", "carport"].map((id) => ({ ...charger, id })),
    ),
  }));
  const { page } = await workshop.open(url, { viewport: { width: 320, height: 640 }, locale: "fr-FR" });
  await page.locator('[data-charger="carport"]').waitFor();
  await assertFits(page);
});

test("the page is small: everything it needs comes in less than 60 kB", async () => {
  const { url } = await workshop.serve();
  const { page } = await workshop.open("about:blank");
  let bytes = 0;
  page.on("response", async (response) => {
    if (response.url().includes("/api/")) return;
    const { responseBodySize } = await response.request().sizes();
    bytes += responseBodySize;
  });
  await page.goto(url);
  await page.locator("[data-charger]").waitFor();
  await page.waitForLoadState("load");
  assert.ok(bytes > 1_000 && bytes < 60_000, `${bytes} bytes`);
});
