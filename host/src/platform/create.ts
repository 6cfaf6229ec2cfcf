import { randomUUID } from "node:crypto";
import { didYouMean, LimitError, SchemaError, type FormatOptions, type Issue } from "@semblance/engine";
import { and, desc, eq, sql } from "drizzle-orm";
import type { JobOrder } from "../api/index.ts";
import type { Tx } from "../database/open.ts";
import {
  chunks,
  files,
  jobs,
  templates,
  templateUses,
  templateVersions,
  users,
  type JobSpec,
} from "../database/schema.ts";
import { cut } from "../jobs/chunks.ts";
import type { Overrides } from "../jobs/overrides.ts";
import { loadTemplates } from "../jobs/templates.ts";
import { finalize } from "./finish.ts";
import { checkDestination, keepSecret, type LoadGoal } from "./load-goal.ts";
import { priorityOf, readyQueue, send, turnNow, type Message, type On, type Ordered } from "./messages.ts";
import type { Owner } from "./platform.ts";
import type { PlannedFile, Survey, SurveyTask } from "./tasks.ts";
import { TooMuchError } from "./fault.ts";
import { isAny, UNFINISHED, type Works } from "./works.ts";

const BATCH = 1000;

const fault = (path: string, code: string, message: string, hint?: string): SchemaError =>
  new SchemaError([{ path, code, message, ...(hint === undefined ? {} : { hint }) }]);

/** Settings of formats as the engine takes them. */
export function toFormatOptions(settings: JobOrder["options"]): FormatOptions {
  const { delimiter, header, null_text: nullText, guard_formulas: guardFormulas, compression, dialect } = settings;
  if (nullText?.includes(delimiter ?? ",") === true)
    throw fault(
      "options.null_text",
      "job/null-text",
      `expected a text without the delimiter; found ${nullText}.`,
      "Write NULL.",
    );
  const { create_table: createTable } = settings;
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(header === undefined ? {} : { headerLine: header }),
    ...(nullText === undefined ? {} : { nullText }),
    ...(guardFormulas === undefined ? {} : { guardFormulas }),
    ...(compression === undefined ? {} : { compression }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(createTable === undefined ? {} : { createTable }),
  };
}

interface Asked {
  readonly schema: unknown;
  readonly template: string | null;
  /** Id of an own template. */
  readonly own?: string;
}

async function templateOf(
  { database: { db } }: Works,
  { userId }: Owner,
  name: string,
  version: number | undefined,
): Promise<Asked> {
  const builtin = await loadTemplates();
  const found = builtin.find((template) => template.name === name);
  if (found !== undefined) return { schema: found.text, template: name };
  const unknown = (): SchemaError => {
    const names = builtin.map((template) => template.name);
    return fault(
      "template",
      "job/unknown-template",
      `there is no template ${name}.`,
      didYouMean(name, names) ?? "GET /api/templates lists them.",
    );
  };
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)) throw unknown();
  const [kept] = await db
    .select({ text: templateVersions.text, id: templates.id })
    .from(templates)
    .innerJoin(templateVersions, eq(templateVersions.templateId, templates.id))
    .where(
      and(
        eq(templates.id, name),
        eq(templates.ownerId, userId),
        ...(version === undefined ? [] : [eq(templateVersions.version, version)]),
      ),
    )
    .orderBy(desc(templateVersions.version))
    .limit(1);
  if (kept === undefined) throw unknown();
  return { schema: kept.text, template: kept.id, own: kept.id };
}

async function askedOf(
  works: Works,
  owner: Owner,
  { schema, template, template_version: version }: JobOrder,
): Promise<Asked> {
  if ((schema === undefined) === (template === undefined))
    throw fault(
      "schema",
      "job/schema",
      "expected exactly one of schema and template.",
      "Name a template, or give a schema.",
    );
  return template === undefined ? { schema, template: null } : templateOf(works, owner, template, version);
}

const PLACES: Readonly<Record<string, string>> = {
  "--now": "now",
  "--table": "tables",
  "--rows": "rows",
  "--seed": "seed",
};

