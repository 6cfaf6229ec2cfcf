import type { ColumnHeader } from "../batch/column.ts";
import type { Issue } from "../errors.ts";
import type { Plan, PlannedTable } from "../plan/plan.ts";
import { Schema } from "../schema/schema.ts";
import { unitedStates } from "../words/country.ts";
import { english } from "../words/locale.ts";
import type { Artifacts } from "./artifacts.ts";
import { dirty } from "./dirt.ts";
import { expandRules, toOrigin } from "./expand.ts";
import { openTypes } from "./fields/all.ts";
import { lowerField } from "./lowering.ts";
import type { Lowering, TableLowering } from "./steps.ts";
import { gatherRules, toPlace } from "./gather-rules.ts";
import { mend } from "./mend.ts";
import { lowerChecks, openRepairs } from "./repairs.ts";
import { parseMoment } from "./moments.ts";
import { ruleTexts } from "./rule-texts.ts";
import { toPlain } from "./plain.ts";
import { relationsOf } from "./relations.ts";
import { show, toIssues } from "./shapes.ts";
import { didYouMean } from "./suggest.ts";
import { openTables, type Words } from "./tables.ts";

/** The edition of data and algorithms: a change of any byte that a schema gives makes a new one. */
export const EDITION = 1;

/** A plan, or everything that is wrong. */
export type Compiled =
  | { readonly plan: Plan; readonly issues: readonly [] }
  | { readonly plan?: undefined; readonly issues: readonly Issue[] };

const MOST_TABLES = 1000;
const FIRST_NOW = Date.UTC(1000, 0, 1); // ages and years before must still be dates
/** What `now` means where nobody says: a fixed moment, so that a schema that names none is the same data everywhere. */
export const DEFAULT_NOW = Date.UTC(2026, 0, 1);

/** A plan for the document, or every issue at once. Pure, quick, and never throws, whatever the document. */
export function compile(document: unknown, artifacts: Artifacts = {}): Compiled {
  const read = toPlain(document);
  if ("issue" in read) return { issues: [read.issue] };
  const parsed = Schema.safeParse(read.plain, { reportInput: true });
  const issues = parsed.success ? [] : toIssues("", parsed.error.issues, Object.keys(Schema.shape));
  const written = parsed.success ? parsed.data : mend(read.plain);
  if (written === undefined) return { issues };
  const gathered = gatherRules(written, issues);
  const { schema } = gathered;
  checkDocument(schema, issues);
  const now = schema.now === undefined ? (artifacts.now ?? DEFAULT_NOW) : parseMoment(schema.now);
  const words: Words = {
    locale: (code) => artifacts.locales?.get(code) ?? (code === english.code ? english : undefined),
    country: (code) => artifacts.countries?.get(code) ?? (code === unitedStates.code ? unitedStates : undefined),
  };
  const expanded = expandRules(schema, now ?? 0, issues);
  const { schema: plain, checks } = expanded;
  const tables = new Map<string, TableLowering>();
  const lowering: Lowering = {
    edition: EDITION,
    seed: schema.seed ?? 0,
    now: now ?? 0,
    steps: new Map(),
    issues,
    tables,
    checks,
    depth: { value: 0 },
    types: openTypes(artifacts.faker),
    ...words,
  };
  if (Object.keys(plain.tables).length <= MOST_TABLES) openTables(plain, words, { ...lowering, tables });
  const planned = [...tables.values()].map((table) => {
    const clean = planTable(lowering, table);
    const dirt = Object.hasOwn(schema.dirty ?? {}, table.name) ? schema.dirty![table.name] : undefined;
    return dirt === undefined || issues.length > 0 ? clean : { ...clean, ...dirty(lowering, table, clean, dirt) };
  });
  if (issues.length === 0) openRepairs(lowering, planned);
  if (issues.length > 0)
    return { issues: distinct(issues.map((issue) => toPlace(toOrigin(issue, expanded), gathered))) };
  const rules = ruleTexts(schema, expanded);
  return { plan: { edition: EDITION, tables: planned, steps: lowering.steps, rules }, issues: [] };
}

/** Each complaint once, however many columns met it. */
function distinct(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [`${issue.path} ${issue.code} ${issue.message}`, issue])).values()];
}

function checkDocument(schema: Schema, issues: Issue[]): void {
  const tables = Object.values(schema.tables);
  for (const name of Object.keys(schema.dirty ?? {})) {
    if (Object.hasOwn(schema.tables, name)) continue;
    const hint = didYouMean(name, Object.keys(schema.tables));
    const message = `there is no table ${show(name)}.`;
    issues.push({
      path: `dirty.${name}`,
      code: "schema/unknown-table",
      message,
      ...(hint === undefined ? {} : { hint }),
    });
  }
  const now = schema.now === undefined ? DEFAULT_NOW : parseMoment(schema.now);
  if (now === undefined || now < FIRST_NOW) {
    issues.push({
      path: "now",
      code: "schema/moment",
      message: `expected a moment; found ${show(schema.now)}.`,
      hint: "Write 2026-01-31 or 2026-01-31T12:00:00Z.",
    });
  }
  if (schema.edition !== undefined && schema.edition !== EDITION) {
    issues.push({
      path: "edition",
      code: "schema/edition",
      message: `this version knows edition ${EDITION}; found ${schema.edition}.`,
      hint: "Upgrade Semblance, or drop the edition.",
    });
  }
  if (tables.every((t) => t.hidden === true))
    issues.push({
      path: "tables",
      code: "schema/no-tables",
      message: "a schema needs at least one table that is not hidden.",
      hint: "Add a table, or drop `hidden`.",
    });
  if (tables.length > MOST_TABLES)
    issues.push({
      path: "tables",
      code: "schema/too-many",
      message: `at most ${MOST_TABLES} tables; found ${tables.length}.`,
      hint: "Split the schema.",
    });
}

function planTable(lowering: Lowering, table: TableLowering): PlannedTable {
  const columns: ColumnHeader[] = [];
  const ids: string[] = [];
  for (const [name, field] of table.fields) {
    const source = lowerField(lowering, table, name);
    if (source === undefined || field.hidden) continue;
    const { input, ...type } = source;
    ids.push(input.column);
    columns.push({ name, ...type });
  }
  return {
    header: { table: table.name, columns },
    rows: table.rows,
    hidden: !table.delivered,
    columns: ids,
    ...(table.target === undefined ? {} : { target: table.target }),
    ...relationsOf(table, lowering.tables),
    checks: lowerChecks(lowering, table),
  };
}
