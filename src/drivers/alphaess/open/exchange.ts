import { z } from "zod";
import { fail, type Problem, ProblemError, revealSecret, type Secret } from "#domain";
import type { CallOptions, Clock, HttpClient, HttpResponse } from "#platform/for-clients";
import { type BeforeReading, createBeforeReading } from "../before-reading.ts";
import { createClockCorrection } from "../clock-correction.ts";
import { clockCodes, problemOfCode, tooFast } from "../codes.ts";
import { number } from "../reply-values.ts";
import { denied, parseJson, withoutEnvelope, withTlsNamed } from "../without-envelope.ts";
import { createPacer } from "./pacer.ts";
import { signOf } from "./signature.ts";

export interface ExchangeOptions {
  readonly appId: string;
  readonly appSecret: Secret | string;
  readonly url: string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now" | "steadyMs" | "sleep">;
  readonly timeoutMs: number;
}

/** GET with its query, or POST with its JSON body. */
export interface OpenCall {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Sends signed calls and opens their envelopes. */
export interface Exchange {
  <S extends z.ZodType>(call: OpenCall, data: S, options?: CallOptions): Promise<z.output<S>>;
  /** How far this machine's clock was found to be off. */
  clockSkewMs(): number;
  readonly beforeReading: BeforeReading;
}

/** Some pages of the vendor call `msg` `info`; neither decides anything. */
const envelope = z.object({
  code: number,
  msg: z.string().nullish(),
  info: z.string().nullish(),
  expMsg: z.string().nullish(),
  data: z.unknown().optional(),
});

type Envelope = z.output<typeof envelope> & { readonly code: number };

export function createExchange(options: ExchangeOptions): Exchange {
  const { http, clock, timeoutMs, appId } = options;
  const base = options.url.replace(/\/+$/, "");
  const secret = revealSecret(options.appSecret);
  const correction = createClockCorrection(() => clock.now());
  const pacer = createPacer(clock);

  const send = async (call: OpenCall, { signal, purpose }: CallOptions): Promise<HttpResponse> => {
    await pacer.turn(signal);
    const timeStamp = String(Math.floor(correction.now() / 1000));
    const request = {
      method: call.body === undefined ? "GET" : "POST",
      url: base + call.path + (call.query === undefined ? "" : `?${new URLSearchParams(call.query)}`),
      headers: { "content-type": "application/json", appId, timeStamp, sign: signOf(appId, secret, timeStamp) },
      timeoutMs,
      // An order is not sent into a connection that the cloud may just be closing: nobody would know whether it arrived.
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body), isFreshConnection: true }),
      ...(signal === undefined ? {} : { signal }),
      ...(purpose === undefined ? {} : { purpose }),
    } as const;
    return http.request(request).catch(withTlsNamed);
  };

  const open = (response: HttpResponse, path: string): Envelope => {
    const opened = envelope.safeParse(parseJson(response.body));
    const code = opened.data?.code;
    if (opened.success && code !== undefined) return { ...opened.data, code };
    throw withoutEnvelope("open", response, path, clock.now());
  };

  /** A refusal that says nothing about the question itself is answered by asking once more. */
  const isWorthAnotherTry = (reply: Envelope, response: HttpResponse): boolean => {
    if (clockCodes.includes(reply.code)) return correction.learn(response);
    if (reply.code !== tooFast) return false;
    pacer.slowDown();
    return true;
  };

  const problemOf = (reply: Envelope): Problem => {
    const words = [reply.msg ?? reply.info, reply.expMsg].filter((word) => word);
    const detail = denied(words.join(": "), secret);
    return problemOfCode({ api: "open", code: reply.code, detail }, clock.now());
  };

  const exchange = async <S extends z.ZodType>(
    call: OpenCall,
    schema: S,
    callOptions: CallOptions = {},
  ): Promise<z.output<S>> => {
    for (let tries = 1; ; tries += 1) {
      const response = await send(call, callOptions);
      const reply = open(response, call.path);
      if (reply.code === 200) return dataOf(reply, schema, call.path);
      if (!isWorthAnotherTry(reply, response) || tries > 1) throw new ProblemError(problemOf(reply));
    }
  };
  return Object.assign(exchange, {
    clockSkewMs: () => correction.skewMs(),
    beforeReading: createBeforeReading(http, base, timeoutMs),
  });
}

function dataOf<S extends z.ZodType>(reply: Envelope, schema: S, path: string): z.output<S> {
  const parsed = schema.safeParse(reply.data);
  if (parsed.success) return parsed.data;
  throw fail("unreachable", "alphaess.unexpected-reply", { facts: { api: "open", path }, cause: parsed.error });
}
