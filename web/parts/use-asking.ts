import { useSignal } from "@preact/signals";
import { HubRefusal } from "../hub.ts";
import { say } from "../language.ts";

/** Asking the hub for something on a click: what is being asked for, and why it did not work out. */
export function useAsking<Wish extends string>() {
  const pending = useSignal<Wish | undefined>(undefined);
  const failure = useSignal("");
  const ask = async (wish: Wish, send: () => Promise<unknown>) => {
    pending.value = wish;
    failure.value = "";
    try {
      await send();
    } catch (error) {
      failure.value = error instanceof HubRefusal ? error.message : say("failed.unreachable");
    }
    pending.value = undefined;
  };
  return { pending, failure, ask };
}
