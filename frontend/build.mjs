// Bundles styles and scripts into the package's static files. Called by build_assets.py, or by hand: npm run build.
import { copyFile, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeIcons } from "./icons.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "mantetong", "web", "static", "web");

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ["src/citizen.css", "src/elder.css", "src/desk.css", "src/plain.css", "src/citizen.ts", "src/desk.ts", "src/capture.ts", "src/capture_worker.ts", "src/offline.ts", "src/verify.ts", "src/verify_worker.ts"],
  outdir: target,
  bundle: true,
  minify: true,
  charset: "utf8",
  // Phones of 2019 still open these pages.
  target: ["chrome79", "safari13", "firefox78"],
  // Safari 13 stumbles over one rare form of it that we do not write.
  supported: { destructuring: true },
  format: "iife",
  legalComments: "linked",
  logLevel: "warning",
});
await copyFile(join(here, "src", "icon.svg"), join(target, "icon.svg"));
await writeIcons(join(here, "src", "icon.svg"), target);
