/** Problem codes that any driver may use; all others start with its id and stand in its own texts. */
export const generalCodes: ReadonlySet<string> = new Set([
  "account.closed",
  "auth.rejected",
  "invalid.reply",
  "rate-limited.budget",
  "rate-limited.vendor",
  "refused.unsupported",
  "unreachable.dns",
  "unreachable.http",
  "unreachable.not-json",
  "unreachable.refused",
  "unreachable.reset",
  "unreachable.timeout",
]);
