import type { AdviceItemView } from "#http/contract";
import { applyAdvice } from "../hub.ts";
import { say } from "../language.ts";
import { valueWords } from "../value-words.ts";
import { FailureNote } from "./failure-note.tsx";
import type { useAdvice } from "./use-advice.ts";
import { useAsking } from "./use-asking.ts";

interface DeviceAdviceProps {
  readonly id: string;
  readonly advice: ReturnType<typeof useAdvice>;
}

/** What should stand otherwise and why, plan by plan; one click sets all of a plan. */
export function DeviceAdvice({ id, advice: { open, notes, reload } }: DeviceAdviceProps) {
  const plans = [...new Set(open.map((item) => item.plan))];
  return (
    <div class="panel">
      {notes.map(({ code, text }) => (
        <p key={code}>{text}</p>
      ))}
      {plans.map((plan) => (
        <Plan key={plan} id={id} plan={plan} items={open.filter((item) => item.plan === plan)} reload={reload} />
      ))}
    </div>
  );
}

interface PlanProps {
  readonly id: string;
  readonly plan: string;
  readonly items: readonly AdviceItemView[];
  reload(): Promise<void>;
}

function Plan({ id, plan, items, reload }: PlanProps) {
  const { pending, failure, ask } = useAsking<"apply">();
  const apply = async () => {
    await applyAdvice(id, plan);
    await reload();
  };
  const count = items.length;
  return (
    <>
      <p class="panel-title">{planTitle(plan)}</p>
      <dl class="values">
        {items.map((item) => (
          <div key={item.key}>
            <dt>
              {item.label}
              <small>{item.reason}</small>
            </dt>
            <dd>
              {valueWords(item, item.wanted)}
              <small>{say("advice.now", { value: valueWords(item, item.found) })}</small>
            </dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        class="small-button"
        disabled={pending.value !== undefined}
        onClick={() => void ask("apply", apply)}
      >
        {say(count === 1 ? "advice.apply-one" : "advice.apply", { count })}
      </button>
      <FailureNote text={failure.value} />
    </>
  );
}

function planTitle(plan: string): string {
  if (plan === "surplus" || plan === "limit16A") return say(`advice.plan.${plan}`);
  return plan;
}
