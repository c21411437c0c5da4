/** What a topic of a charger means. */
export interface GoeTopic {
  /** What all topics of this charger begin with. */
  readonly base: string;
  readonly key: string;
  readonly kind: "value" | "result";
}

export interface TopicOptions {
  readonly prefix?: string;
  readonly serial?: string;
}

const makersPrefix = "go-eCharger";

/**
 * The beginning of the topics is `go-eCharger/<serial>`, up to firmware 54.3 with a slash before it; a prefix of the
 * owner's takes the place of all that, serial included. All of these are looked out for.
 */
function rootsOf({ prefix }: TopicOptions): readonly string[] {
  const bare = (prefix ?? makersPrefix).replace(/^\/+|\/+$/g, "");
  return [bare, `/${bare}`];
}

export function topicFilters(options: TopicOptions): readonly string[] {
  const bases = rootsOf(options).flatMap((root) => [
    `${root}/${options.serial ?? "+"}`,
    ...(options.prefix === undefined ? [] : [root]),
  ]);
  return bases.flatMap((base) => [`${base}/+`, `${base}/+/result`]);
}

export function readTopic(topic: string, options: TopicOptions): GoeTopic | undefined {
  const root = rootsOf(options).find((each) => topic.startsWith(`${each}/`));
  if (root === undefined) return undefined;
  const [first = "", ...others] = topic.slice(root.length + 1).split("/");
  const isSerial = /^\d{6}$/.test(first);
  if (isSerial && (options.serial ?? first) !== first) return undefined;
  if (!isSerial && options.prefix === undefined) return undefined;
  const [key = "", last, ...rest] = isSerial ? others : [first, ...others];
  if (!/^[a-z]\w*$/i.test(key) || rest.length > 0 || (last !== undefined && last !== "result")) return undefined;
  return { base: isSerial ? `${root}/${first}` : root, key, kind: last === undefined ? "value" : "result" };
}
