import type { ColumnHeader, ColumnType, Kind } from "../batch/column.ts";
import { concat } from "../kernels/concat.ts";
import { countDelivered, disarray, type Disarray } from "../kernels/disarray.ts";
import { constantNumber } from "../kernels/constant.ts";
import { pass } from "../kernels/pass.ts";
import { spoil, spoilNear, type SpoilShare } from "../kernels/spoil.ts";
import type { ColumnId, Kernel, PlannedTable } from "../plan/plan.ts";
import { streamKey } from "../random/stream.ts";
import type { FieldDirt, Spoiled, TableDirt } from "../schema/dirt.ts";
import { openMachine } from "../wasm/machine.ts";
import { lowerExpression } from "./expression.ts";
import type { Source } from "./field-type.ts";
import { openSite } from "./lowering.ts";
import type { Lowering, TableLowering } from "./steps.ts";
import { didYouMean } from "./suggest.ts";

/** What is delivered instead of the clean columns, and the columns of the answer key. */
export type Dirtied = Pick<PlannedTable, "header" | "columns" | "rows" | "answers">;

const NONE: ColumnType = { kind: "integer", scale: 0, millis: false, nullable: false };
const KINDS = ["missing", "typos", "outliers", "format"] as const; // in the order of the kernel
const LATE_BY = 100;
const NUMERIC: ReadonlySet<Kind> = new Set(["integer", "decimal", "float"]);

const rateOf = (share: Spoiled | undefined): number => (typeof share === "object" ? share.rate : (share ?? 0));

interface Dirtying {
  readonly lowering: Lowering;
  readonly table: TableLowering;
  complain(place: string, code: string, message: string, hint?: string): void;
}

/** Adds a step whose outputs have those types. */
function add(
  { lowering, table }: Dirtying,
  ids: readonly ColumnId[],
  types: readonly ColumnType[],
  made: { readonly inputs: readonly Source[]; readonly kernel: Kernel; readonly does: string },
): readonly Source[] {
  const [first = ""] = ids;
  const names = first.slice(table.name.length + 1);
  const step = {
    outputs: ids,
    types,
    inputs: made.inputs.map(({ input }) => input),
    kernel: made.kernel,
    key: streamKey(lowering.seed, String(lowering.edition), table.name, names),
    does: made.does,
  };
  for (const id of ids) lowering.steps.set(id, step);
  return ids.map((column, k) => ({ ...types[k]!, input: { column } }));
}

/** What may be wrong with a field: its own entries, and those of the table for the others. */
function dirtOf({ table }: Dirtying, dirt: TableDirt, { name, kind }: ColumnHeader): FieldDirt {
  const field = table.fields.get(name)!;
  const isKept = field.params["key"] === true || field.type.name === "reference";
  const { missing, typos, outliers, format } = dirt;
  const general: FieldDirt = isKept
    ? {}
    : {
        ...(missing === undefined ? {} : { missing }),
        ...(typos === undefined || kind !== "text" ? {} : { typos }),
        ...(outliers === undefined || !NUMERIC.has(kind) ? {} : { outliers }),
        ...(format === undefined || kind === "json" ? {} : { format }),
      };
  return { ...general, ...(Object.hasOwn(dirt.fields ?? {}, name) ? dirt.fields![name] : {}) };
}

function checkField(at: Dirtying, { name, kind }: ColumnHeader, dirt: FieldDirt): void {
  const place = `fields.${name}`;
  if (rateOf(dirt.outliers) > 0 && !NUMERIC.has(kind))
    at.complain(`${place}.outliers`, "schema/kind", `only numbers have outliers; ${name} is a ${kind}.`);
  for (const what of ["typos", "format"] as const)
    if (rateOf(dirt[what]) > 0 && kind === "json")
      at.complain(`${place}.${what}`, "schema/kind", `${name} is JSON, which only can be missing.`);
  const whole = KINDS.reduce((sum, what) => sum + rateOf(dirt[what]), 0);
  if (whole > 1 + 1e-9)
    at.complain(
      place,
      "schema/range",
      `a cell is spoiled once at most, but the shares add up to ${whole}.`,
      "Lower them.",
    );
}

