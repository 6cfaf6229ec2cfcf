import { z } from "zod";
import { childAmong, countedRow } from "../../kernels/children.ts";
import { stretched } from "../../kernels/digits.ts";
import { constantNumber } from "../../kernels/constant.ts";
import { nullWith } from "../../kernels/nullable.ts";
import { pass } from "../../kernels/pass.ts";
import { earlierRow, popularRow, weightedRow, wholeNumber } from "../../kernels/rows-of.ts";
import { shuffledSequence } from "../../kernels/sequence.ts";
import { treeRow } from "../../kernels/tree.ts";
import { chooseMade } from "../choose.ts";
import { defineType, type FieldType, type Made, type Parent, type Site, type Source } from "../field-type.ts";
import { typeOf } from "../nested.ts";
import { exponentOf } from "../members.ts";
import { splitTarget } from "../relations.ts";
import { show } from "../shapes.ts";
import { didYouMean } from "../suggest.ts";

const none: Made = { kind: "integer", kernel: constantNumber(0), capacity: Infinity, does: "" };
const MOST_WEIGHTS = 1_000_000;
const MOST_LEVELS = 100;

const Spread = z.union([
  z.enum(["uniform", "zipf", "earlier"]),
  z.strictObject({ zipf: z.strictObject({ s: z.number().positive().max(20) }) }),
  z.strictObject({ weights: z.array(z.number().nonnegative()).min(1).max(MOST_WEIGHTS) }),
]);

const Tree = z.strictObject({
  levels: z.array(z.number().nonnegative()).min(1).max(MOST_LEVELS),
  roots: z.int().positive().max(1_000_000_000).optional(),
});

interface Params {
  readonly to: string | Readonly<Record<string, string>>;
  readonly by?: string | undefined;
  readonly with?: string | undefined;
  readonly under?: string | undefined;
  readonly tree?: z.output<typeof Tree> | undefined;
  readonly distribution?: z.output<typeof Spread> | undefined;
  readonly counted?: boolean | undefined;
}

/** The table and the field that a reference points to. */
interface Place {
  readonly table: string;
  readonly field: string;
  readonly parent: Parent;
}

/** Splits `table.field` and finds it; undefined after complaints. */
function placeOf(to: string, site: Site, param: string): Place | undefined {
  const place = splitTarget(to);
  if (place === undefined) {
    site.issue("schema/reference", `expected table.field; found ${show(to)}.`, "Write to: customers.id.", param);
    return undefined;
  }
  const parent = site.parent(place.table);
  if (parent === undefined) {
    site.issue("schema/unknown-table", `there is no table ${place.table}.`, "Name a table of this schema.", param);
    return undefined;
  }
  const names = [...parent.fields];
  if (!names.includes(place.field)) {
    const message = `there is no field ${place.field} in ${place.table}.`;
    site.issue("schema/unknown-field", message, didYouMean(place.field, names), param);
    return undefined;
  }
  if (parent.rows === 0 && site.rows > 0) {
    site.issue(
      "schema/no-rows",
      `${place.table} has no rows to refer to.`,
      `Give ${place.table} rows, or drop the reference.`,
      param,
    );
    return undefined;
  }
  return { ...place, parent };
}

/** The key that a reference points to; undefined after complaints. */
function keyOf({ table, field, parent }: Place, site: Site): Source | undefined {
  if (table !== site.table || field !== site.field) return parent.read(field);
  site.issue("schema/cycle", `${site.field} refers to itself.`, "Name the key of the table.", "to");
  return undefined;
}

function treeMade(table: string, { levels, roots = 0 }: z.output<typeof Tree>, site: Site): Made {
  const sum = levels.reduce((a, b) => a + b, 0);
  const empty = levels.findIndex((share) => share === 0);
  if (sum === 0 || empty !== -1)
    site.issue(
      "schema/range",
      `every level of a tree needs a share above 0; level ${empty} has none.`,
      "Drop the level, or give it a share.",
      "tree",
    );
  const shares = levels.map((share) => share / sum);
  const counts = `${roots > 0 ? `${roots} roots, then ` : ""}${shares.map((share) => `${Math.round(share * 1000) / 10} %`).join(", ")}`;
  const kernel = sum === 0 ? constantNumber(0) : treeRow({ roots, shares });
  return { kind: "integer", nullable: true, kernel, does: `a row of ${table} one level above: ${counts}` };
}

