import { formatTime } from "../format.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";
import { latestReasons } from "../reason-log.ts";

export function ReasonList() {
  const zone = home.value?.home.timeZone ?? "UTC";
  return (
    <section class="card reasons" aria-labelledby="reasons-title">
      <h2 id="reasons-title">{say("reasons.title")}</h2>
      {latestReasons.value.length === 0 && <p class="quiet">{say("reasons.none")}</p>}
      <ol>
        {latestReasons.value.map((reason) => (
          <li key={`${reason.subject} ${reason.rule} ${reason.effect} ${reason.at}`}>
            <time dateTime={new Date(reason.at).toISOString()}>
              {formatTime(reason.at, hubNow.value, language.value, zone)}
            </time>
            <span>
              <b>{nameOf(reason.subject)}</b> {reason.sentence}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function nameOf(subject: string): string {
  const { chargers = [], batteries = [], devices = [] } = home.value ?? {};
  return [...chargers, ...batteries, ...devices].find((one) => one.id === subject)?.label ?? subject;
}
