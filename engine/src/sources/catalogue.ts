/** Anything a data model can be read from, in one shape: DDL, a live database, Prisma, JSON Schema, a sample. `toSchema` makes a schema of it. */
export interface Catalogue {
  /** What the tables were read from. */
  readonly origin: "postgres" | "mysql" | "sqlite" | "sqlserver" | "prisma" | "json-schema" | "sample";
  readonly tables: readonly CatalogueTable[];
  /** What could not be read, or was guessed in reading. */
  readonly notes: readonly Note[];
}

/** Something that was guessed or left out; `path` is `table`, `table.column` or "" for the whole. */
export interface Note {
  readonly path: string;
  readonly text: string;
}

export interface CatalogueTable {
  readonly name: string;
  /** The name space it lies in where that is not the default one: `sales` of `sales.orders`. */
  readonly namespace?: string;
  readonly columns: readonly CatalogueColumn[];
  /** Column names; empty where there is none. */
  readonly primaryKey: readonly string[];
  readonly unique: readonly UniqueKey[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  readonly comment?: string;
  /** Rows there are, where that is known. */
  readonly rows?: number;
  /** All its rows, cells in the order of its columns, where it is a short list that others refer to. */
  readonly listed?: readonly (readonly (string | null)[])[];
}

export interface CatalogueColumn {
  readonly name: string;
  readonly type: CatalogueType;
  readonly nullable: boolean;
  /** Who fills it where an INSERT does not: a sequence or AUTO_INCREMENT (`identity`), or GENERATED ALWAYS AS IDENTITY, which accepts no value (`always`). */
  readonly identity?: "identity" | "always";
  /** A column that the database computes: it accepts no value. */
  readonly generatedAs?: Check;
  readonly default?: Check;
  readonly comment?: string;
  readonly statistics?: ColumnStatistics;
}

/** What cells are, whatever the dialect calls it. */
export interface CatalogueType {
  readonly kind:
    | "integer"
    | "decimal"
    | "float"
    | "boolean"
    | "text"
    | "date"
    | "datetime"
    | "time"
    | "duration"
    | "uuid"
    | "json"
    | "binary"
    | "array"
    /** Named parts, `fields`, as JSON Schema nests them. */
    | "object"
    /** One of `values`. */
    | "enum"
    /** Several of `values` (MySQL's SET). */
    | "set"
    /** Known to nobody here: the column can only be null or take its default. */
    | "other";
  /** As the source writes it: `character varying(40)`. */
  readonly native: string;
  /** Smallest and greatest value of an integer type, or number of elements of an array, both ends included. */
  readonly min?: number;
  readonly max?: number;
  /** Characters of a text, bytes of binary; `fixed` where shorter ones are padded: char(2). */
  readonly length?: number;
  readonly fixed?: boolean;
  /** Digits in all and after the point, of a decimal. */
  readonly precision?: number;
  readonly scale?: number;
  /** Of an enum or set. */
  readonly values?: readonly string[];
  /** Of an array. */
  readonly element?: CatalogueType;
  /** Of an array's element: what a sample says of its values. */
  readonly statistics?: ColumnStatistics;
  /** Of an object. */
  readonly fields?: readonly CatalogueColumn[];
  /** What a text is, as JSON Schema names it: email, uri, ipv4, hostname ... */
  readonly format?: string;
  /** A datetime that knows its zone. */
  readonly zoned?: boolean;
  /** Checks of a domain, about the column VALUE. */
  readonly checks?: readonly Check[];
  /** A domain that forbids null. */
  readonly notNull?: true;
}

export interface UniqueKey {
  readonly name?: string;
  readonly columns: readonly string[];
  /** Whether two rows with nulls may be alike: so in SQL, unless NULLS NOT DISTINCT is said (SQL Server always). */
  readonly nullsDistinct: boolean;
  /** A partial index: only rows where this holds. */
  readonly where?: Check;
}

export interface ForeignKey {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly table: string;
  readonly namespace?: string;
  /** Parallel to `columns`. */
  readonly references: readonly string[];
  readonly deferrable?: boolean;
}

/** An expression of SQL: its text as the source has it, and its tree where we can read it. */
export interface Check {
  readonly name?: string;
  readonly text: string;
  readonly tree?: SqlExpression;
}

/** The part of SQL's expressions that checks, defaults and generated columns are written in; what is outside it has no tree. */
export type SqlExpression =
  | { readonly op: "column"; readonly name: string }
  | { readonly op: "literal"; readonly value: string | number | boolean | null }
  /** Lower-case names: length, lower, upper, coalesce, now, substring, abs, round, extract (first argument the unit as a literal) ... */
  | { readonly op: "call"; readonly name: string; readonly args: readonly SqlExpression[] }
  | {
      readonly op: "binary";
      /** `~` is a regular expression that matches anywhere, `~*` without case; like and ilike know % and _. */
      readonly operator:
        | "="
        | "<>"
        | "<"
        | "<="
        | ">"
        | ">="
        | "+"
        | "-"
        | "*"
        | "/"
        | "%"
        | "||"
        | "like"
        | "ilike"
        | "~"
        | "~*";
      readonly left: SqlExpression;
      readonly right: SqlExpression;
    }
  | { readonly op: "and" | "or"; readonly args: readonly SqlExpression[] }
  | { readonly op: "not" | "negate" | "is-null"; readonly arg: SqlExpression }
  | { readonly op: "in"; readonly arg: SqlExpression; readonly list: readonly SqlExpression[] }
  | { readonly op: "between"; readonly arg: SqlExpression; readonly low: SqlExpression; readonly high: SqlExpression }
  | { readonly op: "cast"; readonly arg: SqlExpression; readonly type: CatalogueType }
  | {
      readonly op: "case";
      readonly whens: readonly { readonly when: SqlExpression; readonly then: SqlExpression }[];
      readonly otherwise?: SqlExpression;
    };

/** What a sample or a live database says of a column's values. */
export interface ColumnStatistics {
  /** Share of nulls, 0 to 1. */
  readonly nulls: number;
  /** Different values, about. */
  readonly distinct?: number;
  /** Frequent values with their shares of the values that are not null. */
  readonly frequent?: readonly { readonly value: string | number | boolean; readonly share: number }[];
  /** Whether `frequent` holds all values. */
  readonly complete?: boolean;
  /** Least and greatest: numbers, or ISO 8601 of dates and times. */
  readonly min?: number | string;
  readonly max?: number | string;
  /** Of moments: a column of the same row that it is never before, and the seconds within which it mostly follows, where these are few. */
  readonly follows?: { readonly column: string; readonly within?: number };
  /** Of moments: whether they rise from row to row; whether none has a time of day. */
  readonly ascending?: boolean;
  readonly wholeDays?: boolean;
  /** Of numbers: at equal steps of probability from 0 to 1, ascending. */
  readonly quantiles?: readonly number[];
  /** Characters of texts. */
  readonly shortest?: number;
  readonly longest?: number;
  /** A regular expression that every text matches whole, where one was found. */
  readonly pattern?: string;
}

/** A schema's document with a note for everything guessed. */
export interface Imported {
  readonly document: Readonly<Record<string, unknown>>;
  readonly notes: readonly Note[];
}
