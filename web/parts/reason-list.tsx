import { useSignal } from "@preact/signals";
import { formatTime, keepUnits } from "../format.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";
import { latestReasons } from "../reason-log.ts";

/** More than these are for those who ask. */
const shownAtFirst = 6;

export function ReasonList() {
  const isOpen = useSignal(false);
  const reasons = latestReasons.value;
  const shown = isOpen.value ? reasons : reasons.slice(0, shownAtFirst);
  const zone = home.value?.home.timeZone ?? "UTC";
  return (
    <section class="card reasons" aria-labelledby="reasons-title">
      <h2 id="reasons-title">{say("reasons.title")}</h2>
      {reasons.length === 0 && <p class="quiet">{say("reasons.none")}</p>}
      <ol>
        {shown.map((reason) => (
          <li key={`${reason.subject} ${reason.rule} ${reason.effect} ${reason.at}`}>
            <time dateTime={new Date(reason.at).toISOString()}>
              {formatTime(reason.at, hubNow.value, language.value, zone)}
            </time>
            <span>
              <b>{nameOf(reason.subject)}</b> {keepUnits(reason.sentence)}
            </span>
          </li>
        ))}
      </ol>
      {reasons.length > shownAtFirst && (
        <button
          type="button"
          class="small-button"
          aria-expanded={isOpen.value}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {say(isOpen.value ? "reasons.fewer" : "reasons.more")}
        </button>
      )}
    </section>
  );
}

function nameOf(subject: string): string {
  const { chargers = [], batteries = [], devices = [] } = home.value ?? {};
  return [...chargers, ...batteries, ...devices].find((one) => one.id === subject)?.label ?? subject;
}
