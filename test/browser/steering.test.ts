import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { type BatteryState, createReason, type HomeState, minuteMs, type Reason, type SharingState } from "#domain";
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

const configured = { share: "car-first" } as const;

/** The roof's battery shares the sun like this. */
function withSharing(state: HomeState, sharing: SharingState): HomeState {
  return { ...state, batteries: state.batteries.map((battery) => ({ ...battery, sharing })) };
}

test("who gets the sun first is chosen in the battery's card, with watts of the owner's own, and given back", async () => {
  const { url, hub } = await workshop.serve();
  hub.show((state) =>
    withSharing(state, {
      ...{ share: "share", shareW: 1_500, setBy: "request", configured, basis: "wants-less", keepsW: 800 },
    }),
  );
  const { page } = await workshop.open(url, { locale: "de-DE", viewport: { width: 360, height: 800 } });
  const card = page.locator('[data-battery="roof"]');
  const who = page.getByLabel("Wer bekommt die Sonne");
  const watts = page.getByLabel("Anteil der Batterie");
  assert.equal(await who.locator("option:checked").textContent(), "beide, die Batterie mit festem Anteil");
  assert.equal(await watts.inputValue(), "1500");
  await card.getByText("sie will jetzt aber nur 800\u00a0W; den Rest bekommt das Auto.").waitFor();
  assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 360, "nothing hangs over a phone's edge");
  const settled = () => page.locator(".share select:enabled").waitFor();
  await watts.fill("2300");
  await watts.press("Enter");
  await settled();
  await who.selectOption({ label: "zuerst die Batterie" });
  await settled();
  await who.selectOption({ label: "wie konfiguriert: zuerst das Auto" });
  await settled();
  assert.deepEqual(
    hub.requests.map(({ body }) => body),
    [
      { kind: "batterySharing", battery: "roof", share: "share", shareW: 2_300 },
      { kind: "batterySharing", battery: "roof", share: "battery-first" },
      { kind: "batterySharing", battery: "roof" },
    ],
  );
});

test("watts that make no sense are answered with a sentence, and what was typed stays to be put right", async () => {
  const { url, hub } = await workshop.serve();
  const show = (keepsW: number) =>
    hub.show((state) =>
      withSharing(state, {
        share: "share",
        shareW: 1_500,
        setBy: "configuration",
        configured,
        basis: "setting",
        keepsW,
      }),
    );
  show(1_500);
  const { page } = await workshop.open(url, { locale: "fr-FR" });
  const watts = page.getByLabel("Part de la batterie");
  await watts.fill("-5");
  await watts.press("Enter");
  await page.getByText("La part de la batterie ne peut pas être de -5 watts.").waitFor();
  show(1_400);
  await page.locator(".share-now").getByText("1,4").waitFor();
  assert.equal(await watts.inputValue(), "-5");
  await page.getByLabel("Qui a le soleil").getByText("comme configuré").waitFor({ state: "detached" });
  assert.deepEqual(hub.requests, []);
});

test("without a car there is nothing to share", async () => {
  const { url } = await workshop.serve();
  const { page } = await workshop.open(url);
  await page.locator('[data-battery="roof"]').waitFor();
  assert.equal(await page.getByLabel("Who gets the sun").count(), 0);
});
