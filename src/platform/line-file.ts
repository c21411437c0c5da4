import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";

/** Lines on their way into a file, in batches. */
export interface LineWriter {
  /** Throws when the file cannot take them. */
  write(line: string): void;
  close(): void;
}

const batchLength = 64 * 1024;

/** Appends to the file, which is made where it is missing; a line that a crash has cut off is ended first. */
export function openLineWriter(path: string): LineWriter {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, "a+");
  let batch = endsOpen(file) ? "\n" : "";
  const flush = () => {
    const text = batch;
    batch = "";
    if (text !== "") writeSync(file, text);
  };
  return {
    write: (line) => {
      batch += `${line}\n`;
      if (batch.length >= batchLength) flush();
    },
    close: () => {
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}

function endsOpen(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = new Uint8Array(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] !== 0x0a;
}

/** The lines of a text file, read as they are needed. */
export async function* readLines(path: string): AsyncGenerator<string> {
  const file = await open(path);
  try {
    for await (const line of file.readLines()) yield line;
  } finally {
    await file.close();
  }
}
