import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { type DeviceOverview, type HomeState, hourMs, minuteMs } from "#domain";
import { assertFits, openWorkshop } from "./open-page.ts";

let workshop: Awaited<ReturnType<typeof openWorkshop>>;

before(async () => {
  workshop = await openWorkshop();
});

afterEach(() => workshop.tidy());

after(() => workshop.close());

const smallPhone = { width: 320, height: 640 };

function withDevice(id: string, change: Partial<DeviceOverview>): (state: HomeState) => HomeState {
  return (state) => ({
    ...state,
    devices: state.devices.map((device) => (device.id === id ? { ...device, ...change } : device)),
  });
}

test("settings that should stand otherwise are counted, told with their reason, and set by one click", async () => {
  const { url, hub } = await workshop.serve();
  const { advice, requests } = hub;
  hub.advice = (id) => advice(id).map((item) => ({ ...item, isDone: item.isDone || requests.length > 0 }));
  const { page } = await workshop.open(url, { viewport: smallPhone, locale: "de-DE" });
  // A charger that Sunsteer steers need not be able to follow the sun by itself.
  await page.getByRole("button", { name: "1 Hinweis:" }).waitFor();
  hub.show((state) => ({
    ...state,
    chargers: state.chargers.map((charger) => ({
      ...charger,
      settings: { ...charger.settings, regulation: "charger" },
    })),
  }));
  const wallbox = page.locator('[data-device="wallbox"]');
  const count = wallbox.getByRole("button", { name: "2 Hinweise" });
  assert.equal(await count.getAttribute("aria-expanded"), "false");
  await count.click();
  await wallbox.locator("small", { hasText: "Für die Sonne." }).waitFor();
  await assertFits(page);
  await wallbox.getByRole("button", { name: "Setzen" }).click();
  await wallbox.getByRole("button", { name: "1 Hinweis" }).waitFor();
  assert.deepEqual(hub.requests, [{ body: { kind: "value", device: "wallbox", key: "lmo", value: 4 }, by: "page" }]);
  assert.equal(await page.locator('[data-device="roof"]').getByText("Hinweis").count(), 0);
});

test("every value of a device is found by its name, with its unit and the age of what is older", async () => {
  const { url, hub } = await workshop.serve();
  const { at } = hub.state();
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`extra${index}`, index]));
  const stamp = { kind: "values", source: "wallbox", at, receivedAt: at, quality: "measured" } as const;
  hub.values = () => ({ ...stamp, values: { ...many, amp: 16 }, olderAt: { amp: at - 20 * minuteMs } });
  const { page } = await workshop.open(url, { viewport: smallPhone });
  await page.getByRole("button", { name: "Values of go-e" }).click();
  const rows = page.locator('[data-device="wallbox"] .values > div');
  await rows.filter({ hasText: /Requested current.*16\sA.*20\smin ago/ }).waitFor();
  await page.getByText("And 11 more").waitFor();
  await assertFits(page);
  await page.getByRole("searchbox", { name: "Find a value" }).fill("EXTRA39");
  await rows.filter({ hasText: "extra39" }).waitFor();
  assert.equal(await rows.count(), 1);
});

test("a device is read at once on demand, and says why when it cannot be", async () => {
  const { url, hub } = await workshop.serve();
  const { page } = await workshop.open(url);
  await page.getByRole("button", { name: "Read FoxESS now" }).click();
  await page.locator('[data-device="roof"]').getByRole("alert").getByText("roof is not connected").waitFor();
  await page.getByRole("button", { name: "Read go-e now" }).click();
  await page.locator('[data-device="wallbox"] button:enabled').first().waitFor();
  assert.deepEqual(hub.refreshed, ["roof", "wallbox"]);
});

test("only limits that somebody could use up are told, as what is left of them", async () => {
  const { url, hub } = await workshop.serve();
  const usage = [
    { ruleId: "day", used: 1_370, max: 1_440, perMs: 24 * hourMs },
    { ruleId: "pace", used: 1, max: 1, perMs: 5 * minuteMs },
    { ruleId: "logins", used: 1, max: 6, perMs: 24 * hourMs },
  ];
  hub.show(withDevice("roof", { usage }));
  const { page } = await workshop.open(url);
  const told = page.locator('[data-device="roof"] .usage');
  await told.getByText("70 of 1,440 daily calls left").waitFor();
  assert.equal(await told.count(), 1);
  assert.equal(await told.locator("svg").getAttribute("data-low"), "true");
});
