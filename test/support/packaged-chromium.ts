import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../scripts/steps.ts";

export interface ChromiumProgram {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/**
 * The Chromium of `@sparticuz/chromium`, with the system libraries and the font that come with it: unpacked once, so
 * that it starts on a machine that has neither.
 */
export async function packagedChromium(): Promise<ChromiumProgram> {
  const cache = join(root, "node_modules", ".cache");
  const folder = join(cache, `chromium-${versionOfPackage()}`);
  if (!(await exists(join(folder, "chromium")))) {
    await unpack(cache, folder);
  }
  return {
    executablePath: join(folder, "chromium"),
    env: {
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  };
}

/**
 * Unpacks beside the final place and moves there when done: test files run at the same time, and the package takes a
 * half-written file of another for a whole one.
 */
async function unpack(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(join(cache, "chromium-partial-"));
  const script = 'import("@sparticuz/chromium").then(({ default: chromium }) => chromium.executablePath())';
  await promisify(execFile)(process.execPath, ["-e", script], {
    cwd: root,
    // The package unpacks to the temporary folder, and its libraries only where it believes to run as a Lambda function.
    env: { ...process.env, TMPDIR: partial, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
  });
  await writeFile(join(partial, "fonts.conf"), fontConfiguration(folder));
  try {
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(join(folder, "chromium")))) {
      throw error;
    }
  }
}

function fontConfiguration(folder: string): string {
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    "<fontconfig>",
    `  <dir>${join(folder, "fonts")}</dir>`,
    `  <cachedir>${join(folder, "fonts-cache")}</cachedir>`,
    "</fontconfig>",
  ];
  return `${lines.join("\n")}\n`;
}

function versionOfPackage(): string {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const manifest: { version: string } = createRequire(entry)("../package.json");
  return manifest.version;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