/** The same complaints, about fields of a request instead of options of the command line. */
function toRequest(error: unknown): unknown {
  if (!(error instanceof SchemaError)) return error;
  return new SchemaError(error.issues.map((issue): Issue => ({ ...issue, path: PLACES[issue.path] ?? issue.path })));
}

/** What the workshop finds out about an order. */
export async function surveyOf({ workshop }: Works, task: SurveyTask): Promise<Survey> {
  try {
    return await workshop.run(task);
  } catch (error) {
    if (error instanceof TooMuchError)
      throw new LimitError(`the schema takes too much ${error.what} to look into.\nMake it smaller.`, 1, 2, error.what);
    throw toRequest(error);
  }
}

/** Where a job's rows end: files to make, or a database. */
export interface Plan {
  readonly owner: Owner;
  readonly survey: Survey;
  readonly spec: JobSpec;
  readonly name: string;
  readonly template: string | null;
  readonly own?: string;
  readonly priority: number;
  readonly region: string | null;
  readonly timeoutMs: number;
  readonly goal?: LoadGoal;
  /** Where files are cut, by their number; otherwise as the survey says. */
  readonly cuts?: ReadonlyMap<number, readonly { readonly from: number; readonly to: number }[]>;
}

const rowsOf = ({ files: planned }: Survey): number =>
  planned.reduce((sum, { from, to, answers }) => sum + (answers === true ? 0 : to - from), 0);

function checkRows({ config }: Works, survey: Survey): number {
  const rows = rowsOf(survey);
  const { minRecords, maxRecords } = config;
  if (rows > maxRecords)
    throw new LimitError(
      `the job has ${rows} rows; this server makes at most ${maxRecords} in a job.\nAsk for fewer rows, or raise MAX_RECORDS.`,
      maxRecords,
      rows,
      "rows",
    );
  if (rows < minRecords && rows > 0)
    throw fault(
      "rows",
      "job/rows",
      `expected at least ${minRecords} rows; found ${rows}.`,
      "MIN_RECORDS sets the limit.",
    );
  return rows;
}

async function checkLimit({ config }: Works, tx: Tx, { userId }: Owner): Promise<void> {
  // One order of a user after the other, so that the limit holds.
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("update");
  const [found] = await tx
    .select({ jobs: sql<number>`count(*)::int` })
    .from(jobs)
    .where(and(eq(jobs.ownerId, userId), isAny(UNFINISHED)));
  const used = found?.jobs ?? 0;
  if (used >= config.maxJobs)
    throw new LimitError(
      `you have ${used} unfinished jobs; this server allows ${config.maxJobs}.\nWait for one to end, or cancel one.`,
      config.maxJobs,
      used,
      "jobs",
    );
}

async function countUse(tx: Tx, { owner, template, own }: Plan): Promise<void> {
  if (own !== undefined)
    await tx
      .update(templates)
      .set({ uses: sql`${templates.uses} + 1` })
      .where(eq(templates.id, own));
  else if (template !== null)
    await tx
      .insert(templateUses)
      .values({ ownerId: owner.userId, name: template, uses: 1 })
      .onConflictDoUpdate({
        target: [templateUses.ownerId, templateUses.name],
        set: { uses: sql`${templateUses.uses} + 1` },
      });
}

interface Cut {
  readonly file: number;
  readonly from: number;
  readonly to: number;
}

/** The chunks of a job, one after the other: of many there is never a list. */
function* cutAll({ survey, spec, cuts }: Plan): Generator<Cut, void, void> {
  if (spec.kind === "load") {
    yield { file: 0, from: 0, to: rowsOf(survey) };
    return;
  }
  for (const [file, { from, to, chunkRows }] of survey.files.entries())
    for (const range of cuts?.get(file) ?? cut(from, to, chunkRows)) yield { file, ...range };
}

