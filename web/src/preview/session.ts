import {
  deliveredTables,
  compile,
  explain,
  FUNCTIONS,
  formatOf,
  formats,
  generate,
  openMachine,
  prepare,
  tableOf,
  type Machine,
  type Plan,
} from "@semblance/engine";
import { describeRules, describeTypes } from "./describe-types.ts";
import { measure } from "./measure.ts";
import { place, readText, type ReadText } from "./positions.ts";
import type { ColumnSummary, Outcome, Session, TableInfo } from "./protocol.ts";
import { samplesOf } from "./samples.ts";
import { breadth, summarizeColumn, toTexts } from "./summarize.ts";
import { trial } from "./trial.ts";

const SUMMARY_ROWS = 2000;
const KEPT_PLANS = 16; // the page still looks at an old one while a new one is fetched
const FULL_BYTES = 96 << 20; // a machine keeps word lists for its life: past this a new plan gets a new machine

// A fifth of the engine, for those who write words.
const openWords = () => import("./describe-words.ts");

interface Opened {
  readonly plan: Plan;
  readonly machine: Machine;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

function typeOf(document: unknown, table: string, field: string): string {
  const tables = isObject(document) ? document["tables"] : undefined;
  const found = isObject(tables) ? tables[table] : undefined;
  const fields = isObject(found) ? found["fields"] : undefined;
  const raw = isObject(fields) ? fields[field] : undefined;
  const type = isObject(raw) ? raw["type"] : raw;
  return typeof type === "string" ? type : "";
}

function tablesOf(plan: Plan, read: ReadText): TableInfo[] {
  return deliveredTables(plan).map(({ header, rows }) => ({
    name: header.table,
    rows,
    columns: header.columns.map(({ name, kind }) => ({
      name,
      kind,
      type: typeOf(read.value, header.table, name) || kind,
      span: read.spanOf(`tables.${header.table}.fields.${name}`),
    })),
  }));
}

/** The engine behind the page: documents in, texts out. `now` (ms from 1970) is what `now` means in documents that do not say; `clock` gives ms. */
export function openSession(now: number, clock: () => number): Session {
  const opened = new Map<number, Opened>();
  let newest = 0;
  let machine = openMachine();
  const open = (plan: number): Opened => {
    const found = opened.get(plan);
    if (found === undefined) throw new Error(`invariant: plan ${plan} is gone`);
    return found;
  };

  /** Numbers that count up are widest at the end of the table. */
  const widened = ({ plan, machine }: Opened, table: string, columns: readonly ColumnSummary[]): ColumnSummary[] => {
    const { rows } = tableOf(plan, table);
    const last = [...generate(plan, { table, from: rows - 1, to: rows }, machine)].map((batch) => toTexts(batch, 0));
    return columns.map((column, c) => ({ ...column, chars: Math.max(column.chars, breadth(last[0]?.[c] ?? "")) }));
  };

  const compileText = async (text: string): Promise<Outcome> => {
    const begin = clock();
    const read = readText(text);
    if (read.syntax.length > 0) return { problems: read.syntax };
    const artifacts = await prepare(read.value, { now });
    const { plan, issues } = compile(read.value, artifacts);
    if (plan === undefined) return { problems: issues.map((issue) => place(read, issue)) };
    newest++;
    if (machine.size > FULL_BYTES) machine = openMachine();
    opened.set(newest, { plan, machine });
    opened.delete(newest - KEPT_PLANS);
    const compileMs = clock() - begin;
    const { name, now: said } = read.value as { name?: unknown; now?: unknown };
    const tables = tablesOf(plan, read);
    const today = said === undefined ? { now: new Date(now).toISOString().slice(0, 10) } : {};
    return { ready: { plan: newest, name: typeof name === "string" ? name : "schema", tables, compileMs, ...today } };
  };

  return {
    offers: () => ({
      types: describeTypes(),
      rules: describeRules(),
      functions: Object.entries(FUNCTIONS).map(([name, { does }]) => ({ name, does })),
      formats: formats.map(({ name }) => name),
    }),
    samples: ({ types }) => samplesOf(types, openMachine(), now),
    measure: ({ plan: id, format }) => measure(open(id).plan, format, clock),
    trial: (ask) => trial(ask, openMachine(), now),
    describe: async ({ words }) => (await openWords()).describeWords(words, now),
    edit: async ({ text, words }) => (await openWords()).editWords(text, words, now),
    compile: ({ text }) => compileText(text),
    rows({ plan: id, table, from, count }) {
      const { plan, machine } = open(id);
      const begin = clock();
      const rows: (string | null)[][] = [];
      for (const batch of generate(plan, { table, from, to: from + count }, machine)) {
        for (let i = 0; i < batch.length; i++) rows.push(toTexts(batch, i));
      }
      return { rows, ms: clock() - begin };
    },
    summarize({ plan: id, table }) {
      const { plan, machine } = open(id);
      const { header, rows } = tableOf(plan, table);
      const to = Math.min(rows, SUMMARY_ROWS);
      const encoder = formatOf("csv").open(header, {});
      const writer = encoder.writer(machine);
      // Fewer rows than a batch holds, so there is one batch, or none.
      for (const batch of generate(plan, { table, from: 0, to }, machine)) {
        const columns = header.columns.map((_, c) => summarizeColumn(batch, c));
        const part = writer.part(0, () => {});
        part.write(batch);
        const csvRowBytes = part.end().bytes / batch.length;
        return { rows: to, columns: widened(open(id), table, columns), csvRowBytes };
      }
      const none = { nulls: 0, distinct: 0, bars: [], top: [], chars: 4 };
      return { rows: 0, columns: header.columns.map(() => none), csvRowBytes: 0 };
    },
    explain({ plan: id, column, row }) {
      const { plan, machine } = open(id);
      return explain(plan, machine, column, row);
    },
    encode({ plan: id, table, from, to, format: name }) {
      const { plan } = open(id);
      const machine = openMachine();
      const format = formatOf(name);
      const encoder = format.open(tableOf(plan, table).header, { from });
      const chunks: Uint8Array[] = [encoder.head()];
      const part = encoder.writer(machine).part(from, (bytes) => chunks.push(bytes.slice()));
      for (const batch of generate(plan, { table, from, to }, machine)) part.write(batch);
      const info = part.end(); // may still write
      chunks.push(encoder.foot([info]));
      const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      let at = 0;
      for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
      }
      return { bytes, mediaType: format.mediaType, extension: format.extension };
    },
  };
}
