import type { ReasonView } from "#http/contract";
import { formatTime } from "../format.ts";
import { language, say } from "../language.ts";
import { home, hubNow } from "../live.ts";

/** The sentence that answers "why", and when it will be looked at again. */
export function Why({ reason }: { readonly reason: ReasonView }) {
  const zone = home.value?.home.timeZone ?? "UTC";
  const time = (at: number) => formatTime(at, hubNow.value, language.value, zone);
  return (
    <p class="why">
      <span class="why-word">{say("why")}</span> {reason.sentence}{" "}
      <small>
        {time(reason.at)}
        {reason.reviewAt > hubNow.value && ` · ${say("why.review", { time: time(reason.reviewAt) })}`}
      </small>
    </p>
  );
}
