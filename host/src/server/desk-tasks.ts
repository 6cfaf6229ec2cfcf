import { availableParallelism } from "node:os";
import {
  compile,
  deliveredTables,
  describe,
  didYouMean,
  edit,
  explain,
  generate,
  openMachine,
  parseText,
  patchText,
  prepare,
  readRow,
  SchemaError,
  tellChanges,
  writeText,
  type Dialect,
  type EnglishNote,
  type Guess,
  type Issue,
  type Plan,
  type PlannedTable,
} from "@semblance/engine";
import type { ConnectionView, Extracted, Preview, SchemaIssue, Validation } from "../api/index.ts";
import { estimate } from "../jobs/estimate.ts";
import { importSchema, importText, type Import, type TextKind } from "../jobs/import.ts";
import { override, today } from "../jobs/overrides.ts";

/** A document, and what replaces its entries. */
export interface Subject {
  readonly schema: unknown;
  readonly rows?: number | undefined;
  readonly tables?: Readonly<Record<string, number>> | undefined;
  readonly seed?: number | string | undefined;
  readonly locale?: string | undefined;
  readonly now?: string | undefined;
}

interface ReadSubject {
  readonly document: unknown;
  /** Where in the text an entry stands. */
  readonly place: (issue: Issue) => PlacedIssue;
}

/** An issue of a schema with its place in the text. */
type PlacedIssue = Issue & { readonly line?: number; readonly column?: number };

const toPlaced = ({ path, code, message, hint }: Issue, place?: { line: number; column: number }): PlacedIssue => ({
  path,
  code,
  message,
  ...(hint === undefined ? {} : { hint }),
  ...(place === undefined ? {} : { line: place.line, column: place.column }),
});

/** Reads a document; throws SchemaError for a text that is neither YAML nor JSON. */
function readSubject({ schema, rows, tables, seed, locale, now }: Subject): ReadSubject {
  const parsed = typeof schema === "string" ? parseText(schema) : undefined;
  if (parsed !== undefined && parsed.issues.length > 0) {
    throw new SchemaError(parsed.issues.map(({ at, ...issue }) => toPlaced(issue, at)));
  }
  const document = override(parsed === undefined ? schema : parsed.document, {
    ...(rows === undefined ? {} : { rows }),
    ...(tables === undefined ? {} : { tables: new Map(Object.entries(tables)) }),
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(locale === undefined ? {} : { locale }),
    ...(now === undefined ? {} : { now }),
  });
  return { document, place: (issue) => toPlaced(issue, parsed?.placeOf(issue.path)) };
}

async function planOf(subject: Subject): Promise<{ readonly plan: Plan; readonly document: unknown }> {
  const { document, place } = readSubject(subject);
  const { plan, issues } = compile(document, await prepare(document));
  if (plan === undefined) throw new SchemaError(issues.map(place));
  return { plan, document };
}

async function validate(subject: Subject): Promise<Validation> {
  try {
    const { plan, document } = await planOf(subject);
    const tables = await estimate(plan, document);
    const threads = availableParallelism();
    const sum = (of: "rows" | "bytes" | "seconds"): number => tables.reduce((total, table) => total + table[of], 0);
    const { seed = 0, now } = document as { seed?: number | string; now: string };
    const total = { rows: sum("rows"), bytes: sum("bytes"), seconds: sum("seconds") / threads, threads };
    return {
      valid: true,
      issues: [],
      plan: { edition: plan.edition, seed, now, tables: [...tables], total },
    };
  } catch (error) {
    if (error instanceof SchemaError) return { valid: false, issues: error.issues as SchemaIssue[] };
    throw error;
  }
}

/** Throws every fault of a document. */
async function refuseFaulty(subject: Subject): Promise<null> {
  await planOf(subject);
  return null;
}

const fault = (path: string, code: string, message: string, hint?: string): SchemaError =>
  new SchemaError([{ path, code, message, ...(hint === undefined ? {} : { hint }) }]);

