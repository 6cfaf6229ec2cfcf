/** Puts what runs, and nothing else, into a folder: `node scripts/distribution.ts <folder>`, after a build. The image is made of it. */
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EXTERNAL } from "./build.ts";

const root = resolve(import.meta.dirname, "..");

/** Files and folders beside the packages that the bundle leaves outside. */
const KEPT = [
  "LICENSE",
  "package.json",
  "examples",
  "host/package.json", // says that the bundle is made of ES modules
  "host/dist",
  "host/src/database/migrations",
  "web/dist",
];

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The folder of a package as seen from another one, the way Node looks for it; undefined where it is not installed. */
function find(name: string, from: string): string | undefined {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    const path = join(folder, "node_modules", name);
    if (existsSync(join(path, "package.json"))) return path;
  }
  return undefined;
}

/** The packages that are installed of a name or of `@scope/*`. */
function packagesOf(pattern: string): readonly string[] {
  if (!pattern.endsWith("/*")) return [pattern];
  const scope = pattern.slice(0, -2);
  const folder = join(root, "node_modules", scope);
  return existsSync(folder) ? readdirSync(folder).map((name) => `${scope}/${name}`) : [];
}

/** Folders of packages and of all that they need, except what belongs on other systems. */
function closure(names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    const folder = find(name, from);
    if (folder === undefined || found.has(folder)) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    ) as Manifest;
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) visit(each, folder);
  };
  for (const name of names.flatMap(packagesOf)) visit(name, join(root, "host"));
  return found;
}

function distribute(target: string): void {
  mkdirSync(target, { recursive: true });
  for (const path of KEPT) {
    if (!existsSync(join(root, path))) throw new Error(`${path}: expected it to be built; run npm run build first.`);
    cpSync(join(root, path), join(target, path), { recursive: true, dereference: true });
  }
  const packages = closure(EXTERNAL);
  for (const folder of packages) {
    cpSync(folder, join(target, folder.slice(root.length + 1)), {
      recursive: true,
      filter: (path) => path === folder || !path.slice(folder.length).startsWith("/node_modules"),
    });
  }
  console.log(`${target}: ${packages.size} packages beside the bundle`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [target] = process.argv.slice(2);
  if (target === undefined) {
    console.error("distribution: expected a folder; found none.");
    process.exitCode = 2;
  } else distribute(resolve(target));
}
