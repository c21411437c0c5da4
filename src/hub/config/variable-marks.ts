/**
 * `${NAME}` may stand without quotes in `{ apiKey: ${NAME} }`, as people write it, although YAML reads a brace there as
 * the begin of another map. Before parsing its braces are exchanged for characters of Unicode's private area, which mean
 * nothing to YAML; afterwards they are put back. Lines stay as they are.
 */
const open = "\uE000";
const close = "\uE001";

export function markVariables(text: string): string {
  return text.replace(/\$\{([^{}\n]*)\}/g, `${open}$1${close}`);
}

export function unmarkVariables(text: string): string {
  return text.replace(/\uE000([^\uE001]*)\uE001/g, "$${$1}");
}

/** The same for every text inside parsed data. */
export function unmarkData(data: unknown): unknown {
  if (typeof data === "string") return unmarkVariables(data);
  if (Array.isArray(data)) return data.map(unmarkData);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [unmarkVariables(key), unmarkData(value)]));
}
