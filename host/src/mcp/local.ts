import { mkdir, readFile, rm, rmdir, mkdtemp } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  CancelledError,
  formatOf,
  LimitError,
  parseText,
  SchemaError,
  WorldError,
  type Issue,
} from "@semblance/engine";
import { writeCertificate } from "../jobs/certificate.ts";
import { openFiles } from "../jobs/outbox.ts";
import { override } from "../jobs/overrides.ts";
import { layOut, withAnswers } from "../jobs/paths.ts";
import { equip, makePlan } from "../jobs/press.ts";
import { runJob } from "../jobs/run.ts";
import { loadTemplates, templateNames, templatePath } from "../jobs/templates.ts";
import { openDesk } from "../server/desk.ts";
import type { Subject } from "../server/desk-tasks.ts";
import type { ExplainOrder, GenerateOrder, Hand, Run, Watch } from "./hand.ts";
import type { PreviewOrder, ValidateOrder } from "../api/index.ts";

const MOST_RUNS = 4; // at once; each takes all threads
const MOST_KEPT = 1000;
const MOST_NAMES = 10_000;

export interface LocalOptions {
  /** The folder below which all files are made. */
  readonly out: string;
  readonly maxRecords: number;
}

interface Kept {
  run: Run;
  /** Ends it; done when it has ended. */
  readonly end: () => Promise<void>;
  readonly commission?: Parameters<typeof writeCertificate>[0];
}

const fault = (path: string, code: string, message: string, hint?: string): SchemaError => {
  const issue: Issue = { path, code, message, ...(hint === undefined ? {} : { hint }) };
  return new SchemaError([issue]);
};

/** The document that is meant by `schema` or `template`. */
async function subjectOf(order: ValidateOrder): Promise<Subject> {
  const { schema, template, rows, tables, seed, locale, now } = order;
  if ((schema === undefined) === (template === undefined)) {
    const found = schema === undefined ? "neither" : "both";
    throw fault("schema", "mcp/subject", `expected either schema or template; found ${found}.`);
  }
  const rest = { rows, tables, seed, locale, now };
  if (template === undefined) return { schema, ...rest };
  const names = await templateNames();
  if (!names.includes(template))
    throw fault(
      "template",
      "schema/unknown-template",
      `there is no template ${template}.`,
      `There are ${names.join(", ")}.`,
    );
  return { schema: await readFile(templatePath(template), "utf8"), ...rest };
}

/** A folder that nobody had, below the one for all: making it is what claims the name. */
async function claim(out: string, wanted: string | undefined, otherwise: string): Promise<string> {
  const base = otherwise.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "") || "data";
  await mkdir(out, { recursive: true });
  for (let n = 1; n <= MOST_NAMES; n++) {
    const name = wanted ?? (n === 1 ? base : `${base}-${n}`);
    try {
      await mkdir(join(out, name));
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (wanted !== undefined)
        throw fault("name", "mcp/exists", `there is ${wanted} already.`, "Take another name, or leave it out.");
    }
  }
  throw fault("name", "mcp/exists", `there are ${MOST_NAMES} of ${base} already.`, "Give a name.");
}

/** Removes a folder whose files the outbox has removed; what somebody else put there stays. */
async function removeEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => {});
}

const toWorldError = (out: string, error: unknown): unknown => {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === undefined
    ? error
    : new WorldError(`${out}: cannot be written (${code ?? String(error)}).`, "disk", false, error);
};

