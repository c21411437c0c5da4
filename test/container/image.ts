import { cp, mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { root } from "../../scripts/steps.ts";

/** What the last stage of the Dockerfile makes: which files lie where, who runs what. */
export interface Image {
  readonly workdir: string;
  readonly user: string | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  readonly healthCommand: readonly string[];
  readonly copies: readonly { readonly from: readonly string[]; readonly to: string }[];
}

export const readDockerfile = () => readFile(join(root, "Dockerfile"), "utf8");

/** Reads the few instructions that our own file uses, and fails on any other. */
export function lastStage(dockerfile: string): Image {
  const stage = instructions(dockerfile).slice(instructions(dockerfile).findLastIndex(([word]) => word === "FROM"));
  const all = (word: string) => stage.flatMap(([found, rest]) => (found === word ? [rest] : []));
  const list = (word: string) => words.parse(JSON.parse(all(word).at(-1) ?? "[]"));
  const [, health = "[]"] = /CMD\s+(\[.*\])/.exec(all("HEALTHCHECK").at(-1) ?? "") ?? [];
  return {
    workdir: all("WORKDIR").at(-1) ?? "/",
    user: all("USER").at(-1),
    environment: Object.fromEntries(all("ENV").map((pair) => z.tuple([z.string(), z.string()]).parse(pair.split("=")))),
    command: [...list("ENTRYPOINT"), ...list("CMD")],
    healthCommand: words.parse(JSON.parse(health)),
    copies: all("COPY").map((rest) => {
      const parts = rest.split(/\s+/).filter((part) => !part.startsWith("--"));
      return { from: parts.slice(0, -1), to: parts.at(-1) ?? "" };
    }),
  };
}

const words = z.array(z.string());

function instructions(dockerfile: string): readonly (readonly [word: string, rest: string])[] {
  const lines = dockerfile.replaceAll(/\\\n\s*/g, "").split("\n");
  return lines
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, word = "", rest = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return [word, rest];
    });
}

const lockFile = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() })),
});

/** Carries out the copies of the last stage; of the packages only those that `npm prune` would leave. */
export async function layOut(image: Image, folder: string): Promise<void> {
  for (const { from, to } of image.copies) {
    for (const source of from) {
      const inRepository = source.replace(/^\/build\//, "");
      const target = to.endsWith("/") ? join(folder, to, basename(source)) : join(folder, to);
      if (inRepository === "node_modules") await copyPackages(target);
      else await cp(join(root, inRepository), target, { recursive: true });
    }
  }
}

async function copyPackages(target: string): Promise<void> {
  const { packages } = lockFile.parse(JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")));
  await mkdir(target, { recursive: true });
  const needed = Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => /^node_modules\/(?:@[^/]+\/)?[^/]+$/.test(path) && !dev && !devOptional)
    .map(([path]) => path.replace(/^node_modules\//, ""));
  for (const name of needed) {
    await cp(join(root, "node_modules", name), join(target, name), {
      recursive: true,
      filter: (path) => !/\.(?:map|md|d\.ts)$/.test(path),
    });
  }
}
