import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { AdviceItemView, DeviceView } from "#http/contract";
import { adviceOf } from "../hub.ts";
import { language } from "../language.ts";

/**
 * A device's advice in the reader's language: asked for once the device has been read, again on demand, and with each
 * reading while somebody watches.
 */
export function useAdvice({ id, lastReadingAt }: DeviceView, isWatched: boolean, refreshes: number) {
  const items = useSignal<readonly AdviceItemView[]>([]);
  const isRead = lastReadingAt !== undefined;
  const watchedAt = isWatched ? lastReadingAt : undefined;
  const spoken = language.value;
  const reload = async () => {
    try {
      items.value = await adviceOf(id);
    } catch {
      // Advice is an extra: without it nothing is missing, and the next look brings it.
    }
  };
  useEffect(() => {
    if (isRead) void reload();
  }, [id, isRead, watchedAt, spoken, refreshes]);
  return { items, reload };
}
