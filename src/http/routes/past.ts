import { z } from "zod";
import { dayMs, fail, type Instant, secondMs } from "#domain";
import type { CommandRecord } from "#history";
import type { CommandView } from "../contract.ts";
import type { HomeScope } from "../home-scope.ts";
import { sourceId } from "../schemas/domain-schemas.ts";
import { decisionsView, historyView } from "../schemas/view-schemas.ts";
import type { Sentences } from "../sentences.ts";
import type { App } from "../services.ts";
import { toProblemView, toReasonView } from "../views/state-view.ts";
import { languageQuery, timeQuery } from "./query-schemas.ts";

const decisionsQuery = languageQuery.extend({
  subject: sourceId.optional().describe("Only what concerns this charger, battery or device."),
  since: timeQuery.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});

const historyQuery = z.object({
  series: z.string().max(2_000).optional().describe("Names, separated by commas; without it, the names there are."),
  from: timeQuery.optional().describe("Default: 24 h before `to`."),
  to: timeQuery.optional().describe("Default: now."),
  resolutionS: z.coerce.number().int().min(1).optional().describe("Default: about 500 points."),
});

const usualPoints = 500;
const mostPoints = 20_000;
const mostSeries = 20;

/** What happened: reasons, commands, and the course of values. */
export function pastRoutes(app: App, scope: HomeScope): void {
  app.get(
    "/decisions",
    {
      schema: {
        summary: "Reasons and commands of the past, newest first",
        querystring: decisionsQuery,
        response: { 200: decisionsView },
      },
    },
    async (request) => {
      const { history } = scope.hubOf(request);
      const { subject, since, limit } = request.query;
      const sentences = scope.sentencesFor(request);
      const range = { limit, ...(since === undefined ? {} : { since }) };
      const [reasons, commands] = await Promise.all([
        history.reasons({ ...range, ...(subject === undefined ? {} : { subject }) }),
        history.commands({ ...range, ...(subject === undefined ? {} : { target: subject }) }),
      ]);
      return {
        reasons: reasons.map((reason) => toReasonView(reason, sentences)),
        commands: commands.map((command) => toCommandView(command, sentences)),
      };
    },
  );

  app.get(
    "/history",
    {
      schema: {
        summary: "The course of values over time",
        querystring: historyQuery,
        response: { 200: historyView },
      },
    },
    async (request) => {
      const hub = scope.hubOf(request);
      const { series, to = hub.state().at } = request.query;
      if (series === undefined) {
        return { series: (await hub.history.seriesNames()).map((name) => ({ name, points: [] })) };
      }
      const { from = to - dayMs, resolutionS } = request.query;
      const names = series.split(",").filter((name) => name !== "");
      const resolutionMs = resolutionOf(names.length, from, to, resolutionS);
      const courses = names.map(async (name) => ({
        name,
        points: await hub.history.series(name, { from, to, resolutionMs }),
      }));
      return { series: await Promise.all(courses) };
    },
  );
}

/** Refuses what would keep a small machine busy for long. */
function resolutionOf(count: number, from: Instant, to: Instant, resolutionS: number | undefined): number {
  const spanMs = to - from;
  const resolutionMs =
    resolutionS === undefined ? Math.max(secondMs, Math.ceil(spanMs / usualPoints)) : resolutionS * secondMs;
  if (spanMs <= 0) throw fail("invalid", "http.empty-range");
  if (count > mostSeries || spanMs / resolutionMs > mostPoints) {
    throw fail("invalid", "http.too-much-history", { facts: { points: mostPoints, series: mostSeries } });
  }
  return resolutionMs;
}

function toCommandView(record: CommandRecord, sentences: Sentences): CommandView {
  const { reason, problem, ...rest } = record;
  return {
    ...rest,
    reason: toReasonView(reason, sentences),
    ...(problem === undefined ? {} : { problem: toProblemView(problem, sentences) }),
  };
}
