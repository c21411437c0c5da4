import { type Purpose, purposesByRank } from "#domain";
import type { HttpClient, HttpRequest, ServerRequest } from "#platform";
import type { CallRule } from "../../account/call-rules.ts";
import { connectedStage, stageOrigin } from "../stage.ts";
import type { DriverLaw, DriverTrial } from "../trial.ts";

export const limitsLaw: DriverLaw = {
  name: "never calls more often than the vendor allows, however hard it is pressed",
  check: async (trial) => {
    const arrivals = new Map<string, number[]>();
    const { counting, most } = countAtOnce();
    const { stage, connection } = await connectedStage(trial, {
      wrapHttp: counting,
      onArrival: (request, clock) => noteArrival(arrivals, trial, request, clock.steadyMs()),
    });
    stage.emulator.faults.set("slow", { delayMs: 300 });
    for (let round = 0; round < 12; round += 1) {
      const purpose: Purpose = purposesByRank[round % purposesByRank.length] ?? "poll";
      for (const poll of connection.polls) void stage.finish(poll.read({ purpose }));
      for (const actuator of connection.actuators) void stage.finish(actuator.read({ purpose }));
    }
    for (let pass = 0; pass < 30; pass += 1) await stage.clock.runFor(10_000);
    const { maxAtOnce = Number.POSITIVE_INFINITY } = trial.driver.calls;
    const findings = trial.driver.calls.rules.flatMap((rule) => exceeded(rule, arrivals));
    if (most() > maxAtOnce) findings.push(`${most()} calls at once where ${maxAtOnce} are allowed`);
    return findings;
  },
};

function noteArrival(arrivals: Map<string, number[]>, trial: DriverTrial, request: ServerRequest, atMs: number): void {
  const { calls } = trial.driver;
  const { callClass, endpoint } = calls.classify(asOutgoing(request));
  for (const rule of calls.rules) {
    if (rule.classes !== undefined && !rule.classes.includes(callClass)) continue;
    const key = rule.isPerEndpoint ? `${rule.id} ${endpoint}` : rule.id;
    const times = arrivals.get(key) ?? [];
    times.push(atMs);
    arrivals.set(key, times);
  }
}

function asOutgoing({ method, path, headers, body }: ServerRequest): HttpRequest {
  const known = (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).find((one) => one === method) ?? "GET";
  const present = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return { method: known, url: stageOrigin + path, headers: Object.fromEntries(present), body, timeoutMs: 1 };
}

function exceeded(rule: CallRule, arrivals: ReadonlyMap<string, readonly number[]>): string[] {
  const findings: string[] = [];
  for (const [key, times] of arrivals) {
    if (key !== rule.id && !key.startsWith(`${rule.id} `)) continue;
    const late = times.findIndex(
      (time, index) => (times[index + rule.max] ?? Number.POSITIVE_INFINITY) - time < rule.perMs,
    );
    if (late >= 0) findings.push(`more than ${rule.max} calls within ${rule.perMs} ms against ${key}`);
  }
  return findings;
}

function countAtOnce() {
  let now = 0;
  let most = 0;
  const counting = (http: HttpClient): HttpClient => ({
    request: async (request) => {
      now += 1;
      most = Math.max(most, now);
      try {
        return await http.request(request);
      } finally {
        now -= 1;
      }
    },
  });
  return { counting, most: () => most };
}
