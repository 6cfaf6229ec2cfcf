import type { ColumnType } from "../batch/column.ts";
import { invariant, type Issue } from "../errors.ts";
import type { ColumnId, Step } from "../plan/plan.ts";
import { streamKey, type StreamKey } from "../random/stream.ts";
import type { Country } from "../words/country.ts";
import type { Locale } from "../words/locale.ts";
import type { TableChecks } from "./checks.ts";
import type { FieldType, Made, ParentRows, Source, Types } from "./field-type.ts";

/** How a field takes part in a combination that occurs once: it is unique by itself, or has a digit that it makes its value from. */
export type Way = { readonly kind: "unique" } | { readonly kind: "digit"; readonly digit: Source };

/** A field whose type is known and whose parameters are checked. */
export interface CheckedField {
  readonly type: FieldType;
  readonly params: Readonly<Record<string, unknown>>;
  readonly null: number;
  readonly when: string | undefined;
  readonly value: string | undefined;
  readonly unique: boolean;
  readonly hidden: boolean;
}

/** What all tables of one document share while it is lowered. */
export interface Lowering {
  readonly edition: number;
  readonly seed: number | string;
  readonly now: number;
  readonly steps: Map<ColumnId, Step>;
  readonly issues: Issue[];
  readonly tables: ReadonlyMap<string, TableLowering>;
  readonly types: Types;
  /** What rules leave to be looked at in the rows of a table. */
  readonly checks: ReadonlyMap<string, TableChecks>;
  /** How many fields are being lowered, each asked for by the one before. */
  readonly depth: { value: number };
  locale(code: string): Locale | undefined;
  country(code: string): Country | undefined;
}

/** What a reference field points to: the table and the column of its row numbers. */
interface Reference {
  readonly table: string;
  readonly via: ColumnId;
  readonly nullable: boolean;
  /** Whether each row stands before the one that refers to it. */
  readonly descends: boolean;
}

/** One table while it is lowered. */
export interface TableLowering {
  readonly name: string;
  readonly rows: number;
  readonly delivered: boolean;
  /** The database table it is loaded into, where that has another name. */
  readonly target: string | undefined;
  /** Names of fields whose values together occur once; the primary key where it has several fields. */
  readonly groups: readonly (readonly string[])[];
  /** Where the rows are counted per parent: the parent and the column of its row numbers. */
  readonly parent: ParentRows | undefined;
  readonly locale: Locale;
  readonly country: Country;
  readonly fields: ReadonlyMap<string, CheckedField>;
  /** As the document has them. */
  readonly raw: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Fields as columns: "open" while one is being lowered, "failed" after complaints. */
  readonly lowered: Map<string, Source | "open" | "failed">;
  /** Types of fields that were read through a reference to the same table while they were lowered. */
  readonly assumed: Map<string, ColumnType>;
  /** How fields keep the groups unique, once that is decided. */
  readonly ways: { current: ReadonlyMap<string, Way> | undefined };
  readonly hidden: Map<string, Source>;
  readonly shared: Map<string, unknown>;
  /** Reference fields: the table they point to and the column of its row numbers. */
  readonly references: Map<string, Reference>;
}

export function typeOf(made: Made): ColumnType {
  const isNullable = made.nullable ?? made.inputs?.some((input) => input.nullable) ?? false;
  const base = { kind: made.kind, scale: made.scale ?? 0, millis: made.millis ?? false, nullable: isNullable };
  return made.dictionary === undefined ? base : { ...base, dictionary: made.dictionary };
}

/** The key of the stream with these names. */
export function keyFor(lowering: Lowering, names: readonly string[]): StreamKey {
  return streamKey(lowering.seed, String(lowering.edition), ...names);
}

/** Adds the step that makes a column; `names` are those of its stream. */
export function addStep(lowering: Lowering, id: ColumnId, made: Made, names: readonly string[]): Source {
  invariant(!lowering.steps.has(id), `${id} is made once`);
  const type = typeOf(made);
  const key = keyFor(lowering, names);
  lowering.steps.set(id, {
    outputs: [id],
    types: [type],
    inputs: made.inputs?.map((s) => s.input) ?? [],
    kernel: made.kernel,
    key,
    does: made.does,
  });
  return { ...type, input: { column: id } };
}

/** Adds the step that makes several columns of whole numbers at once. */
export function addNumbers(
  lowering: Lowering,
  ids: readonly ColumnId[],
  made: Pick<Made, "kernel" | "inputs" | "does">,
  names: readonly string[],
): readonly Source[] {
  const type: ColumnType = { kind: "integer", scale: 0, millis: false, nullable: false };
  lowering.steps.set(ids[0]!, {
    outputs: ids,
    types: ids.map(() => type),
    inputs: made.inputs?.map((s) => s.input) ?? [],
    kernel: made.kernel,
    key: keyFor(lowering, names),
    does: made.does,
  });
  for (const id of ids.slice(1)) lowering.steps.set(id, lowering.steps.get(ids[0]!)!);
  return ids.map((id) => ({ ...type, input: { column: id } }));
}
