/** Builds the named parts, or all: `node scripts/build.ts [wasm] [bundle] [web]`. Set-up calls it for what is stale. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin } from "esbuild";

const root = resolve(import.meta.dirname, "..");
const at = (...path: string[]): string => join(root, ...path);

function run(what: string, args: readonly string[], cwd = root): void {
  const { status, error } = spawnSync(process.execPath, args, { cwd, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${what}: expected exit code 0; found ${status}. The lines above say why.`);
}

/** Writes a whole file at once: another process that reads it meanwhile sees the old or the new one. */
function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

/** The hot loops: AssemblyScript to WebAssembly, kept as base64 in a module so that no room needs to read a file. */
export async function buildWasm(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "semblance-wasm-"));
  try {
    const file = join(folder, "binary.wasm");
    run("asc", [
      at("node_modules/assemblyscript/bin/asc.js"),
      "engine/src/wasm/assembly/index.ts",
      "--outFile",
      file,
      "-O3",
      "--runtime=stub",
      "--enable=simd",
      "--use=abort=",
    ]);
    const bytes = readFileSync(file);
    const module = new WebAssembly.Module(bytes);
    const imports = WebAssembly.Module.imports(module);
    if (imports.length > 0) {
      const names = imports.map((entry) => `${entry.module}.${entry.name}`).join(", ");
      throw new Error(
        `engine/src/wasm/assembly: expected no imports; found ${names}. Use only what AssemblyScript compiles itself.`,
      );
    }
    if (!WebAssembly.Module.exports(module).some(({ name, kind }) => name === "memory" && kind === "memory")) {
      throw new Error("engine/src/wasm/assembly: expected an exported memory; found none.");
    }
    const lines = [
      "/** Built by scripts/build.ts from engine/src/wasm/assembly; never edited, never committed. */",
      `export const binary = "${bytes.toString("base64")}";`,
    ];
    replaceFile(at("engine/src/wasm/binary.generated.ts"), `${lines.join("\n")}\n`);
    console.log(`wasm: ${bytes.length} bytes`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `new URL("./thread.ts", import.meta.url)` names a file beside the source: keeps that meaning in a bundle elsewhere. */
function keepUrls(outdir: string, entries: ReadonlyMap<string, string>): Plugin {
  return {
    name: "keep-urls",
    setup(builder) {
      builder.onLoad({ filter: /[\\/](engine|host)[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        const contents = readFileSync(path, "utf8").replace(
          /new URL\(\s*(["'])(\.[^"']*)\1,\s*import\.meta\.url,?\s*\)/g,
          (_, __, target: string) => {
            const file = resolve(dirname(path), target);
            const moved = entries.has(file) ? `./${entries.get(file)}.js` : relative(outdir, file).split(sep).join("/");
            const name = target.endsWith("/") ? `${moved}/` : moved;
            return `new URL(${JSON.stringify(name.startsWith(".") ? name : `./${name}`)}, import.meta.url)`;
          },
        );
        return { contents, loader: "ts" };
      });
    },
  };
}

/** Everything but native modules goes in; those have a binary beside them that no bundle can carry. */
export const EXTERNAL = [
  "@duckdb/*",
  "@electric-sql/pglite",
  "@bokuweb/zstd-wasm",
  "libpg-query",
  "node-llama-cpp",
  "opendal",
  "@libsql/*",
];

const SETTINGS: BuildOptions = {
  bundle: true,
  format: "esm",
  minifySyntax: true,
  // A program is kept in memory as text. With its comments, most of it in two bytes a letter, that was 14 MB more.
  minifyWhitespace: true,
  lineLimit: 160, // Node prints the line of a fault
  splitting: true,
  sourcemap: "linked",
  legalComments: "none",
  logLevel: "warning",
  external: EXTERNAL,
};

/**
 * Finishes what `charset: "ascii"` leaves as it is, which is regular expressions: one letter would have the whole text kept in two bytes each.
 * A tagged template would change, whose letters are left too: none may have one.
 */
function escapeLetters(file: string): void {
  const text = readFileSync(file, "utf8");
  const escaped = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  if (escaped !== text) replaceFile(file, escaped);
}

async function bundleHost(): Promise<void> {
  const outdir = at("host/dist");
  const files = [
    "host/src/cli/main.ts",
    "host/src/jobs/thread.ts",
    "host/src/database/initdb.ts",
    "host/src/server/desk-process.ts",
    "host/src/platform/press-thread.ts",
    "host/src/platform/workshop-process.ts",
  ]
    .map((file) => at(file))
    .filter((file) => existsSync(file));
  const entries = new Map(files.map((file) => [file, basename(file, ".ts")]));
  // Packages in CommonJS call `require` for Node's own modules; an ES module has none unless it makes one.
  const banner =
    'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);';
  const { metafile } = await build({
    ...SETTINGS,
    entryPoints: [...entries].map(([file, out]) => ({ in: file, out })),
    outdir,
    metafile: true,
    platform: "node",
    target: "node24",
    chunkNames: "[name]-[hash]",
    banner: { js: banner },
    plugins: [keepUrls(outdir, entries)],
  });
  for (const file of Object.keys(metafile.outputs)) if (file.endsWith(".js")) escapeLetters(at(file));
  // Old files go last, so that a command that starts meanwhile finds a whole bundle; the packed database is of no source.
  const made = new Set(Object.keys(metafile.outputs).map((file) => resolve(file)));
  for (const file of readdirSync(outdir))
    if (!made.has(join(outdir, file)) && !file.startsWith("empty-database-")) rmSync(join(outdir, file));
}

async function bundleEngine(): Promise<void> {
  if (!existsSync(at("engine/src/index.ts"))) return;
  await build({
    ...SETTINGS,
    entryPoints: [
      { in: at("engine/src/index.ts"), out: "index" },
      { in: at("host/src/client/client.ts"), out: "client" },
    ],
    outdir: at("engine/dist"),
    platform: "neutral",
    external: [...EXTERNAL, "@mrleebo/prisma-ast"], // it names modules of Node, and is loaded where Prisma is read
    mainFields: ["module", "main"],
    conditions: ["module", "import"],
    target: "es2024",
    chunkNames: "[name]-[hash]",
  });
}

async function buildBundle(): Promise<void> {
  await Promise.all([bundleHost(), bundleEngine()]);
  if (existsSync(at("host/dist/initdb.js"))) run("initdb", [at("host/dist/initdb.js"), "--pack"]);
}

function buildWeb(): void {
  run("vite", [at("node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"], at("web"));
}

const BUILDS = { wasm: buildWasm, bundle: buildBundle, web: buildWeb };
const ENTRIES = {
  wasm: "engine/src/wasm/assembly/index.ts",
  bundle: "host/src/cli/main.ts",
  web: "web/vite.config.ts",
};

type Part = keyof typeof BUILDS;

export async function buildParts(names: readonly string[]): Promise<void> {
  for (const name of names) {
    if (!Object.hasOwn(BUILDS, name)) {
      throw new Error(`build: expected ${Object.keys(BUILDS).join(", ")}; found ${name}.`);
    }
    const part = name as Part;
    if (existsSync(at(ENTRIES[part]))) await BUILDS[part]();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2);
  try {
    await buildParts(names.length > 0 ? names : Object.keys(BUILDS));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
