import { z } from "zod";
import { problemKinds } from "#domain";
import type {
  AdviceView,
  DecisionsView,
  DeviceValuesView,
  DeviceView,
  HistoryView,
  HomesView,
  LoginView,
  ProblemDocument,
  ReadinessView,
  RequestView,
  StateView,
} from "../contract.ts";
import {
  actuator,
  batterySettings,
  callUsage,
  capabilityView,
  chargerReading,
  chargerSettings,
  command,
  houseValues,
  instant,
  language,
  reason,
  sample,
  sharingState,
  sourceId,
} from "./domain-schemas.ts";
import { signalView } from "./signal-schemas.ts";

const reasonView = reason.extend({ sentence: z.string() });

const problemView = z.object({
  kind: z.enum(problemKinds),
  code: z.string(),
  what: z.string(),
  remedy: z.string(),
  retryAt: instant.exactOptional(),
});

const chargerView = z.object({
  id: sourceId,
  label: z.string(),
  settings: chargerSettings,
  reading: chargerReading.exactOptional(),
  goodUntil: instant.exactOptional(),
  actuator: actuator.exactOptional(),
  reason: reasonView.exactOptional(),
});

const batteryView = z.object({
  id: sourceId,
  label: z.string(),
  settings: batterySettings,
  powerW: sample.exactOptional(),
  socPercent: sample.exactOptional(),
  mode: z.string().exactOptional(),
  sharing: sharingState.extend({ sentence: z.string() }).exactOptional(),
  actuator: actuator.exactOptional(),
  reason: reasonView.exactOptional(),
});

const deviceView = z.object({
  id: sourceId,
  label: z.string(),
  driver: z.string(),
  state: z.enum(["starting", "ok", "stale", "failing", "misconfigured"]),
  since: instant,
  lastReadingAt: instant.exactOptional(),
  problem: problemView.exactOptional(),
  capabilities: z.array(capabilityView),
  usage: z.array(callUsage),
});

export const stateView: z.ZodType<StateView> = z.object({
  version: z.literal(1),
  language,
  at: instant,
  home: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  house: houseValues,
  chargers: z.array(chargerView),
  batteries: z.array(batteryView),
  devices: z.array(deviceView),
  signals: z.array(signalView).exactOptional(),
  reasons: z.array(reasonView),
  problems: z.array(problemView),
});

export const devicesView: z.ZodType<{ devices: readonly DeviceView[] }> = z.object({ devices: z.array(deviceView) });

const valueOptions = z.array(z.object({ value: z.union([z.string(), z.number()]), label: z.string() }));

export const deviceValuesView: z.ZodType<DeviceValuesView> = z.object({
  device: sourceId,
  at: instant.exactOptional(),
  values: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      access: z.enum(["read", "write", "read-write"]),
      type: z.enum(["number", "text", "switch", "choice", "object"]),
      unit: z.string().exactOptional(),
      min: z.number().exactOptional(),
      max: z.number().exactOptional(),
      step: z.number().exactOptional(),
      options: valueOptions.exactOptional(),
      isNullable: z.boolean().exactOptional(),
      isDangerous: z.boolean().exactOptional(),
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]).exactOptional(),
      at: instant.exactOptional(),
    }),
  ),
});

const plainValue = z.union([z.string(), z.number(), z.boolean()]);

export const adviceView: z.ZodType<AdviceView> = z.object({
  device: sourceId,
  items: z.array(
    z.object({
      plan: z.string(),
      key: z.string(),
      found: plainValue,
      wanted: plainValue,
      isDone: z.boolean(),
      reason: z.string(),
      label: z.string(),
      unit: z.string().exactOptional(),
      options: valueOptions.exactOptional(),
    }),
  ),
  notes: z.array(z.object({ code: z.string(), text: z.string() })),
});

export const requestView: z.ZodType<RequestView> = z.object({ answers: z.array(reasonView) });

export const decisionsView: z.ZodType<DecisionsView> = z.object({
  reasons: z.array(reasonView),
  commands: z.array(
    z.object({
      id: z.string(),
      at: instant,
      target: sourceId,
      command,
      purpose: z.enum(["guard", "user", "restore"]),
      state: z.enum(["stored", "sent", "confirmed", "failed", "restored", "superseded"]),
      attempts: z.int(),
      finishedAt: instant.exactOptional(),
      reason: reasonView,
      problem: problemView.exactOptional(),
    }),
  ),
});

export const historyView: z.ZodType<HistoryView> = z.object({
  series: z.array(
    z.object({
      name: z.string(),
      points: z.array(z.object({ at: instant, value: z.number(), min: z.number(), max: z.number() })),
    }),
  ),
});

export const homesView: z.ZodType<HomesView> = z.object({
  homes: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      timeZone: z.string(),
      isReady: z.boolean(),
      problems: z.array(problemView),
    }),
  ),
});

export const readinessView: z.ZodType<ReadinessView> = z.object({
  isReady: z.boolean(),
  homes: z.array(z.object({ id: z.string(), isReady: z.boolean(), since: instant.exactOptional() })),
});

export const loginView: z.ZodType<LoginView> = z.object({ token: z.string(), expiresAt: instant });

export const problemDocument: z.ZodType<ProblemDocument> = problemView.extend({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  mistakes: z.array(z.object({ path: z.string(), message: z.string() })).exactOptional(),
  answers: z.array(reasonView).exactOptional(),
});
