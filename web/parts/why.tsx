import type { ReasonView } from "#http/contract";
import { formatAge, formatTime, keepUnits } from "../format.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";

/** The sentence that answers "why", and when it will be looked at again. */
export function Why({ reason }: { readonly reason: ReasonView }) {
  const zone = home.value?.home.timeZone ?? "UTC";
  return (
    <p class="why">
      <span class="why-word">{say("why")}</span> {keepUnits(reason.sentence)}{" "}
      <small>
        {formatTime(reason.at, hubNow.value, language.value, zone)}
        {reason.reviewAt > hubNow.value &&
          ` · ${say("why.review", { age: formatAge(reason.reviewAt - hubNow.value) })}`}
      </small>
    </p>
  );
}
