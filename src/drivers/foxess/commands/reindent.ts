const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
const openers = ["{", "["];
const closers = ["}", "]"];

/**
 * A JSON document with every member on a line of its own, two blanks deep. Numbers and texts stay as they were written:
 * read and written anew, the vendor's `1.0` would become `1`. Undefined for what is no JSON.
 */
export function reindent(document: string): string | undefined {
  if (!isJson(document)) return undefined;
  const all = document.match(tokens) ?? [];
  let depth = 0;
  const newLine = () => `\n${"  ".repeat(depth)}`;
  const pieces = all.map((token, index) => {
    const isEmpty = openers.includes(all[index - 1] ?? "");
    if (openers.includes(token)) {
      depth += 1;
      return closers.includes(all[index + 1] ?? "") ? token : token + newLine();
    }
    if (closers.includes(token)) {
      depth -= 1;
      return isEmpty ? token : newLine() + token;
    }
    if (token === ",") return token + newLine();
    return token === ":" ? ": " : token;
  });
  return pieces.join("");
}

function isJson(document: string): boolean {
  try {
    JSON.parse(document);
    return true;
  } catch {
    return false;
  }
}
