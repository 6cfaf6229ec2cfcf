import { createInterface } from "node:readline/promises";
import { EDITION, type Plan } from "@semblance/engine";
import { openDatabase } from "../connectors/all.ts";
import type { Database } from "../connectors/connector.ts";
import { writeCertificate } from "../jobs/certificate.ts";
import { checkPaths } from "../jobs/outbox.ts";
import { runLoad, type Loaded } from "../jobs/load.ts";
import { startLoad, type LoadWish } from "../jobs/load-start.ts";
import { optionError, type Planned, type RowOptions } from "./options.ts";
import { count, plural, rateText, secondsText, tell, visible } from "./print.ts";
import { openProgress } from "./progress.ts";
import { untilSignal } from "./signals.ts";

/** Options of loading into a database. */
export interface LoadOptions extends RowOptions {
  readonly to: string;
  readonly append?: true;
  readonly truncate?: true;
  readonly yes?: true;
  readonly createTables?: true;
  readonly tables?: readonly string[];
  readonly threads: number;
  readonly chunkRows?: number;
  readonly certificate?: string;
  readonly force?: true;
  readonly quiet?: true;
}

async function askYes(tables: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`Remove all rows of ${visible(tables.join(", "))}? Type yes: `);
    return answer.trim().toLowerCase() === "yes";
  } finally {
    lines.close();
  }
}

function chosenTables(plan: Plan, names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (names === undefined) return undefined;
  const known = new Set(plan.tables.filter(({ hidden }) => !hidden).map(({ header }) => header.table));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return new Set(names);
  throw optionError("--tables", `there is no table ${unknown.join(", ")}.`, `There are ${[...known].join(", ")}.`);
}

interface Report {
  readonly to: string;
  readonly tables: readonly Loaded[];
  readonly seconds: number;
  readonly seed: number | string;
  readonly now: string;
  readonly resumedRows: number;
}

function tellLoaded(report: Report, { json, quiet }: LoadOptions): void {
  const { tables, seconds, seed, now, to, resumedRows } = report;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const rate = (rows - resumedRows) / seconds;
  if (json === true) {
    const all = { ...report, edition: EDITION, rows, rowsPerSecond: Math.round(rate) };
    process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
    return;
  }
  if (quiet === true) return;
  for (const { into, rows: n, before, seconds: s, byTriggers } of tables) {
    if (byTriggers === true) {
      tell(`  ${visible(into)}: ${count(n)} rows by triggers of the database; nothing was added`);
      continue;
    }
    const earlier = before === 0 ? "" : `, ${count(before)} of them before`;
    tell(`  ${visible(into)}: ${count(n)} rows in ${secondsText(s)}${earlier}`);
  }
  const end = `in ${secondsText(seconds)} (${rateText(rate)}), seed ${seed}, now ${now}`;
  tell(`loaded ${plural(tables.length, "table")} of ${visible(to)}: ${count(rows)} rows ${end}`);
}

/** What an unfinished load leaves, where the database still answers. */
async function tellRest(database: Database, jobId: string): Promise<void> {
  const entries = await database.ledger.read().catch(() => undefined);
  const rows = entries?.filter(({ job }) => job === jobId).reduce((sum, entry) => sum + entry.rows, 0);
  const there = rows === undefined ? "chunks that were committed" : `${count(rows)} rows`;
  tell(`${there} stay in the database; the same command goes on after them, another schema or seed needs --truncate`);
}

/** Loads the data of a schema into a database. */
export async function load({ plan, document, loaded }: Planned, options: LoadOptions): Promise<void> {
  if (options.append === true && options.truncate === true)
    throw optionError("--append", "expected either --append or --truncate; found both.", "Drop one of them.");
  const began = performance.now();
  const tables = chosenTables(plan, options.tables);
  const { certificate } = options;
  if (certificate !== undefined) await checkPaths([certificate], options.force === true);
  const database = await openDatabase(options.to);
  let jobId: string | undefined;
  let progress: ReturnType<typeof openProgress>;
  try {
    const given = loaded.document as Readonly<Record<string, unknown>>;
    const wish: LoadWish = {
      plan,
      document,
      nowIsGiven: options.now !== undefined || given["now"] !== undefined,
      seedIsGiven: options.seed !== undefined,
      ...(tables === undefined ? {} : { tables }),
      create: options.createTables === true,
      whenFull: options.append === true ? "append" : options.truncate === true ? "truncate" : "refuse",
      confirm: options.yes === true ? () => Promise.resolve(true) : askYes,
    };
    const { job, document: settled, resumedRows } = await startLoad(database, wish);
    jobId = job.id;
    if (resumedRows > 0 && options.quiet !== true && options.json !== true)
      tell(`an earlier run loaded ${count(resumedRows)} rows; this one continues after them`);
    const total = job.groups.flatMap((group) => group.tables).reduce((sum, { rows }) => sum + rows, 0);
    progress = options.quiet === true ? undefined : openProgress(total);
    const done = await untilSignal((signal) =>
      runLoad(database, job, {
        threads: options.threads,
        signal,
        ...(options.chunkRows === undefined ? {} : { chunkRows: options.chunkRows }),
        ...(progress === undefined ? {} : { onProgress: progress.update }),
      }),
    );
    progress?.close();
    const settings = settled as { seed?: number | string; now: string };
    const { seed = 0, now } = settings;
    if (certificate !== undefined)
      await writeCertificate({
        plan,
        document: settings,
        database,
        path: certificate,
        ...(tables === undefined ? {} : { tables }),
      });
    const seconds = (performance.now() - began) / 1000;
    tellLoaded({ to: database.label, tables: done, seconds, seed, now, resumedRows }, options);
  } catch (error) {
    progress?.close();
    if (jobId !== undefined && options.json !== true) await tellRest(database, jobId);
    throw error;
  } finally {
    progress?.close();
    await database.close();
  }
}
