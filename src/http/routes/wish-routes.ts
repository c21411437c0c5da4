import type { FastifyRequest } from "fastify";
import { fail, ProblemError, type Reason, type ReasonEffect, type RequestBody } from "#domain";
import type { Hub } from "#hub";
import type { ReasonView, RequestView } from "../contract.ts";
import type { HomeScope } from "../home-scope.ts";
import { requireOne } from "../require-one.ts";
import { requestView } from "../schemas/view-schemas.ts";
import {
  adviceWish,
  batteryPatch,
  chargerPatch,
  chargerStop,
  surplusWish,
  valueWish,
} from "../schemas/wish-schemas.ts";
import type { App } from "../services.ts";
import { toReasonView } from "../views/state-view.ts";
import { batteryRequests, chargerRequests } from "../wishes.ts";
import { idParams, languageQuery, valueParams } from "./query-schemas.ts";

/** Effects by which a decision says no to a request. */
const refusals: ReadonlySet<ReasonEffect> = new Set([
  "unknown-device",
  "limits-refused",
  "phases-refused",
  "goal-past",
  "goal-empty",
  "goal-needs-energy",
  "duration-refused",
  "battery-refused",
  "sharing-refused",
  "regulation-refused",
  "surplus-refused",
]);

/** Some wish was refused; the answers of all are in `answers`. */
export class RefusedWishes extends ProblemError {
  readonly answers: readonly ReasonView[];

  constructor(refusal: ReasonView, answers: readonly ReasonView[]) {
    super(fail("refused", "http.wish-refused", { facts: { answer: refusal.sentence } }).problem);
    this.answers = answers;
  }
}

export function wishRoutes(app: App, scope: HomeScope): void {
  const common = { params: idParams, querystring: languageQuery, response: { 200: requestView } };

  app.patch(
    "/chargers/:id",
    { schema: { ...common, summary: "Mode, limits, phases, regulation or goal of a charger", body: chargerPatch } },
    async (request) => {
      const hub = scope.hubOf(request);
      const state = hub.state();
      requireOne(state.chargers, request.params.id);
      return ask(hub, chargerRequests(request.params.id, request.body, state), request, scope);
    },
  );

  app.post(
    "/chargers/:id/stop",
    { schema: { ...common, summary: "Stop charging for a while", body: chargerStop.nullish() } },
    async (request) => {
      const hub = scope.hubOf(request);
      const { id } = request.params;
      requireOne(hub.state().chargers, id);
      const { forS } = request.body ?? chargerStop.parse({});
      return ask(hub, [{ kind: "chargerStop", charger: id, forS }], request, scope);
    },
  );

  app.post(
    "/chargers/:id/surplus",
    { schema: { ...common, summary: "Feed a charger's own regulation once", body: surplusWish } },
    async (request) => {
      const hub = scope.hubOf(request);
      const { id } = request.params;
      requireOne(hub.state().chargers, id);
      const { pvW, ...powers } = request.body;
      const solar = pvW === undefined ? {} : { solarW: pvW };
      return ask(hub, [{ kind: "surplus", charger: id, ...powers, ...solar }], request, scope);
    },
  );

  app.patch(
    "/batteries/:id",
    { schema: { ...common, summary: "What a battery shall do, and its share of the sun", body: batteryPatch } },
    async (request) => {
      const hub = scope.hubOf(request);
      const state = hub.state();
      requireOne(state.batteries, request.params.id);
      return ask(hub, batteryRequests(request.params.id, request.body, state), request, scope);
    },
  );

  app.post(
    "/devices/:id/advice",
    { schema: { ...common, summary: "Set all that is not done yet of a plan in one go", body: adviceWish } },
    async (request) => {
      const hub = scope.hubOf(request);
      const { id } = request.params;
      requireOne(hub.state().devices, id);
      return ask(hub, wishesOf(hub, id, request.body.plan), request, scope);
    },
  );

  app.put(
    "/devices/:id/values/:key",
    { schema: { ...common, params: valueParams, summary: "Set one raw value of a device", body: valueWish } },
    async (request) => {
      const { id, key } = request.params;
      return ask(scope.hubOf(request), [{ kind: "value", device: id, key, ...request.body }], request, scope);
    },
  );
}

/** What of this plan is not done yet, as wishes; an unknown plan has nothing to set, and says which there are. */
function wishesOf(hub: Hub, device: string, plan: string): RequestBody[] {
  const advice = hub.advice(device);
  if (advice.every((item) => item.plan !== plan)) {
    const known = [...new Set(advice.map((item) => item.plan))].join(", ");
    throw fail("invalid", "http.unknown-plan", { facts: { plan, ...(known === "" ? {} : { known }) } });
  }
  const open = advice.filter((item) => item.plan === plan && !item.isDone);
  return open.map(({ key, wanted }) => ({ kind: "value", device, key, value: wanted }));
}

/** All wishes go into the same decision, and each gets its answer. */
async function ask(
  hub: Hub,
  bodies: readonly RequestBody[],
  request: FastifyRequest,
  scope: HomeScope,
): Promise<RequestView> {
  // Browsers always say who asks on whose behalf; programs do not.
  const by = request.headers["sec-fetch-site"] === undefined ? "api" : "page";
  const sentences = scope.sentencesFor(request);
  const decided = await Promise.all(bodies.map((body) => hub.request(body, by)));
  const answers = decided.map(({ reason }) => toReasonView(reason, sentences));
  const refusal = answers.find(isRefusal);
  if (refusal !== undefined) throw new RefusedWishes(refusal, answers);
  return { answers };
}

function isRefusal(reason: Reason): boolean {
  return reason.rule === "request" && refusals.has(reason.effect);
}
