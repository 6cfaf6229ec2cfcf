import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Readable, Writable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { endProcess } from "../loading/servers.ts";

/** The command line as it is in the sources; the bundle has a test of its own. */
const MAIN = resolve(import.meta.dirname, "../../host/src/cli/main.ts");
export const BUNDLE = resolve(import.meta.dirname, "../../host/dist/main.js");

/** How a run of the command line ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface Settings {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly main?: string;
}

/** Starts the command line; it is ended with the test if it still runs then. */
export function start(
  args: readonly string[],
  settings: Settings = {},
): ChildProcessByStdio<Writable, Readable, Readable> {
  const { cwd, input = "", env, main = MAIN } = settings;
  const child = spawn(process.execPath, [main, ...args], {
    cwd: cwd ?? tmpdir(),
    env: { ...process.env, HOST: "", PORT: "", NO_COLOR: "1", ...env },
    stdio: "pipe",
  });
  onTestFinished(() => endProcess(child).then(() => {}));
  child.stdin.end(input);
  return child;
}

/** Waits for the end of a started one. */
export async function finish(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<Outcome> {
  const [stdout, stderr, [code]] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

/** Runs the command line to its end. */
export function semblance(args: readonly string[], settings: Settings = {}): Promise<Outcome> {
  return finish(start(args, settings));
}

/** A directory of the test's own, removed when it ends. */
export async function folder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "semblance-e2e-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return path;
}

/** All files below a directory, sorted. */
export async function filesIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}

/** One table of every simple kind, with nulls and texts that need quotes. */
export const people = `
version: 1
name: people
seed: 42
now: 2026-01-31
tables:
  people:
    rows: 25_000
    fields:
      id: { type: sequence, key: true }
      uid: uuid
      status: { type: category, values: ["active", "in, active", 'said "no"'], null: 0.2 }
      age: { type: integer, min: 18, max: 80 }
      score: { type: decimal, scale: 2, min: -100, max: 100 }
      born: { type: date, from: 1950-01-01, to: 2005-12-31 }
      seen: { type: datetime, from: now-1y, to: now }
`;

/** Two tables. */
export const pair = `
name: pair
seed: 7
now: 2026-01-31
tables:
  left: { rows: 30, fields: { id: sequence, uid: uuid } }
  right: { rows: 20, fields: { id: sequence, kind: { type: category, values: [a, b] } } }
`;
