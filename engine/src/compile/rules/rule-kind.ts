import type { z } from "zod";
import { didYouMean } from "../suggest.ts";

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
  /** It holds by the making of the fields: it is there to be counted alone. */
  readonly built?: true;
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

/** The fields of those names as they stand; undefined after complaints about any that is missing, named twice, or has what the rule takes over. */
export function findFields(site: RuleSite, names: readonly string[], param: string): readonly RawField[] | undefined {
  const found: RawField[] = [];
  names.forEach((name, k) => {
    const raw = site.table.fields.get(name);
    if (raw === undefined)
      site.issue(
        "schema/unknown-field",
        `there is no field ${name} in ${site.table.name}.`,
        didYouMean(name, site.table.fields.keys()) ?? "Add it, or correct the name.",
        param,
      );
    else if (names.indexOf(name) !== k)
      site.issue("schema/rule-shape", `${name} stands there twice.`, "Name each field once.", param);
    else if (raw["value"] !== undefined || raw["when"] !== undefined || raw["key"] === true)
      site.issue(
        "schema/rule-field",
        `${name} has a ${raw["value"] !== undefined ? "value" : raw["when"] !== undefined ? "when" : "key"} already, and the rule decides about it.`,
        "Drop one of the two.",
        param,
      );
    else found.push(raw);
  });
  return found.length === names.length ? found : undefined;
}

/** Weights of the words "0", "1", ... and "none" of a category; undefined after a complaint. */
export function toWeights(
  site: RuleSite,
  count: number,
  weights: readonly number[] | undefined,
  none: number,
): Readonly<Record<string, number>> | undefined {
  const given = weights ?? Array.from({ length: count }, () => 1);
  const sum = given.reduce((all, weight) => all + weight, 0);
  if (given.length !== count || (sum === 0 && none < 1)) {
    site.issue(
      "schema/rule-shape",
      `expected ${count} weights, some more than 0; found ${given.join(", ")}.`,
      "Give each field one.",
      "weights",
    );
    return undefined;
  }
  const shares = given.map((weight, k) => [String(k), sum === 0 ? 0 : ((1 - none) * weight) / sum] as const);
  return Object.fromEntries(none > 0 ? [...shares, ["none", none]] : shares);
}