/** Rows of `table` of which each has its share of this table's rows, so that both directions are arithmetic. */
function countedMade(table: string, owners: number, spread: Params["distribution"], site: Site): Made {
  const isShared = spread === undefined || spread === "uniform" || spread === "zipf";
  if (site.unique || (!isShared && (typeof spread !== "object" || "weights" in spread)))
    site.issue(
      "schema/distribution",
      "a counted reference gives each row its share: equal ones, or those of Zipf's law.",
      "Use uniform or zipf, without unique or key; or drop counted.",
      "counted",
    );
  const s = exponentOf(spread);
  const share = s === undefined ? "about equal shares" : `shares by Zipf's law, s ${s}`;
  return { kind: "integer", kernel: countedRow({ rows: site.rows, owners, s }), does: `a row of ${table}: ${share}` };
}

/** The column of row numbers that a reference points to, by its own choice. */
function rowsMade({ table, parent }: Place, { distribution, tree, counted }: Params, site: Site): Made {
  const kind = "integer";
  const { rows } = parent;
  if (counted === true) return countedMade(table, rows, distribution, site);
  const isSelf = table === site.table;
  if (tree !== undefined) {
    if (!isSelf || site.unique || distribution !== undefined)
      site.issue(
        "schema/reference",
        "a tree is of the rows of one table, and decides alone who refers to whom.",
        "Let it refer to the key of its own table, without unique and distribution.",
        "tree",
      );
    return treeMade(table, tree, site);
  }
  if (site.unique) return { kind, kernel: shuffledSequence(0, 1, rows), does: `each row of ${table} at most once` };
  if (distribution === "earlier" || (distribution === undefined && isSelf)) {
    if (!isSelf)
      site.issue(
        "schema/distribution",
        "earlier rows are those of the same table.",
        "Use uniform or zipf.",
        "distribution",
      );
    return { kind, kernel: earlierRow, nullable: true, does: `an earlier row of ${table}; none for the first` };
  }
  if (distribution === undefined || distribution === "uniform")
    return { kind, kernel: wholeNumber(0, rows), does: `a row of ${table}, all equally likely` };
  if (typeof distribution === "object" && "weights" in distribution) {
    const { weights } = distribution;
    if (weights.length > rows || weights.every((weight) => weight === 0)) {
      site.issue(
        "schema/distribution",
        `weights are those of the rows of ${table}, in order, and one at least is above 0; found ${weights.length} for ${rows} rows.`,
        "Give one weight per row.",
        "distribution",
      );
      return none;
    }
    return { kind, kernel: weightedRow(weights), does: `a row of ${table} by ${weights.length} weights` };
  }
  const s = distribution === "zipf" ? 1 : distribution.zipf.s;
  return { kind, kernel: popularRow(rows, s), does: `a row of ${table}, few often, most seldom (zipf, s ${s})` };
}

/** The row numbers of another reference of this row to that table: its own, or those of the reference that its target is. */
function otherRows(site: Site, param: "with" | "under", name: string, table: string): Source | undefined {
  const other = site.rowsOf(name, param);
  if (other === undefined || other.table === table) return other?.rows;
  const to = site.fields.get(name)?.["to"];
  const place = typeof to === "string" ? splitTarget(to) : undefined;
  const further = param === "under" && place !== undefined ? site.rowsOf(`${name}.${place.field}`, param) : undefined;
  if (further?.table === table) return further.rows;
  site.issue(
    "schema/reference",
    `${name} refers to ${other.table}, not to ${table}.`,
    `Name a reference to ${table}.`,
    param,
  );
  return undefined;
}

/** A row of the target among the children of the row that another reference points to; undefined after complaints. */
function underMade({ table, parent }: Place, under: string, site: Site): Made | undefined {
  const counted = parent.parentRows;
  if (counted === undefined) {
    site.issue(
      "schema/reference",
      `the rows of ${table} are not so many per row of another table, so none of them stand under ${under}.`,
      `Give ${table} rows: { per: <the table ${under} refers to> }.`,
      "under",
    );
    return undefined;
  }
  const rows = otherRows(site, "under", under, counted.table);
  return (
    rows && {
      kind: "integer",
      kernel: childAmong(counted.split, counted.least > 0),
      inputs: [rows],
      nullable: rows.nullable || counted.least === 0,
      does: `a row of ${table} of the same row of ${counted.table} as ${under}`,
    }
  );
}

