import type { Device, Plant } from "./client.ts";

/** What an account has, as far as it may see it. */
export interface ListedAccount {
  readonly plants: readonly Plant[];
  readonly devices: readonly Device[];
}
