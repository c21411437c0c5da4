import type { FastifyReply, FastifyRequest } from "fastify";
import { createProblem, type Language, type Problem, toProblem } from "#domain";
import type { ProblemDocument } from "./contract.ts";
import { chooseLanguage } from "./language.ts";
import type { SentencesByLanguage } from "./sentences.ts";
import { toProblemView } from "./views/state-view.ts";

/** Codes whose HTTP status says more than their kind does. */
const statusByCode: Readonly<Record<string, number>> = {
  "http.unknown-path": 404,
  "http.unknown-home": 404,
  "http.unknown-device": 404,
  "http.unknown-plan": 404,
  "signal.unknown": 404,
  "value.unknown-device": 404,
  "value.none-offered": 404,
  "value.unknown-key": 404,
  "value.unknown-key-nearest": 404,
  "http.home-needed": 409,
  "http.host-refused": 403,
  "http.origin-refused": 403,
  "http.login-pointless": 409,
  "http.body-too-large": 413,
  "http.not-json": 415,
  "http.page-missing": 503,
};

export function statusOf(problem: Problem): number {
  return statusByCode[problem.code] ?? statusByKind(problem.kind);
}

function statusByKind(kind: Problem["kind"]): number {
  switch (kind) {
    case "auth":
      return 401;
    case "rate-limited":
      return 429;
    case "unreachable":
      return 503;
    case "refused":
      return 422;
    case "invalid":
      return 400;
    case "bug":
      return 500;
  }
}

type Extras = Pick<ProblemDocument, "mistakes" | "answers">;

export function toProblemDocument(
  problem: Problem,
  language: Language,
  sentences: SentencesByLanguage,
  extras: Extras = {},
): ProblemDocument {
  const view = toProblemView(problem, sentences[language]);
  return {
    type: `urn:sunsteer:problem:${problem.code}`,
    title: view.what,
    status: statusOf(problem),
    detail: `${view.what} ${view.remedy}`,
    ...view,
    ...extras,
  };
}

export function languageOfRequest(request: FastifyRequest): Language {
  const wanted = new URLSearchParams(request.url.split("?")[1] ?? "").get("lang") ?? undefined;
  return chooseLanguage(wanted, request.headers["accept-language"]);
}

export function sendProblem(reply: FastifyReply, document: ProblemDocument, now: number): FastifyReply {
  if (document.retryAt !== undefined) {
    reply.header("retry-after", String(Math.max(1, Math.ceil((document.retryAt - now) / 1_000))));
  }
  // Browsers would open a password dialogue of their own for `Basic`; `Bearer` leaves the asking to the page.
  if (document.status === 401) reply.header("www-authenticate", "Bearer");
  return reply.code(document.status).type("application/problem+json").send(JSON.stringify(document));
}

/** What Fastify itself found wrong with a request, and anything else thrown, as a problem. */
export function problemOfError(error: unknown): Problem {
  switch (codeOf(error)) {
    case "FST_ERR_VALIDATION":
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return createProblem("invalid", "http.bad-request");
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return createProblem("invalid", "http.not-json");
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return createProblem("invalid", "http.body-too-large");
    default:
      return isCallersMistake(error) ? createProblem("invalid", "http.bad-request") : toProblem(error);
  }
}

/** Fastify and the sender of files put the HTTP status on what they throw, e.g. 403 for a path out of the folder. */
function isCallersMistake(error: unknown): boolean {
  if (!(error instanceof Error) || !("statusCode" in error)) return false;
  return typeof error.statusCode === "number" && error.statusCode >= 400 && error.statusCode < 500;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
