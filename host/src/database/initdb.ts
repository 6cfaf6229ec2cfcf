/**
 * A program: makes the files of an empty embedded database in the folder that it is given. A process of its own, since making them leaves 800 MB behind. With
 * `--pack`, makes the one file that they come out of next time.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import { gunzipSync, gzipSync } from "node:zlib";

/** A file by its path, or a folder. */
type Entry = readonly [path: string, bytes: Uint8Array | undefined];

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

const PREFIX = "empty-database-";

/** Where the set-up has packed the files, for this version of PGlite alone: unpacking takes a tenth of the processor time of making them. */
function packed(): string {
  const about = fileURLToPath(new URL("../package.json", import.meta.resolve("@electric-sql/pglite")));
  const { version } = JSON.parse(readFileSync(about, "utf8")) as { version: string };
  return join(DIST, `${PREFIX}${version}.gz`);
}

/** Writes a file that lasts. */
function keep(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "w", 0o600);
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  fsyncSync(file);
  closeSync(file);
}

async function initialise(folder: string): Promise<void> {
  const { PGlite } = await import("@electric-sql/pglite");
  const database = await PGlite.create(folder);
  await database.close();
}

function entriesOf(folder: string): readonly Entry[] {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  return all.map((entry): Entry => {
    const path = join(entry.parentPath, entry.name);
    return [relative(folder, path), entry.isFile() ? readFileSync(path) : undefined];
  });
}

function write(folder: string, entries: readonly Entry[]): void {
  for (const [path, bytes] of entries) {
    const place = join(folder, path);
    mkdirSync(bytes === undefined ? place : dirname(place), { recursive: true, mode: 0o700 });
    if (bytes !== undefined) keep(place, bytes);
  }
}

async function make(folder: string): Promise<void> {
  const pack = packed();
  if (existsSync(pack)) return write(folder, deserialize(gunzipSync(readFileSync(pack))) as readonly Entry[]);
  await initialise(folder);
  write(folder, entriesOf(folder)); // it writes without fsync; what the database is built on must last
}

async function pack(): Promise<void> {
  if (existsSync(packed())) return;
  mkdirSync(DIST, { recursive: true });
  for (const name of readdirSync(DIST)) if (name.startsWith(PREFIX)) rmSync(join(DIST, name), { recursive: true });
  const folder = `${packed()}.${process.pid}`;
  mkdirSync(folder);
  await initialise(folder);
  const bytes = gzipSync(serialize(entriesOf(folder)));
  rmSync(folder, { recursive: true });
  keep(folder, bytes);
  renameSync(folder, packed());
}

const [folder] = process.argv.slice(2);
await (folder === "--pack" ? pack() : make(folder!));
process.exit(0);