/** The rows that a reference points to, and whether each row's target stands before it; undefined after complaints. */
function chooseRows(place: Place, params: Params, site: Site): { rows: Source; descends: boolean } | undefined {
  const { table, parent } = place;
  if (params.counted === true && (params.with ?? params.under ?? params.tree ?? site.digit) !== undefined) {
    site.issue(
      "schema/reference",
      "a counted reference chooses its row alone, without with, under, tree or a combination that occurs once.",
      "Drop counted or the other.",
      "counted",
    );
    return undefined;
  }
  const given = ["with", "under", "tree", "distribution"].filter((name) => params[name as keyof Params] !== undefined);
  if (given.length > 1) {
    site.issue(
      "schema/reference",
      `${given.join(" and ")} each decide which row it refers to.`,
      "Keep one of them.",
      given[1],
    );
    return undefined;
  }
  if (params.with !== undefined) {
    const rows = otherRows(site, "with", params.with, table);
    return rows && { rows, descends: false };
  }
  if (site.digit !== undefined) return { rows: site.digit, descends: false };
  if (params.under !== undefined) {
    const made = underMade(place, params.under, site);
    return made && { rows: site.own("row", made), descends: false };
  }
  const isSelf = table === site.table;
  if (site.owner === site.field) {
    if (site.unique && site.parentRows!.most > 1)
      site.issue(
        "schema/unique-capacity",
        `a row of ${table} has up to ${site.parentRows!.most} rows here, so ${site.field} has a value more than once.`,
        "Set `max: 1`, or add another field to the combination.",
      );
    return { rows: site.parentRows!.rows, descends: false };
  }
  const { distribution } = params;
  const isEarlier = !site.unique && params.counted !== true;
  const descends = isSelf && isEarlier && (distribution === undefined || distribution === "earlier");
  return { rows: site.own("row", rowsMade({ ...place, parent }, params, site)), descends };
}

function lowerPlain(to: string, params: Params, site: Site): Made {
  const place = placeOf(to, site, "to");
  const key = place && keyOf(place, site);
  if (place === undefined || key === undefined) return none;
  const { table, parent } = place;
  const chosen = chooseRows(place, params, site);
  if (chosen === undefined) return none;
  if (site.unique && site.digit === undefined && !parent.isUnique(place.field))
    site.issue(
      "schema/unique-unsupported",
      `${to} may have a value twice, so what refers to it cannot be unique.`,
      `Refer to a key of ${table}, or make ${place.field} unique.`,
      "unique",
    );
  const { rows } = chosen;
  const apart =
    site.parentRows?.table === table && rows !== site.parentRows.rows ? ", not the one it was counted for" : "";
  site.refer(table, rows, chosen.descends);
  const there = {
    ...typeOf(key),
    nullable: key.nullable || rows.nullable,
    input: { column: key.input.column, via: rows.input.column },
  };
  const capacity = params.with === undefined && params.under === undefined ? { capacity: parent.rows } : {};
  return {
    ...typeOf(key),
    nullable: there.nullable,
    kernel: pass,
    inputs: [there],
    ...capacity,
    does: `${to} of ${rows.nullable ? "an earlier row" : "a row"}${apart}`,
  };
}

/** A row of one of several tables, the least of which has `fewest`. */
function anyRow({ table, parent: { rows } }: Place, fewest: number, { digit }: Site): Made {
  const kind = "integer";
  if (digit === undefined) return { kind, kernel: wholeNumber(0, rows), does: `a row of ${table}, all equally likely` };
  return { kind, kernel: stretched(rows / fewest), inputs: [digit], does: `a row of ${table} of its own` };
}

