/** Checks the house rules over a tree: `node scripts/check-house.ts [root]`. Rules in house-rules.ts. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findCycles } from "./find-cycles.ts";
import {
  EXACT_ROOM,
  IMPURE,
  MAX_CODE_LINES,
  MAX_FOLDERS,
  OUTSIDE,
  PACKAGES,
  SHARED_OUTSIDE,
  WITHOUT_NODE,
  type Package,
} from "./house-rules.ts";
import { readModule, type ModuleFacts } from "./read-module.ts";

export interface HouseReport {
  readonly files: number;
  readonly imports: number;
  readonly problems: readonly string[];
}

/** Where a file lives. `room` is undefined outside the packages; `plug` and `member` outside plug folders. */
interface Place {
  readonly file: string;
  readonly folder: string;
  readonly room?: string;
  readonly plug?: string;
  readonly member?: string;
  readonly test: boolean;
}

interface Module extends Place, ModuleFacts {}

const SKIPPED = new Set(["node_modules", "dist", "assembly", "frozen", "oracles"]);

function* sourceFiles(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name) && !entry.name.startsWith(".")) yield* sourceFiles(root, path);
    } else if (/\.(ts|tsx|mts|mjs)$/.test(entry.name) && !/\.(generated|d)\.ts$/.test(entry.name)) yield path;
  }
}

const baseName = (path: string): string => posix.basename(path).replace(/(\.test)?\.\w+$/, "");

function roomOf(house: Package, inner: readonly string[]): string {
  const [first = "", second = ""] = inner;
  return house.wings.includes(first) ? `${first}/${baseName(second)}` : baseName(first);
}

/** A member of a plug is a folder, a file, or several files that begin with its name and a dash. */
function memberOf(plug: string, child: string, names: ReadonlySet<string>): string {
  const words = baseName(child).split("-");
  const owners = words.map((_, at) => words.slice(0, at + 1).join("-"));
  return owners.find((owner) => names.has(`${plug}/${owner}`)) ?? baseName(child);
}

function placeOf(file: string, names: ReadonlySet<string>): Place {
  const [folder = "", ...rest] = file.split("/");
  const test = /\.test\.tsx?$/.test(file);
  const house = PACKAGES[folder];
  if (!house || rest[0] !== "src") return { file, folder, test };
  const inner = rest.slice(1);
  const room = roomOf(house, inner);
  const plug = Object.keys(house.plugs).find((path) => inner.join("/").startsWith(`${path}/`));
  if (plug === undefined) return { file, folder, room, test };
  const child = inner[plug.split("/").length] ?? "";
  return { file, folder, room, plug, member: memberOf(`${folder}/src/${plug}`, child, names), test };
}

/** Every file without its ending, and every folder. */
function namesOf(files: readonly string[]): ReadonlySet<string> {
  return new Set(
    files.flatMap((file) => {
      const parts = file.replace(/\.\w+$/, "").split("/");
      return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
    }),
  );
}

const allowedIn = (house: Package, room: string): readonly string[] | undefined =>
  house.rooms[room] ?? house.rooms[`${room.split("/")[0]}/*`];

/** Word lists and the like: long and deep as the data are. */
const isData = (file: string): boolean => /^engine\/src\/\w+\/data\//.test(file);

function checkPlace({ file, folder, room, codeLines, errors }: Module): readonly string[] {
  const problems = errors.map(({ line, what }) => `${file}:${line}: expected source that parses; found: ${what}`);
  if (codeLines > MAX_CODE_LINES && !isData(file)) {
    problems.push(
      `${file}: expected at most ${MAX_CODE_LINES} lines of code; found ${codeLines}. Give one idea a file of its own.`,
    );
  }
  const house = PACKAGES[folder];
  if (!house || room === undefined) return problems;
  if (allowedIn(house, room) === undefined) {
    problems.push(`${file}: expected a known room; found ${folder}/${room}. Add it to scripts/house-rules.ts.`);
  }
  const folders = file.split("/").length - 3;
  if (folders > MAX_FOLDERS && !isData(file)) {
    problems.push(`${file}: expected at most ${MAX_FOLDERS} folders below src; found ${folders}. Move it up.`);
  }
  if (file.endsWith("/index.ts") && !Object.values(house.doors).includes(file)) {
    problems.push(`${file}: expected no inner barrel; found index.ts. Import the file that holds the name.`);
  }
  return problems;
}

function checkPurity({ file, folder, room, test, impure, inexact }: Module): readonly string[] {
  if (folder !== "engine" || room === undefined || test) return [];
  const problems = impure.map(
    ({ line, what }) => `${file}:${line}: expected the same result everywhere; found ${what}. ${IMPURE[what] ?? ""}`,
  );
  if (room === EXACT_ROOM) return problems;
  return problems.concat(
    inexact.map(
      ({ line, what }) =>
        `${file}:${line}: expected exact arithmetic; found ${what}. Use the exact one of ${EXACT_ROOM}/.`,
    ),
  );
}

