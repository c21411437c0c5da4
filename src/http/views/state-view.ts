import type { Capability, DeviceOverview, HomeState, Language, Problem, Reason, SourceId } from "#domain";
import type { CapabilityView, DeviceView, ProblemView, ReasonView, StateView } from "../contract.ts";
import type { Sentences } from "../sentences.ts";

export function toReasonView(reason: Reason, sentences: Sentences): ReasonView {
  return { ...reason, sentence: sentences.reason(reason) };
}

export function toProblemView(problem: Problem, sentences: Sentences): ProblemView {
  const { kind, code, retryAt } = problem;
  const { what, remedy } = sentences.problem(problem);
  return { kind, code, what, remedy, ...(retryAt === undefined ? {} : { retryAt }) };
}

export function toDeviceView(device: DeviceOverview, sentences: Sentences): DeviceView {
  const { problem, capabilities, ...rest } = device;
  return {
    ...rest,
    capabilities: capabilities.map(toCapabilityView),
    ...(problem === undefined ? {} : { problem: toProblemView(problem, sentences) }),
  };
}

/** The state in the reader's language. */
export function toStateView(state: HomeState, language: Language, sentences: Sentences): StateView {
  const speak = <T extends { readonly id: SourceId; readonly reason?: Reason }>({ reason, ...rest }: T) => ({
    ...rest,
    label: labelOf(rest.id, state.devices),
    ...(reason === undefined ? {} : { reason: toReasonView(reason, sentences) }),
  });
  return {
    ...state,
    language,
    chargers: state.chargers.map(speak),
    batteries: state.batteries.map(({ sharing, ...battery }) => ({
      ...speak(battery),
      ...(sharing === undefined ? {} : { sharing: { ...sharing, sentence: sentences.sharing(sharing) } }),
    })),
    devices: state.devices.map((device) => toDeviceView(device, sentences)),
    reasons: state.reasons.map((reason) => toReasonView(reason, sentences)),
    problems: state.problems.map((problem) => toProblemView(problem, sentences)),
  };
}

/** A part is named after its device: `alpha.EV1` reads "AlphaESS EV1". */
function labelOf(id: SourceId, devices: readonly DeviceOverview[]): string {
  const [deviceId = id, ...parts] = id.split(".");
  const label = devices.find((device) => device.id === deviceId)?.label ?? deviceId;
  return [label, ...parts].join(" ");
}

function toCapabilityView(capability: Capability): CapabilityView {
  if (capability.kind !== "values") return capability;
  const { definitions, ...rest } = capability;
  return { ...rest, count: definitions.length };
}
