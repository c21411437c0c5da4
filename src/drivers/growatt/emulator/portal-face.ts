import { hourMs, type Instant, type Json } from "#domain";
import type { EmulatorInstance } from "#driver-kit";
import { md5Hex, type ServerReply, type ServerRequest } from "#platform";
import { portalLine, portalStatus, untold } from "./device-values.ts";
import { type Ground, otherPlant, plantName, plantNumber, secondSerial } from "./ground.ts";
import { winterOffsetHours } from "./uploads.ts";

type Face = Pick<EmulatorInstance, "credentials" | "handle">;

const loginLivesMs = 12 * hourMs;

/** So many wrong passwords lock the account for a day. */
const wrongToLock = 3;

/** The web portal: cookies, forms, a page instead of an answer once the login has ended. */
export function createPortalFace(ground: Ground): Face {
  const { context, profile, serial, uploads } = ground;
  const { faults, quirks, clock, random, home } = context;
  const username = context.credentials["username"] ?? "sunny";
  const password = context.credentials["password"] ?? "growatt-4711-pw";
  let login: { readonly cookie: string; readonly at: Instant } | undefined;
  let wrong = 0;

  const logIn = ({ headers, body }: ServerRequest): ServerReply => {
    if (quirks.isOn("login-moved")) return { status: 405, headers: html, body: "<h1>405 Not Allowed</h1>" };
    const agent = headers["user-agent"] ?? "";
    if (quirks.isOn("picky-about-agents") && !/^Mozilla|ShinePhone/.test(agent))
      return { status: 403, headers: html, body: "<h1>403 Forbidden</h1>" };
    const form = new URLSearchParams(body);
    if (quirks.isOn("locked") || wrong >= wrongToLock)
      return json({ result: -3, msg: "user locked", lockDuration: 24 });
    const isRight =
      form.get("account") === username &&
      (form.get("password") === password || form.get("passwordCrc") === md5Hex(password));
    if (!isRight) {
      wrong += 1;
      return json({ result: -2, msg: "" });
    }
    wrong = 0;
    login = { cookie: md5Hex(`${random.next()}`), at: clock.now() };
    const cookies = [`JSESSIONID=${login.cookie}; Path=/; HttpOnly`, "SERVERID=a1b2|c3; Path=/"];
    return { ...json({ result: 1 }), headers: { ...jsonType, "set-cookie": cookies } };
  };

  const isLoggedIn = ({ headers }: ServerRequest): boolean => {
    if (login === undefined || !(headers["cookie"] ?? "").includes(`JSESSIONID=${login.cookie}`)) return false;
    const endedAt = faults.since("expired-login");
    return clock.now() - login.at < loginLivesMs && (endedAt === undefined || login.at >= endedAt);
  };

  const serials = () => (quirks.isOn("two-devices") ? [serial, secondSerial(serial)] : [serial]);

  const line = (sn: string): Json => {
    const values = portalLine(uploads.latest(), quirks);
    return {
      ...(faults.isActive("nulls") ? untold(values) : values),
      ...{ sn, alias: sn, deviceType: "0", deviceTypeName: profile.typeName, deviceModel: profile.model },
      ...{ plantId: plantNumber, plantName, datalogSn: "CRAZT00001", timezone: "1", location: "" },
      ...(faults.isActive("unknown-keys") ? { novelty: { deep: [1, "two", null] } } : {}),
    };
  };

  const plants = (): Json => {
    if (quirks.isOn("no-plants")) return [];
    const timezone = String(winterOffsetHours(home.timeZone, home.at()));
    const own = { timezone, id: plantNumber, plantName };
    return quirks.isOn("two-plants") ? [{ timezone, id: otherPlant.id, plantName: otherPlant.name }, own] : [own];
  };

  /** One device to a page, so that turning pages is tried. */
  const page = (form: URLSearchParams): Json => {
    const currPage = Number(form.get("currPage") ?? "1");
    const all = form.get("plantId") === plantNumber ? serials() : [];
    const datas = all.slice(currPage - 1, currPage).map(line);
    const obj = { currPage, pages: all.length, pageSize: 1, count: all.length, ind: 1, datas, notPager: false };
    return { result: 1, obj };
  };

  const status = (form: URLSearchParams): Json => {
    if (!serials().includes(form.get("mixSn") ?? "")) return { result: 0, msg: "no device" };
    const values = portalStatus(uploads.latest(), quirks);
    return { result: 1, obj: faults.isActive("nulls") ? untold(values) : values };
  };

  return {
    credentials: { username, password },
    handle: (request) => {
      const { pathname } = new URL(request.path, "http://growatt");
      if (request.method === "POST" && pathname === "/login") return logIn(request);
      if (!isLoggedIn(request)) return { status: 200, headers: html, body: loginPage };
      const form = new URLSearchParams(request.body);
      if (pathname === "/index/getPlantListTitle") return json(plants());
      if (pathname === "/panel/getDevicesByPlantList") return json(page(form));
      if (pathname === "/panel/mix/getMIXStatusData" && profile.typeName === "mix") return json(status(form));
      return { status: 404, headers: html, body: "<h1>404</h1>" };
    },
  };
}

const html = { "content-type": "text/html;charset=UTF-8" };
const jsonType = { "content-type": "application/json;charset=UTF-8" };

const loginPage = '<!DOCTYPE html><html><body><div class="loginB" data-name="dumpLogin"></div></body></html>';

function json(body: Json): ServerReply {
  return { status: 200, headers: jsonType, body: JSON.stringify(body) };
}