/** Works in this process; files land below `out` and nowhere else. */
export function openLocal({ out, maxRecords }: LocalOptions): Hand {
  const desk = openDesk();
  const kept = new Map<string, Kept>();
  let running = 0;

  async function prepare(order: GenerateOrder, signal: AbortSignal) {
    const subject = await subjectOf(order);
    await desk.run("refuseFaulty", subject, { signal }); // with its limits of time and memory, and places of faults
    const { schema, rows, tables, seed, locale, now } = subject;
    const document = override(typeof schema === "string" ? parseText(schema).document : schema, {
      ...(rows === undefined ? {} : { rows }),
      ...(tables === undefined ? {} : { tables: new Map(Object.entries(tables)) }),
      ...(seed === undefined ? {} : { seed: String(seed) }),
      ...(locale === undefined ? {} : { locale }),
      ...(now === undefined ? {} : { now }),
      ...(order.dirty === undefined ? {} : { dirty: order.dirty }),
    }) as { readonly name?: string; readonly now: string };
    return { document, plan: await makePlan(document) };
  }

  async function make(order: GenerateOrder, { signal, onProgress }: Watch): Promise<Run> {
    const { document, plan } = await prepare(order, signal);
    const format = formatOf(order.format ?? "csv");
    const gzip = order.gzip ?? false;
    const name = await claim(out, order.name, document.name ?? order.template ?? "data");
    const folder = join(out, name);
    try {
      const inside = `${folder}/`;
      const laid = await layOut(plan, name, format.extension + (gzip ? ".gz" : ""), inside, undefined);
      const { files, paths } = withAnswers(laid, plan, inside, undefined);
      const rows = files.reduce((sum, { from, to }) => sum + to - from, 0);
      if (rows > maxRecords) throw new LimitError(`expected at most ${maxRecords} rows.`, maxRecords, rows, "rows");
      const job = { document, format: format.name, options: {}, gzip, files };
      const start = { id: name, name, status: "generating", format: format.name, rows, rows_done: 0, percent: 0 };
      const stop = new AbortController();
      const either = AbortSignal.any([signal, stop.signal]);
      const ended = Promise.withResolvers<void>();
      const entry: Kept = {
        end: () => (stop.abort(new CancelledError("it was cancelled.")), ended.promise),
        run: { ...start, bytes: 0, eta_seconds: null, files: [] },
        commission: { plan, job, paths, path: join(folder, "certificate.json") },
      };
      kept.set(name, entry);
      for (const old of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(old);
      const began = performance.now();
      try {
        const delivered = await runJob(await equip(plan, job), paths, openFiles(), {
          threads: availableParallelism(),
          signal: either,
          onProgress: (done, bytes) => {
            const eta = done === 0 ? null : ((performance.now() - began) / 1000 / done) * (rows - done);
            const percent = Math.floor((done / Math.max(1, rows)) * 100);
            entry.run = { ...entry.run, rows_done: done, percent, bytes, eta_seconds: eta };
            onProgress(entry.run);
          },
        });
        const made = delivered.map(({ path, table, rows: n, bytes }) => ({
          name: basename(path),
          table,
          rows: n,
          bytes,
          at: path,
        }));
        entry.run = { ...entry.run, status: "completed", rows_done: rows, percent: 100, eta_seconds: 0, files: made };
        return entry.run;
      } catch (error) {
        const status = error instanceof CancelledError || either.aborted ? "cancelled" : "failed";
        entry.run = { ...entry.run, status, eta_seconds: null, error: (error as Error).message };
        throw error;
      } finally {
        ended.resolve();
      }
    } catch (error) {
      await removeEmpty(folder);
      throw toWorldError(folder, error);
    }
  }

  return {
    describe: ({ schema, ...wish }, signal) =>
      schema === undefined
        ? desk.run("extractEnglish", wish, { signal })
        : desk.run("extractEdit", { schema, text: wish.text }, { signal }),
    check: async (order, signal) => desk.run("validate", await subjectOf(order), { signal }),
    async preview(order: PreviewOrder, signal) {
      const { table, from, count } = order;
      return desk.run("preview", { ...(await subjectOf(order)), table, from, count }, { signal });
    },
    async explain(order: ExplainOrder, signal) {
      const { column, row } = order;
      return desk.run("explain", { ...(await subjectOf(order)), column, row }, { signal });
    },
    async generate(order, watch) {
      if (running >= MOST_RUNS)
        throw new LimitError(`expected at most ${MOST_RUNS} runs at once.`, MOST_RUNS, running, "runs");
      running += 1;
      try {
        return await make(order, watch);
      } finally {
        running -= 1;
      }
    },
    status(id) {
      const runs = [...kept.values()].map(({ run }) => run).reverse();
      if (id === undefined) return Promise.resolve(runs);
      const run = kept.get(id)?.run;
      if (run === undefined)
        throw fault("id", "mcp/unknown", `there is no run ${id}.`, "Call status without an id to see all.");
      return Promise.resolve([run]);
    },
    async cancel(id) {
      const entry = kept.get(id);
      if (entry?.run.status !== "generating")
        throw fault("id", "mcp/unknown", `there is no run ${id} at work.`, "Call status to see all.");
      await entry.end();
      return entry.run;
    },
    async certificate(id) {
      const { run, commission } = kept.get(id) ?? {};
      if (run?.status !== "completed" || commission === undefined)
        throw fault("id", "mcp/unknown", `there is no finished run ${id}.`, "Call status to see all.");
      const folder = await mkdtemp(join(tmpdir(), "semblance-certificate-"));
      try {
        const path = join(folder, "certificate.json");
        await writeCertificate({ ...commission, path });
        const facts = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
        const files = (facts["files"] as { path: string }[]).map((file) => ({ ...file, path: basename(file.path) }));
        return { ...facts, files };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    templates: async () => (await loadTemplates()).map((template) => ({ ...template, id: template.name })),
    close: () => desk.close(),
  };
}