/** The table of that name, hidden or not, or all that are delivered. */
function chooseTables(plan: Plan, name: string | undefined): readonly PlannedTable[] {
  if (name === undefined) return deliveredTables(plan);
  const names = plan.tables.map(({ header }) => header.table);
  const table = plan.tables.find(({ header }) => header.table === name);
  if (table === undefined)
    throw fault("table", "schema/unknown-table", `there is no table ${name}.`, didYouMean(name, names));
  return [table];
}

interface PreviewInput extends Subject {
  readonly table?: string | undefined;
  readonly from: number;
  readonly count: number;
}

/** Rows that are beyond the end are not there: the answer then has none. */
async function preview({ table, from, count, ...subject }: PreviewInput): Promise<Preview> {
  const { plan } = await planOf(subject);
  const tables = chooseTables(plan, table).map(({ header, rows: total }) => {
    const rows: Record<string, unknown>[] = [];
    const to = Math.min(total, from + count);
    if (from < to) {
      for (const batch of generate(plan, { table: header.table, from, to })) {
        for (let i = 0; i < batch.length; i++) rows.push(readRow(batch, i));
      }
    }
    const columns = header.columns.map(({ name, kind }) => ({ name, kind }));
    return { table: header.table, from, total, columns, rows };
  });
  return { tables };
}

interface ExplainInput extends Subject {
  readonly column: string;
  readonly row: number;
}

async function explainCell({ column, row, ...subject }: ExplainInput): Promise<unknown> {
  const { plan } = await planOf(subject);
  const delivered = deliveredTables(plan);
  const full = delivered.length === 1 ? `${delivered[0]!.header.table}.${column}` : column;
  const id = plan.steps.has(column) ? column : full;
  const names = plan.tables.flatMap(({ header }) => header.columns.map(({ name }) => `${header.table}.${name}`));
  const table = plan.tables.find(({ header }) => id.startsWith(`${header.table}.`));
  if (!plan.steps.has(id) || table === undefined) {
    const hint = didYouMean(column, names) ?? didYouMean(full, names) ?? "Write it as table.field.";
    throw fault("column", "schema/unknown-field", `there is no field ${column}.`, hint);
  }
  if (row >= table.rows) {
    throw fault("row", "schema/no-row", `${table.header.table} has ${table.rows} rows, counted from 0; found ${row}.`);
  }
  return explain(plan, openMachine(), id, row);
}

interface Wish {
  readonly rows?: number | undefined;
  readonly seed?: number | string | undefined;
  readonly dialect?: Dialect | undefined;
}

const wishOf = ({ rows, seed, dialect }: Wish): { rows?: number; seed?: number | string; dialect?: Dialect } => ({
  ...(rows === undefined ? {} : { rows }),
  ...(seed === undefined ? {} : { seed }),
  ...(dialect === undefined ? {} : { dialect }),
});

const toExtracted = ({ from, document, notes, tables }: Import): Extracted => ({
  from,
  schema: document,
  text: writeText(document),
  tables,
  notes: [...notes],
});

const isEntries = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of a text that is a schema already. */
function extractDocument({ text, from }: { readonly text: string; readonly from: string }): Promise<Extracted> {
  const { document, issues } = parseText(text);
  if (issues.length > 0) throw new SchemaError(issues.map(({ at, ...issue }) => toPlaced(issue, at)));
  if (!isEntries(document)) throw fault("", "schema/invalid", "expected a schema with tables.");
  const tables = isEntries(document["tables"]) ? Object.keys(document["tables"]).length : 0;
  return Promise.resolve({ from, schema: document, text, tables, notes: [] });
}

interface EnglishWish extends Wish {
  readonly text: string;
  readonly locale?: string | undefined;
}

const toNote = ({ choices, ...note }: EnglishNote): Extracted["notes"][number] =>
  choices === undefined ? note : { ...note, choices: [...choices] };

const toGuess = ({ choices, ...guess }: Guess): NonNullable<Extracted["guesses"]>[number] => ({
  ...guess,
  choices: choices.map(({ text, changes }) => ({ text, changes: [...changes] })),
});

