import type { Delivered } from "../jobs/run.ts";
import { bytesText, count, rateText, secondsText, tell } from "./print.ts";
import { STDOUT } from "../jobs/outbox.ts";

/** What a finished job has to say; all that is needed to run it again is in it. */
export interface Summary {
  readonly format: string;
  readonly files: readonly Delivered[];
  readonly seconds: number;
  readonly seed: number | string;
  readonly now: string;
  readonly edition: number;
}

/** Tells the summary: as JSON on standard output (on standard error where the data went there), or as lines on standard error. */
export function tellSummary(summary: Summary, { json, quiet }: { json?: true; quiet?: true }): void {
  const { files, seconds, seed, now } = summary;
  const rows = files.reduce((sum, file) => sum + (file.answers === true ? 0 : file.rows), 0);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const toStdout = files.some(({ path }) => path === STDOUT);
  if (json === true) {
    const text = `${JSON.stringify({ ...summary, rows, bytes, rowsPerSecond: Math.round(rows / seconds) }, undefined, 2)}\n`;
    (toStdout ? process.stderr : process.stdout).write(text);
    return;
  }
  if (quiet === true) return;
  const size = (part: { rows: number; bytes: number }): string => `${count(part.rows)} rows, ${bytesText(part.bytes)}`;
  const end = `in ${secondsText(seconds)} (${rateText(rows / seconds)}), seed ${seed}, now ${now}`;
  const [only] = files;
  if (files.length === 1 && only !== undefined) {
    tell(`wrote ${toStdout ? "standard output" : only.path}: ${size(only)} ${end}`);
    return;
  }
  for (const file of files) if (file.answers !== true) tell(`  ${file.path}: ${size(file)}`);
  const keys = files.filter((file) => file.answers === true);
  const keyBytes = keys.reduce((sum, file) => sum + file.bytes, 0);
  if (keys[0] !== undefined) tell(`  ${keys[0].path}: the answer key, ${bytesText(keyBytes)}`);
  tell(`wrote ${new Set(files.map(({ path }) => path)).size} files: ${size({ rows, bytes })} ${end}`);
}
