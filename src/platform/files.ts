import { randomUUID } from "node:crypto";
import { access, copyFile, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

export interface WriteOptions {
  /** A new file is for its owner alone. */
  readonly isPrivate?: boolean;
}

/** Text files, as far as the house needs them. */
export interface Files {
  /** The text, or undefined when there is no such file. */
  read(path: string): Promise<string | undefined>;
  /**
   * Replaces the file in one step: a reader sees the old text or the new one, never half. Who may read it stays as it
   * was, and a link keeps pointing to it.
   */
  write(path: string, text: string, options?: WriteOptions): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Names of what lies in a folder, in order; undefined when it is none. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** A second file with the same text and the same permissions. */
  copy(from: string, to: string): Promise<void>;
}

const ownerOnly = 0o600;

export function createFiles(): Files {
  return {
    read: async (path) => {
      try {
        return await readFile(path, "utf8");
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      }
    },
    write: async (path, text, { isPrivate = false } = {}) => {
      await mkdir(dirname(path), { recursive: true });
      const target = await realpath(path).catch(() => path);
      const mode = await stat(target).then(
        (found) => found.mode,
        () => (isPrivate ? ownerOnly : undefined),
      );
      const temporary = `${target}.${randomUUID()}.tmp`;
      try {
        await writeFile(temporary, text, { flush: true, ...(mode === undefined ? {} : { mode }) });
        await rename(temporary, target);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    exists: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    list: (path) =>
      readdir(path).then(
        (names) => names.sort(),
        () => undefined,
      ),
    copy: (from, to) => copyFile(from, to),
  };
}

/** A binary file, or undefined when there is none. */
export async function readBytes(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
