/**
 * Fills `{name}` with what `fill` says of that name. A part in square brackets is left out unless all of its names are
 * known. Facts are put in last and only once, so braces inside a fact stay what they are.
 */
export function fillTemplate(template: string, fill: (name: string) => string | undefined, unknown: string): string {
  return template.replaceAll(
    /\[([^\]]*)\]|\{(\w+)\}/g,
    (_whole, part: string | undefined, name: string | undefined) => {
      if (part !== undefined) return fillPart(part, fill);
      return (name === undefined ? undefined : fill(name)) ?? unknown;
    },
  );
}

function fillPart(part: string, fill: (name: string) => string | undefined): string {
  let isComplete = true;
  const filled = part.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const text = fill(name);
    if (text === undefined) isComplete = false;
    return text ?? "";
  });
  return isComplete ? filled : "";
}
