/** The labels of one sample. */
export type Labels = Readonly<Record<string, string>>;

/** One number with labels, as Prometheus reads it. */
export interface Metric<Label extends string> {
  set(labels: Readonly<Record<Label, string>>, value: number): void;
}

/** The text in which Prometheus and its kin read numbers, made anew for each reader. */
export interface Exposition {
  gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Metric<Label>;
  /** Only ever grows while the process lives. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Metric<Label>;
  text(): string;
}

/** The version of the text format that all of them read. */
export const expositionType = "text/plain; version=0.0.4; charset=utf-8";

/** Written here because the usual package costs more memory than all of the house's numbers: a format of three lines. */
export function createExposition(): Exposition {
  const blocks: string[][] = [];
  const begin = (kind: "gauge" | "counter", name: string, help: string): Metric<string> => {
    const lines = [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${kind}`];
    blocks.push(lines);
    return { set: (labels, value) => lines.push(`${name}${labelText(labels)} ${numberText(value)}`) };
  };
  return {
    gauge: (name, help) => begin("gauge", name, help),
    counter: (name, help) => begin("counter", name, help),
    text: () => blocks.map((lines) => `${lines.join("\n")}\n`).join("\n"),
  };
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escapeLabel(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function escapeLabel(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