/** A reference to one of several tables, as the word of another field says. */
function lowerAny(to: Readonly<Record<string, string>>, by: string, site: Site): Made {
  const subject = site.read(by, "by");
  if (subject === undefined) return none;
  const words = subject.dictionary?.words;
  if (words === undefined) {
    site.issue(
      "schema/type",
      `${by} must have a list of words, such as a category.`,
      `Make it { type: category, values: [${Object.keys(to).join(", ")}] }.`,
      "by",
    );
    return none;
  }
  const keys: Source[] = [];
  const fewest = Math.min(...Object.values(to).map((each) => site.parent(splitTarget(each)?.table ?? "")?.rows ?? 0));
  for (const word of words) {
    const each = Object.hasOwn(to, word) ? to[word]! : undefined;
    if (each === undefined) {
      site.issue("schema/reference", `${by} may be ${show(word)}, and that leads nowhere.`, "Add it to `to`.", "to");
      return none;
    }
    const place = placeOf(each, site, `to.${word}`);
    const key = place && keyOf(place, site);
    if (place === undefined || key === undefined) return none;
    const rows = site.own(`row.${word}`, anyRow(place, fewest, site));
    keys.push({ ...typeOf(key), input: { column: key.input.column, via: rows.input.column } });
  }
  if (keys.some(({ kind }) => kind !== keys[0]!.kind)) {
    const found = words.map((word, k) => `${to[word]} is ${keys[k]!.kind}`).join(", ");
    site.issue(
      "schema/kind",
      `the keys it may refer to are of several kinds: ${found}.`,
      "Use keys of one kind.",
      "to",
    );
    return none;
  }
  const does = `a key of one of ${words.length} tables, by ${by}`;
  const made = chooseMade(subject, keys, does, site);
  if (!subject.nullable) return made;
  return { ...made, kernel: nullWith, inputs: [site.own("any", made), subject], nullable: true };
}

function lowerReference(params: Params, site: Site): Made {
  const { to, by } = params;
  if (typeof to === "string" && by === undefined) return lowerPlain(to, params, site);
  if (typeof to !== "string" && by !== undefined) {
    const other = (["with", "under", "tree", "distribution", "counted"] as const).find(
      (name) => params[name] !== undefined,
    );
    if (other === undefined && !site.unique) return lowerAny(to, by, site);
    site.issue(
      "schema/reference",
      `a reference to one of several tables knows no ${other ?? "unique"}.`,
      "Drop it, or refer to one table.",
      other ?? "unique",
    );
    return none;
  }
  site.issue(
    "schema/reference",
    "several tables to refer to need a field that says which, and one table needs none.",
    "Write to: { posts: posts.id, photos: photos.id } with by: subject, or to: posts.id alone.",
    "to",
  );
  return none;
}

export const referenceTypes: readonly FieldType[] = [
  defineType({
    name: "reference",
    summary: "The key of a row of another table, or of this one",
    params: z.object({
      to: z
        .union([z.string(), z.record(z.string(), z.string())])
        .describe(
          "table.field that it refers to. With `by` a map from that field's words to such targets, as { posts: posts.id, photos: photos.id }.",
        ),
      by: z
        .string()
        .optional()
        .describe("A field of words, such as a category, that says to which of several tables it refers."),
      with: z
        .string()
        .optional()
        .describe("Another reference of this table: takes the same row, as the parts of a composite key do."),
      under: z
        .string()
        .optional()
        .describe(
          "Another reference of this table: takes one of the rows that the target table has for that row (its rows are { per } that table), so that both agree.",
        ),
      tree: Tree.optional().describe(
        "Within one table: shares of the rows at each depth, roots first, as { levels: [0.01, 0.09, 0.9] }; with `roots`, so many roots and the shares of the depths below. Roots have null.",
      ),
      distribution: Spread.optional().describe(
        "How often each row is referred to: uniform, or zipf for a few popular ones (zipf: { s: 1.2 } for how few), or { weights: [3, 1, 1] } for the rows in order. Within one table `earlier` refers to rows before, so that no circle closes; the first row then has null. Default uniform; earlier within one table. With unique each row at most once.",
      ),
      counted: z
        .boolean()
        .optional()
        .describe(
          "Rows are shared out among those referred to, so that `aggregate` can read them from the other side. Every row then depends on the number of rows of both tables.",
        ),
    }),
    example: { type: "reference", to: "customers.id" },
    lower: lowerReference,
  }),
];
