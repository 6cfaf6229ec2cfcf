import type { z } from "zod";

/** A field as the document has it, or as a rule adds it. */
export type RawField = Readonly<Record<string, unknown>>;

/** A condition that every row keeps: true or null. */
export interface DraftCheck {
  /** Where its rule stands in the document. */
  readonly path: string;
  /** The whole as one expression. */
  readonly text: string;
  /** Its two parts, where it asks for `then` in the rows of `when`. */
  readonly when?: string;
  readonly then?: string;
}

/** Two fields of which, where both have a value, one is never less than the other. */
export interface FieldOrder {
  readonly less: string;
  readonly more: string;
  /** Whether they are never equal either. */
  readonly strict: boolean;
}

/** A table before its fields are checked: what rules may look at and rewrite. */
export interface TableDraft {
  readonly name: string;
  /** In the document's order. A rule may replace fields, and add hidden ones whose names begin with `#` (which no document can write). */
  readonly fields: Map<string, RawField>;
  /** As the document has them: a number, so many per parent, or absent. A rule may set it. */
  rows: unknown;
  /** Fields whose values together occur once. */
  readonly grouped: ReadonlySet<string>;
  /** What rules ask of every row beyond what their fields give. */
  readonly checks: DraftCheck[];
  /** What rules made to hold by construction, so that no row need be looked at for it. */
  readonly order: FieldOrder[];
}

/** A rule's place while it is applied. */
export interface RuleSite {
  readonly table: TableDraft;
  /** All tables of the document, this one too. */
  readonly tables: ReadonlyMap<string, TableDraft>;
  /** Position of the rule among those of its table: part of the names of hidden fields, so that two rules of one kind do not meet. */
  readonly index: number;
  /** ms from 1970. */
  readonly now: number;
  /** Adds or replaces a field of this table; complaints about it are told at the rule. */
  set(field: string, raw: RawField): void;
  /** Adds a condition; fields are narrowed, and rows drawn again, until it holds. */
  check(check: Omit<DraftCheck, "path">): void;
  /** A complaint; `param` is the part of the rule at fault. */
  issue(code: string, message: string, hint?: string, param?: string): void;
}

/**
 * One kind of rule, known by the first parameter of its shape: `{ one_hot: [a, b] }`. A rule is rewritten into fields before anything is
 * lowered, so that execution knows no rules: what it asks for holds by construction.
 */
export interface RuleKind<Params extends z.ZodObject = z.ZodObject> {
  /** The parameter that tells it from the others. */
  readonly name: string;
  readonly summary: string;
  readonly params: Params;
  /** A rule as one would write it, with the fields it needs: for docs and tests. */
  readonly example: {
    readonly fields: Readonly<Record<string, unknown>>;
    readonly rule: Readonly<Record<string, unknown>>;
    /** Whether the table's rows must be those of a parent. */
    readonly perParent?: true;
  };
  apply(params: z.output<Params>, site: RuleSite): void;
}

/** Keeps the parameters' types between `params` and `apply`. */
export function defineRule<Params extends z.ZodObject>(kind: RuleKind<Params>): RuleKind {
  return kind;
}