/** The file a specifier names, when it is one of ours; undefined for packages of others. */
function targetOf(from: Module, specifier: string, known: ReadonlySet<string>): string | undefined {
  if (specifier.startsWith(".")) {
    const path = posix.join(posix.dirname(from.file), specifier.replace(/\?.*$/, ""));
    const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`];
    return candidates.find((candidate) => known.has(candidate)) ?? path;
  }
  const owner = Object.values(PACKAGES).find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  return owner ? (owner.doors[specifier] ?? specifier) : undefined;
}

function checkDoor(from: Module, specifier: string, target: string, at: string): string | undefined {
  const [folder = ""] = target.split("/");
  const house = PACKAGES[from.folder];
  const byName = !specifier.startsWith(".");
  if (byName) {
    const known = Object.values(PACKAGES).some(({ doors }) => specifier in doors);
    if (!known) return `${at}: expected the door of a package; found ${specifier}. Export the name from its index.`;
    if (house && specifier.startsWith(house.name) && !from.test) {
      return `${at}: expected the file itself inside a package; found ${specifier}.`;
    }
    return undefined;
  }
  if (folder === from.folder) return undefined;
  if ((OUTSIDE.includes(from.folder) || from.test) && SHARED_OUTSIDE.includes(target)) return undefined;
  if (!(folder in PACKAGES) && !OUTSIDE.includes(folder)) return undefined;
  const doors = Object.keys(PACKAGES[folder]?.doors ?? {}).join(" or ");
  return `${at}: expected ${doors || "nothing"} from ${folder}; found ${specifier}. Packages meet at their doors.`;
}

function checkRoom(from: Module, specifier: string, target: Place, at: string): string | undefined {
  const house = PACKAGES[from.folder];
  if (!house || from.room === undefined || from.test) return undefined;
  const allowed = allowedIn(house, from.room) ?? ["*"];
  if (!specifier.startsWith(".")) {
    if (allowed.includes(specifier)) return undefined;
    return `${at}: expected ${from.folder}/${from.room} to import ${list(allowed)}; found ${specifier}.`;
  }
  if (target.folder !== from.folder || target.room === undefined) return undefined;
  if (target.room !== from.room) {
    if (allowed.includes(target.room) || allowed.includes("*")) return undefined;
    return `${at}: expected ${from.folder}/${from.room} to import ${list(allowed)}; found ${target.room}.`;
  }
  return undefined;
}

const list = (names: readonly string[]): string => (names.length > 0 ? names.join(", ") : "nothing of ours");

/** Members of a plug are known to its `all.ts`, to themselves and to the rooms that ask for them by name. */
function checkPlug(from: Module, { folder, plug, member }: Place, at: string): string | undefined {
  const rules = plug === undefined ? undefined : PACKAGES[folder]?.plugs[plug];
  if (!rules || member === undefined || from.test || from.folder !== folder) return undefined;
  const inside = from.plug === plug;
  if (member === "all") {
    return inside ? `${at}: expected a member not to know its siblings; found all.ts.` : undefined;
  }
  if (rules.shared.includes(member)) return undefined;
  if (inside) {
    if (from.member === member || from.member === "all") return undefined;
    const hint = "Move what they share out, or name it as shared in scripts/house-rules.ts.";
    return `${at}: expected no import between siblings of ${plug}; found ${member}. ${hint}`;
  }
  return from.room !== undefined && rules.namedBy.includes(from.room)
    ? undefined
    : `${at}: expected ${plug}/all.ts; found ${plug}/${member}. Only all.ts names the members.`;
}

function checkForeign({ folder, room, test }: Module, specifier: string, at: string): string | undefined {
  if (test || room === undefined || !specifier.startsWith("node:")) return undefined;
  return WITHOUT_NODE.includes(folder) || WITHOUT_NODE.includes(`${folder}/${room}`)
    ? `${at}: expected nothing of Node in ${folder}/${room}; found ${specifier}. Node belongs to host.`
    : undefined;
}

/** Checks every rule over the tree at `root`; each problem says place, expectation, finding and, where useful, a hint. */
export function checkHouse(root: string): HouseReport {
  const folders = [...Object.keys(PACKAGES).map((name) => `${name}/src`), ...OUTSIDE];
  const files = folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => [...sourceFiles(root, folder)]);
  const names = namesOf(files);
  const modules = files
    .toSorted()
    .map((file): Module => ({ ...readModule(file, readFileSync(join(root, file), "utf8")), ...placeOf(file, names) }));
  const known = new Set(files);
  const edges = new Map<string, string[]>();
  const problems: string[] = [];
  let imports = 0;
  for (const from of modules) {
    problems.push(...checkPlace(from), ...checkPurity(from));
    const targets: string[] = [];
    for (const { line, what: specifier } of from.imports) {
      const at = `${from.file}:${line}`;
      const target = targetOf(from, specifier, known);
      imports += 1;
      if (target === undefined) problems.push(...present(checkForeign(from, specifier, at)));
      else {
        const place = placeOf(target, names);
        const problem =
          checkDoor(from, specifier, target, at) ?? checkRoom(from, specifier, place, at) ?? checkPlug(from, place, at);
        problems.push(...present(problem));
        if (known.has(target)) targets.push(target);
      }
    }
    if (!from.test) edges.set(from.file, targets);
  }
  for (const cycle of findCycles(edges)) problems.push(`${cycle[0]}: expected no cycle; found ${cycle.join(" -> ")}.`);
  if (imports === 0)
    problems.push(`${root}: expected imports to check; found none. Is this the root of the repository?`);
  return { files: files.length, imports, problems };
}

const present = (problem: string | undefined): readonly string[] => (problem === undefined ? [] : [problem]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, imports, problems } = checkHouse(resolve(process.argv[2] ?? join(import.meta.dirname, "..")));
  for (const problem of problems) console.error(problem);
  console.log(`house: ${files} files, ${imports} imports, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
