import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { type BatteryState, createReason, type HomeState, minuteMs, type Reason } from "#domain";
import { openWorkshop } from "./open-page.ts";

let workshop: Awaited<ReturnType<typeof openWorkshop>>;

before(async () => {
  workshop = await openWorkshop();
});

afterEach(() => workshop.tidy());

after(() => workshop.close());

/** The roof's battery can be held, and is told to hold for this reason. */
function withHeldBattery(state: HomeState, reason: Reason, isOverruled = false): HomeState {
  const hold = { kind: "batteryIntent", target: "roof", intent: { kind: "hold" } } as const;
  const actuator: BatteryState["actuator"] = {
    command: hold,
    state: isOverruled ? "drifted" : "confirmed",
    since: state.at - minuteMs,
    isOverruled,
  };
  return {
    ...state,
    batteries: state.batteries.map((battery) => ({
      ...battery,
      actuator,
      reason,
      ...(battery.powerW === undefined ? {} : { powerW: { ...battery.powerW, value: 0 } }),
    })),
    devices: state.devices.map((device) => ({
      ...device,
      capabilities: [...device.capabilities, { kind: "batteryMode", intents: ["auto", "hold"], modes: [] }],
    })),
  };
}

test("a charger that others tell of is seen with its age, what is held for it, and when its word is over", async () => {
  const { url, hub } = await workshop.serve();
  hub.show((state) => {
    const { at } = state;
    const times = { at, reviewAt: at + minuteMs, because: { signal: "ohme" } };
    const signal = { id: "ohme", source: "ohme", at: at - minuteMs, quality: "measured" } as const;
    return {
      ...withHeldBattery(state, createReason("roof", "ev-guard", "holding-signal", times)),
      signals: [{ ...signal, isCharging: true, powerW: 7_200, goodUntil: at + 4_000 }],
    };
  });
  const { page } = await workshop.open(url);
  const signal = page.locator('[data-signal="ohme"]');
  await signal.getByText("Charging").waitFor();
  assert.match(
    (await signal.textContent()) ?? "",
    /7\.20\skW.*told 6\d\ss ago · counts until .*FoxESS is held for it\./,
  );
  const battery = page.locator('[data-battery="roof"]');
  assert.equal(await battery.locator(".pill").textContent(), "held");
  const automatic = battery.getByRole("button", { name: "Automatic" });
  assert.equal(await automatic.getAttribute("aria-pressed"), "true", "nobody asked for it");
  await signal.getByText("Silent").waitFor();
});

test("what the owner set in the maker's app is told, and one click lets Sunsteer steer again", async () => {
  const { url, hub } = await workshop.serve();
  hub.show((state) => {
    const times = { at: state.at, reviewAt: state.at + minuteMs, because: { intent: "hold" } };
    return withHeldBattery(state, createReason("roof", "user-wins", "until-reason-ends", times), true);
  });
  const { page } = await workshop.open(url);
  const battery = page.locator('[data-battery="roof"]');
  await battery.getByText("You set the battery otherwise at the device").waitFor();
  await battery.getByRole("button", { name: "Let Sunsteer steer again" }).click();
  await page.locator(".reasons").getByText("Sunsteer steers this again.").waitFor();
  assert.deepEqual(hub.requests, [{ body: { kind: "resume", device: "roof" }, by: "page" }]);
});

test("who gets the sun first is chosen in the battery's card, the owner's own share among the choices", async () => {
  const { url, hub } = await workshop.serve();
  hub.show((state) => ({
    ...state,
    batteries: state.batteries.map((battery) => ({
      ...battery,
      settings: { ...battery.settings, share: "share", shareW: 1_500 },
    })),
  }));
  const { page } = await workshop.open(url, { locale: "de-DE" });
  const sharing = page.getByLabel("Übrige Sonne");
  assert.equal(await sharing.locator("option:checked").textContent(), "zuerst 1,50\u00a0kW in die Batterie");
  await sharing.selectOption({ label: "zuerst 2,00\u00a0kW in die Batterie" });
  await sharing.selectOption({ label: "zuerst in die Batterie" });
  await page.locator(".share select:enabled").waitFor();
  assert.deepEqual(
    hub.requests.map(({ body }) => body),
    [
      { kind: "batterySharing", battery: "roof", share: "share", shareW: 2_000 },
      { kind: "batterySharing", battery: "roof", share: "battery-first" },
    ],
  );
});