/** One column spoiled: its cells and which spoil each got; the clean column where nothing is to be wrong with it. */
function spoilColumn(
  at: Dirtying,
  header: ColumnHeader,
  clean: Source,
  dirt: FieldDirt,
): { readonly cell: Source; readonly kind: Source | undefined } {
  const { lowering, table } = at;
  const shown = KINDS.filter((what) => rateOf(dirt[what]) > 0);
  if (shown.length === 0) return { cell: clean, kind: undefined };
  const base = `${table.name}.#dirty.${header.name}`;
  const inputs: Source[] = [clean];
  const says: string[] = [];
  const shares = KINDS.map((what): SpoilShare => {
    const share = dirt[what];
    const rate = rateOf(share);
    if (rate === 0) return { rate };
    const when = typeof share === "object" ? share.when : undefined;
    says.push(`${what} in ${rate * 100} %${when === undefined ? "" : ` of rows where ${when}`}`);
    if (when === undefined) return { rate };
    const place = `fields.${header.name}.${what}`;
    const site = openSite(lowering, table, header.name, (code, message, hint, param) =>
      at.complain(param === undefined ? place : `${place}.${param}`, code, message, hint),
    );
    const condition = lowerExpression(when, site, "when", { kind: "boolean" });
    if (condition === undefined) return { rate };
    const { kernel, does, inputs: read = [] } = condition;
    const [source] = add(at, [`${base}.${what}`], [{ ...NONE, kind: "boolean", nullable: true }], {
      inputs: read,
      kernel,
      does,
    });
    inputs.push(source!);
    return { rate, when: inputs.length - 1 };
  });
  const asText = shown.includes("typos") || shown.includes("format");
  const type: ColumnType = asText
    ? { kind: "text", scale: 0, millis: false, nullable: header.nullable }
    : { ...header, ...(header.dictionary === undefined ? {} : { dictionary: header.dictionary }) };
  const { kind, scale, millis, dictionary } = type;
  const nullable = header.nullable || rateOf(dirt.missing) > 0;
  const made = { kind, scale, millis, nullable, ...(dictionary === undefined ? {} : { dictionary }) };
  const [cell, which] = add(at, [base, `${base}.kind`], [made, NONE], {
    inputs,
    kernel: spoil(shares, header, asText),
    does: `spoiled: ${says.join(", ")}`,
  });
  return { cell: cell!, kind: which! };
}

function through(source: Source, via: ColumnId | undefined): Source {
  return via === undefined ? source : { ...source, input: { column: source.input.column, via } };
}

/** A delivered column of its own for what stands behind a column of row numbers. */
function deliver(at: Dirtying, id: ColumnId, source: Source, via: ColumnId | undefined): Source {
  if (via === undefined) return source;
  const { input: _input, ...type } = source;
  const made = { inputs: [through(source, via)], kernel: pass, does: "the row delivered here" };
  return add(at, [id], [type], made)[0]!;
}

/** A cell as the text that files show. */
function written(at: Dirtying, id: ColumnId, source: Source): Source {
  const { input: _input, ...type } = source;
  const textual: ColumnType = { kind: "text", scale: 0, millis: false, nullable: source.nullable };
  const kernel = concat([{ input: 0, type }]);
  return add(at, [id], [textual], { inputs: [source], kernel, does: "as text" })[0]!;
}

interface Order {
  readonly rows: number;
  readonly via?: ColumnId;
  readonly original?: Source;
  readonly proper?: Source;
  readonly near?: Source;
  /** The columns that a near copy may differ in; a column's ordinal is its place here. */
  readonly columns: readonly string[];
}