/** Pieces of at most `size`. */
function* inPieces<T>(all: Iterable<T>, size: number): Generator<readonly T[], void, void> {
  let piece: T[] = [];
  for (const one of all) {
    piece.push(one);
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}

/** Writes chunks and their messages piece by piece. Gives how many there are. */
async function insertChunks(works: Works, tx: Tx, on: On, job: Ordered, all: Iterable<Cut>): Promise<number> {
  let count = 0;
  for (const piece of inPieces(all, BATCH)) {
    const rows = piece.map((chunk) => ({ ...chunk, messageId: randomUUID() }));
    const given = rows.map(({ file, from, to, messageId }) => ({ file, begin: from, stop: to, message: messageId }));
    await tx.execute(
      sql`insert into ${chunks} (job_id, file, from_row, to_row, message_id)
        select ${job.id}::uuid, given.file, given.begin, given.stop, given.message
        from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (file int, begin bigint, stop bigint, message uuid)`,
    );
    const messages = rows.map(({ file, from, messageId }, k): Message => {
      return { id: messageId, errand: { job: job.id, file, from }, priority: priorityOf(job, count + k) };
    });
    await send(works, on, job, messages);
    count += piece.length;
  }
  return count;
}

/** Writes a job with its chunks and messages, all or nothing. Gives its id. */
export async function insertJob(works: Works, plan: Plan): Promise<string> {
  const { owner, survey, spec, name, template, priority, region, timeoutMs, goal } = plan;
  const rows = checkRows(works, survey);
  await readyQueue(works, region);
  const id = randomUUID();
  const count = await works.database.within(async (tx, on) => {
    await checkLimit(works, tx, owner);
    const turn = await turnNow(tx, priority, region);
    const row = { id, ownerId: owner.userId, name, spec, template, priority, region, timeoutMs, turn, rows };
    await tx.insert(jobs).values(row);
    const named = survey.files.map((file: PlannedFile, number) => {
      const { table, from, to, answers = false } = file;
      return { jobId: id, number, name: file.name, table, from, to, answers };
    });
    for (let at = 0; at < named.length; at += BATCH) await tx.insert(files).values(named.slice(at, at + BATCH));
    if (goal !== undefined) await keepSecret(works, tx, id, goal);
    await countUse(tx, plan);
    const made = await insertChunks(
      works,
      tx,
      on,
      { id, priority, region, turn, chunksDone: 0, kind: spec.kind },
      cutAll(plan),
    );
    await tx.update(jobs).set({ chunks: made }).where(eq(jobs.id, id));
    return made;
  });
  works.log.info({ job_id: id, rows, chunks: count }, "job made");
  if (count === 0) await finalize(works, id); // tables without rows
  return id;
}

/** What an order changes in its document. */
function overridesOf({ rows, tables, seed, locale, now, dirty }: JobOrder): Overrides {
  return {
    ...(rows === undefined ? {} : { rows }),
    ...(tables === undefined ? {} : { tables: new Map(Object.entries(tables)) }),
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(locale === undefined ? {} : { locale }),
    ...(now === undefined ? {} : { now }),
    ...(dirty === undefined ? {} : { dirty }),
  };
}

/** Makes a job of an order; gives its id. Throws SchemaError with every issue, LimitError. */
export async function createJob(works: Works, owner: Owner, order: JobOrder): Promise<string> {
  const asked = await askedOf(works, owner, order);
  const { format, gzip, split, chunk_rows: chunkRows, destination, priority, region = null, timeout } = order;
  const options = toFormatOptions(order.options);
  const goal = destination === undefined ? undefined : await checkDestination(works, destination);
  const whole = await surveyOf(works, {
    kind: "survey",
    schema: asked.schema,
    overrides: overridesOf(order),
    format,
    options,
    gzip: goal === undefined && gzip,
    ...(split === undefined || goal !== undefined ? {} : { split }),
    ...(chunkRows === undefined ? {} : { chunkRows }),
  });
  const survey =
    goal === undefined ? whole : { ...whole, files: whole.files.filter(({ answers }) => answers !== true) };
  const spec: JobSpec = {
    document: survey.document,
    kind: goal === undefined ? "files" : "load",
    format,
    options: { ...options },
    gzip,
    edition: works.edition,
    ...(goal === undefined ? {} : { destination: goal.shown }),
  };
  const name = order.name ?? survey.name ?? asked.template ?? "data";
  const { template, own } = asked;
  return insertJob(works, {
    owner,
    survey,
    spec,
    name,
    template,
    priority,
    region,
    timeoutMs: timeout * 1000,
    ...(own === undefined ? {} : { own }),
    ...(goal === undefined ? {} : { goal }),
  });
}
