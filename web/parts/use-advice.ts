import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AdviceView, DeviceView } from "#http/contract";
import { adviceOf } from "../hub.ts";
import { language } from "../language.ts";

/**
 * A device's advice in the reader's language: asked for once the device has been read, again on demand, and with each
 * reading while somebody watches.
 */
export function useAdvice({ id, lastReadingAt }: DeviceView, isWatched: boolean, refreshes: number) {
  const view = useSignal<AdviceView | undefined>(undefined);
  const isRead = lastReadingAt !== undefined;
  const watchedAt = isWatched ? lastReadingAt : undefined;
  const spoken = language.value;
  const reload = async () => {
    try {
      view.value = await adviceOf(id);
    } catch {
      // Advice is an extra: without it nothing is missing, and the next look brings it.
    }
  };
  useEffect(() => {
    if (isRead) void reload();
  }, [id, isRead, watchedAt, spoken, refreshes]);
  const { items = [], notes = [] } = view.value ?? {};
  return { open: items.filter((item) => !item.isDone), notes, reload };
}