function disorder(at: Dirtying, dirt: TableDirt, headers: readonly ColumnHeader[]): Order {
  const { lowering, table } = at;
  const { duplicates = 0, late = 0 } = dirt;
  const copies = typeof duplicates === "object" ? duplicates.rate : duplicates;
  const near = typeof duplicates === "object" ? (duplicates.near ?? 0) : 0;
  const lateRate = typeof late === "object" ? late.rate : late;
  if (copies === 0 && lateRate === 0) return { rows: table.rows, columns: [] };
  const columns = headers
    .filter(({ name, kind }) => {
      const field = table.fields.get(name)!;
      return kind === "text" && field.params["key"] !== true && field.type.name !== "reference";
    })
    .map(({ name }) => name);
  if (near > 0 && columns.length === 0)
    at.complain("duplicates.near", "schema/kind", `${table.name} has no text in which a copy could differ.`);
  const by = typeof late === "object" ? (late.by ?? LATE_BY) : LATE_BY;
  const of: Disarray = { rows: table.rows, copies, near, columns: columns.length, late: lateRate, by };
  const ids = ["source", "original", "proper", "near"].map((part) => `${table.name}.#order.${part}`);
  const [rows, original, proper, nearly] = add(at, ids, [NONE, NONE, NONE, NONE], {
    inputs: [],
    kernel: disarray(of),
    does: [
      ...(copies > 0 ? [`copies of ${copies * 100} % of the rows`] : []),
      ...(lateRate > 0 ? [`${lateRate * 100} % of the rows up to ${by} rows late`] : []),
    ].join(", "),
  });
  const delivered = countDelivered(of, openMachine(), lowering.steps.get(ids[0]!)!.key);
  return {
    rows: delivered,
    via: rows!.input.column,
    original: original!,
    proper: proper!,
    ...(near > 0 ? { near: nearly! } : {}),
    columns,
  };
}

/** The table as it is delivered where the document wants it dirty; the clean columns stay as they are for all that read them. */
export function dirty(lowering: Lowering, table: TableLowering, clean: PlannedTable, dirt: TableDirt): Dirtied {
  const at: Dirtying = {
    lowering,
    table,
    complain(place, code, message, hint) {
      const path = `dirty.${table.name}.${place}`;
      lowering.issues.push({ path, code, message, ...(hint === undefined ? {} : { hint }) });
    },
  };
  const headers = clean.header.columns;
  const names = headers.map(({ name }) => name);
  for (const name of Object.keys(dirt.fields ?? {}))
    if (!names.includes(name))
      at.complain(
        `fields.${name}`,
        "schema/unknown-field",
        `there is no field ${name} that ${table.name} delivers.`,
        didYouMean(name, names),
      );
  const order = disorder(at, dirt, headers);
  const columns: { readonly header: ColumnHeader; readonly id: ColumnId }[] = [];
  const answers: { readonly header: ColumnHeader; readonly id: ColumnId }[] = [];
  const answer = (name: string, { input, ...type }: Source): void =>
    void answers.push({ header: { name, ...type }, id: input.column });
  if (order.original !== undefined) answer("#original", order.original);
  if (order.proper !== undefined) answer("#proper", order.proper);
  headers.forEach((header, k) => {
    const { name, ...type } = header;
    const source: Source = { ...type, input: { column: clean.columns[k]! } };
    const wanted = dirtOf(at, dirt, header);
    checkField(at, header, wanted);
    const spoiled = spoilColumn(at, header, source, wanted);
    const base = `${table.name}.#delivered.${name}`;
    let cell = deliver(at, base, spoiled.cell, order.via);
    let kind = spoiled.kind && deliver(at, `${base}.kind`, spoiled.kind, order.via);
    const ordinal = order.columns.indexOf(name);
    if (order.near !== undefined && ordinal >= 0) {
      const before =
        kind ?? add(at, [`${base}.clean`], [NONE], { inputs: [], kernel: constantNumber(0), does: "clean" })[0]!;
      const textual: ColumnType = { kind: "text", scale: 0, millis: false, nullable: cell.nullable };
      [cell, kind] = add(at, [`${base}.near`, `${base}.near.kind`], [textual, NONE], {
        inputs: [cell, order.near, before],
        kernel: spoilNear(ordinal, { ...header, kind: cell.kind }),
        does: "a typo where a copy differs from its row",
      }) as [Source, Source];
    }
    const { input, ...made } = cell;
    columns.push({ header: { name, ...made }, id: input.column });
    if (kind === undefined) return;
    answer(name, kind);
    answer(name, written(at, `${base}.clean.text`, deliver(at, `${base}.clean.cell`, source, order.via)));
    answer(name, written(at, `${base}.text`, cell));
  });
  const planned = (list: typeof columns): Pick<PlannedTable, "header" | "columns"> => ({
    header: { table: table.name, columns: list.map(({ header }) => header) },
    columns: list.map(({ id }) => id),
  });
  return { ...planned(columns), rows: order.rows, answers: planned(answers) };
}
