import type { z } from "zod";
import type { ColumnType, Dictionary, Kind } from "../batch/column.ts";
import type { ColumnId, Family, Input, Kernel } from "../plan/plan.ts";
import type { Retention } from "../schema/families.ts";
import type { Split } from "../random/split.ts";
import type { Country } from "../words/country.ts";
import type { Locale } from "../words/locale.ts";

/** What an expression must give; absent parts are left to the expression. */
export type Target = Partial<ColumnType> & Pick<ColumnType, "kind">;

/** A column that others may read: its type, and how to reach it from the table where it was asked for. */
export interface Source extends ColumnType {
  readonly input: Input;
}

/** What a field type gives: one column's type and the kernel that makes it. */
export interface Made {
  readonly kind: Kind;
  /** Decimal places of a decimal. */
  readonly scale?: number;
  /** Whether a datetime or time shows milliseconds. */
  readonly millis?: boolean;
  /** Exactly where the kernel gives dict columns: all their words. */
  readonly dictionary?: Dictionary;
  readonly kernel: Kernel;
  readonly inputs?: readonly Source[];
  /** Whether the kernel may give nulls although no input has any. */
  readonly nullable?: boolean;
  /** Where the field is unique: how many distinct values there are. Infinity is allowed. Absent: this type cannot be unique. */
  readonly capacity?: number;
  /** Characters of the longest text, where that is known beforehand. */
  readonly longest?: number;
  /** What it does, in words: "normal, mean 41, sd 14, from 18 to 80". */
  readonly does: string;
}

/** The field types there are, those of faker too where it is loaded. */
export interface Types {
  get(name: string): FieldType | undefined;
  names(): Iterable<string>;
}

/** Where rows are so many per row of a parent: the parent, and where each row stands among its siblings. */
export interface ParentRows {
  readonly table: string;
  /** The parent's row number. */
  readonly rows: Source;
  /** The row's place among its siblings, from 0. */
  readonly ordinals: Source;
  /** The row number of the first of its siblings. */
  readonly firsts: Source;
  /** How many siblings there are, this one too. */
  readonly counts: Source;
  /** What a log or a retention gives each of them. */
  readonly own?: {
    readonly name: "event" | "period";
    readonly column: Source;
    readonly by: Retention["by"] | undefined;
  };
  readonly split: Split;
  /** The fewest and the most children that a parent may have. */
  readonly least: number;
  readonly most: number;
}

/** Another table, as a reference sees it. */
export interface Parent {
  readonly rows: number;
  readonly parentRows: ParentRows | undefined;
  /** Names of its fields. */
  readonly fields: Iterable<string>;
  /** Whether that field says `unique` or `key`. */
  isUnique(field: string): boolean;
  /** A column of it, or one that it borrows; undefined after complaints. */
  read(path: string): Source | undefined;
  /** How its rows belong to those of this table, by the reference of that name or by the only one that can tell; undefined after complaints. */
  members(by: string | undefined): Members | undefined;
}

/** Rows of another table that belong to each row of this one. */
interface Members {
  readonly family: Family;
  /** The column of the reference, where that can be null: such rows belong to nobody. */
  readonly present: readonly ColumnId[];
}

/** A field's place while it is lowered: what surrounds it, and how it asks for other columns. */
export interface Site {
  readonly table: string;
  readonly field: string;
  /** What nested fields may be. */
  readonly types: Types;
  /** Rows the table will have; only for capacity and notes, never for values. */
  readonly rows: number;
  /** Where the table's rows are so many per row of a parent. */
  readonly parentRows: ParentRows | undefined;
  /** The reference by which the table's rows are counted, if there is one. */
  readonly owner: string | undefined;
  /** For a reference: the row it must refer to, so that a combination of fields occurs once. */
  readonly digit?: Source;
  /** The field says `unique` or `key`. */
  readonly unique: boolean;
  readonly locale: Locale;
  /** The country of the locale. */
  readonly country: Country;
  /** ms from 1970. */
  readonly now: number;
  /** The locale or country of that code, if prepared; otherwise an issue and the default. */
  localeOf(code: string): Locale;
  countryOf(code: string): Country;
  /** Another field of this table, or `reference.field` of a table it refers to; undefined (and an issue) where there is none. */
  read(path: string, param: string): Source | undefined;
  /** A hidden column of this table by name, made at the first call and shared by all who give the same name; its stream is `table.#name`. */
  hidden(name: string, make: () => Made): Source;
  /** A hidden column that belongs to this field alone; its stream is `table.field.name`. */
  own(name: string, made: Made): Source;
  /** Anything shared by the fields of this table under a name, made at the first call. */
  shared<T>(name: string, make: () => T): T;
  /** Another table; undefined where there is none. Complaints about it are about `param`, "to" unless told. */
  parent(table: string, param?: string): Parent | undefined;
  /** The table that another reference of this table refers to and its row numbers; `a.b` is the reference b of the table that a refers to. Undefined after complaints. */
  rowsOf(reference: string, param: string): { readonly table: string; readonly rows: Source } | undefined;
  /** Declares this field a reference to that table by a column of row numbers: `field.x` then reads x there. `descends` says that each row stands before the one that refers to it. */
  refer(table: string, rows: Source, descends: boolean): void;
  /** All fields of this table as the document has them, defaults not filled in. */
  readonly fields: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** A complaint about this field; `param` is the parameter at fault. */
  issue(code: string, message: string, hint?: string, param?: string): void;
}

/** One type that a field can have. */
export interface FieldType<Params extends z.ZodObject = z.ZodObject> {
  /** `group.name`, or `name` for the basic ones. */
  readonly name: string;
  /** One line for the list of types. */
  readonly summary: string;
  /** Its own parameters, beyond those common to all fields. */
  readonly params: Params;
  /** A field as one would write it, for docs and tests. Without it `{ type: name }`. */
  readonly example?: Readonly<Record<string, unknown>>;
  /** What `value`, an expression, must give for a field of this type; undefined leaves it to the expression. Absent where the type takes none. */
  derived?(params: z.output<Params>): Target | undefined;
  /** Whether `value` is a parameter of its own, and no expression. */
  readonly ownsValue?: true;
  /** Lowers one field. Complaints go to `site.issue`; what is returned then does not matter but must be whole. */
  lower(params: z.output<Params>, site: Site): Made;
}

/** Keeps the parameters' types between `params` and `lower`. */
export function defineType<Params extends z.ZodObject>(type: FieldType<Params>): FieldType {
  return type;
}
