import { formatAge } from "../format.ts";
import { say } from "../language.ts";
import { connection, home, silenceMs } from "../live.ts";

export function ConnectionBanner() {
  // The place is always there, so that screen readers notice when it fills.
  return (
    <div role="status">
      {connection.value === "lost" && home.value !== undefined && (
        <p class="note note-warning">{say("connection.lost-since", { age: formatAge(silenceMs.value) })}</p>
      )}
    </div>
  );
}