function extractEnglish({ text, rows, seed, locale }: EnglishWish): Promise<Extracted> {
  const { document, origins, unknown, notes, guesses, output } = describe(text, {
    now: Date.parse(today()),
    ...(rows === undefined ? {} : { rows }),
    ...(seed === undefined ? {} : { seed }),
    ...(locale === undefined ? {} : { locale }),
  });
  return Promise.resolve({
    from: "plain English",
    schema: document,
    text: writeText(document),
    tables: Object.keys(document["tables"] as object).length,
    notes: notes.map(toNote),
    origins: origins.map(({ path, origin, words }) => ({ path, origin, ...(words === undefined ? {} : { words }) })),
    guesses: guesses.map(toGuess),
    unread: unknown.map((stretch) => stretch.text),
    output,
  });
}

interface EditWish {
  readonly schema: unknown;
  readonly text: string;
}

/** A schema with changes that plain English asks for; a text keeps its comments. */
async function extractEdit({ schema, text: words }: EditWish): Promise<Extracted> {
  const given =
    typeof schema === "string" ? await extractDocument({ text: schema, from: "" }) : { schema, text: undefined };
  if (!isEntries(given.schema) || !isEntries(given.schema["tables"]))
    throw fault("schema", "schema/invalid", "expected a schema with tables.", "Leave schema out to make a new one.");
  const { document, changes, unknown, notes } = edit(given.schema, words, { now: Date.parse(today()) });
  return {
    from: "an edit",
    schema: document,
    text: given.text === undefined ? writeText(document) : patchText(given.text, changes),
    tables: Object.keys(document["tables"] as object).length,
    notes: notes.map(toNote),
    changes: tellChanges(changes).map(({ parts, ...told }) => ({
      ...told,
      ...(parts === undefined ? {} : { parts: [...parts] }),
    })),
    unread: unknown.map((stretch) => stretch.text),
  };
}

interface TextWish extends Wish {
  readonly text: string;
  readonly kind: TextKind;
}

async function extractText({ text, kind, ...wish }: TextWish): Promise<Extracted> {
  return toExtracted(await importText(text, kind, wishOf(wish)));
}

const UPLOAD_BYTES = 400 * 1024 * 1024; // what is packed may be no larger than what is not

/** Of files in a folder that is nobody's business. */
async function extractFiles({
  paths,
  folder,
  ...wish
}: Wish & { readonly paths: readonly string[]; readonly folder: string }): Promise<Extracted> {
  const bare = (text: string): string => {
    const [head = "", ...parts] = text.split(`${folder}/`);
    return head + parts.map((part) => part.replace(/^\d+\//, "")).join(""); // each file has a folder of its own
  };
  try {
    return toExtracted(await importSchema(paths, { ...wishOf(wish), statistics: true, unpackedBytes: UPLOAD_BYTES }));
  } catch (error) {
    if (error instanceof SchemaError) {
      throw new SchemaError(
        error.issues.map((issue) => ({ ...issue, path: bare(issue.path), message: bare(issue.message) })),
      );
    }
    if (error instanceof Error) error.message = bare(error.message);
    throw error;
  }
}

interface Address extends Wish {
  readonly address: string;
  readonly statistics: boolean;
}

async function extractConnection({ address, statistics, ...wish }: Address): Promise<Extracted> {
  return toExtracted(await importSchema([address], { ...wishOf(wish), statistics }));
}

async function inspect({ address }: { readonly address: string }): Promise<ConnectionView> {
  const { openDatabase } = await import("../connectors/all.ts");
  const began = performance.now();
  const database = await openDatabase(address);
  try {
    const { tables } = await database.inspect();
    return {
      kind: database.kind === "mysql" ? "mysql" : "postgres",
      address: database.label,
      milliseconds: Math.round(performance.now() - began),
      tables: tables.map(({ id, columns }) => ({ name: id, columns: columns.length })),
    };
  } finally {
    await database.close();
  }
}

/** What is done at a desk: all that reads what users wrote. */
export const tasks = {
  validate,
  refuseFaulty,
  preview,
  explain: explainCell,
  extractDocument,
  extractEnglish,
  extractEdit,
  extractText,
  extractFiles,
  extractConnection,
  inspect,
};
export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
