import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import preact from "@preact/preset-vite";
import { defineConfig, type Plugin } from "vite";

const squeezable = /\.(?:html|js|css|svg|webmanifest)$/;

/** Compresses once while building, so that a small machine never compresses while serving. */
function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    closeBundle: async () => {
      const names = await readdir(folder, { recursive: true });
      const compress = async (name: string) => {
        const path = join(folder, name);
        const content = await readFile(path);
        await writeFile(`${path}.br`, await promisify(brotliCompress)(content));
        await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
      };
      await Promise.all(names.filter((name) => squeezable.test(name)).map(compress));
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ["sunsteer-source", "module", "browser", "development|production"] },
  plugins: [preact(), precompress()],
  build: {
    outDir: join(import.meta.dirname, "../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // Inlined files would be `data:` addresses, which the content policy allows for pictures only.
    assetsInlineLimit: 0,
  },
});
