import { nameWords, type FieldDraft, type RelationDraft, type TableDraft } from "./draft.ts";
import { singularName, type Lexicon } from "./lexicon.ts";

export type Formula = { readonly value: string } | { readonly of: string; readonly take: string };

const TAKES: Readonly<Record<string, string>> = {
  sum: "sum",
  total: "sum",
  count: "count",
  number: "count",
  average: "mean",
  mean: "mean",
  highest: "max",
  maximum: "max",
  lowest: "min",
  minimum: "min",
};
const PIECE = /\d+(?:\.\d+)?%?|[\p{L}_][\p{L}\p{N}_'-]*|[-+*/()]/gu;
const SKIPPED = new Set("the its their of a an equal to be by rounded all it".split(" "));

/** What the words of a formula come to over the fields of a table; undefined where a word is no field. */
export function readFormula(
  text: string,
  self: FieldDraft,
  table: TableDraft,
  relations: readonly RelationDraft[],
  lexicon: Lexicon,
): Formula | undefined {
  const pieces = text.match(PIECE) ?? [];
  const lower = pieces.map((piece) => piece.toLowerCase());
  const product = lower.findIndex((piece, i) => piece === "product" && lower[i + 1] === "of");
  const sum = lower.findIndex((piece, i) => Object.hasOwn(TAKES, piece) && lower[i + 1] === "of");
  const difference = lower.findIndex(
    (piece, i) => piece === "difference" && (lower[i + 1] === "of" || lower[i + 1] === "between"),
  );
  if (sum >= 0 && product < 0) {
    const made = aggregate(pieces.slice(sum + 2), TAKES[lower[sum]!]!, table, relations, lexicon);
    if (made !== undefined) return made;
  }
  const at = Math.max(product, sum, difference);
  const joins = product >= 0 ? "*" : difference >= 0 ? "-" : sum >= 0 ? "+" : undefined;
  const value = expression(at < 0 ? pieces : pieces.slice(at + 2), joins, self, table, lexicon);
  return value === undefined ? undefined : { value };
}

function aggregate(
  pieces: readonly string[],
  take: string,
  table: TableDraft,
  relations: readonly RelationDraft[],
  lexicon: Lexicon,
): Formula | undefined {
  const words = nameWords(pieces.join(" ").replaceAll("'s", "")).filter(
    (word) => !SKIPPED.has(word) && word !== "order's",
  );
  const children = relations.filter((relation) => relation.parent === table).map((relation) => relation.child);
  const isIn = (child: TableDraft): boolean =>
    singularName(child.name, lexicon)
      .split("_")
      .some((part) => words.some((word) => lexicon.singular(word) === part));
  const child = children.find(isIn) ?? (words.length <= 1 || children.length === 1 ? children[0] : undefined);
  if (child === undefined) return undefined;
  if (take === "count") return { of: child.name, take };
  const own = words
    .map((word) => lexicon.singular(word))
    .filter((word) => !singularName(child.name, lexicon).split("_").includes(word));
  const named = child.fields.find((field) => singularName(field.name, lexicon) === own.join("_"));
  const money = child.fields.find((field) => /(?:total|amount|subtotal|price|cost|value)$/.test(field.name));
  const field = named ?? money ?? child.fields.find((each) => each.min !== undefined);
  return field === undefined ? undefined : { of: `${child.name}.${field.name}`, take };
}

/** Operators and names; `joins` stands where "and" or a comma does. */
function expression(
  pieces: readonly string[],
  joins: string | undefined,
  self: FieldDraft,
  table: TableDraft,
  lexicon: Lexicon,
): string | undefined {
  const out: string[] = [];
  let words: string[] = [];
  let failed = false;
  const flush = (): void => {
    const kept = words.filter((word) => !SKIPPED.has(word.toLowerCase()));
    words = [];
    if (kept.length === 0) return;
    const name = nameWords(kept.join(" "))
      .map((word) => lexicon.singular(word))
      .join("_");
    const field =
      table.fields.find((each) => singularName(each.name, lexicon) === name) ??
      table.fields.find(
        (each) =>
          each !== self &&
          (singularName(each.name, lexicon).endsWith(`_${name}`) ||
            singularName(each.name, lexicon).startsWith(`${name}_`) ||
            name.endsWith(`_${singularName(each.name, lexicon)}`)),
      );
    if (field === undefined || field === self) failed = true;
    else out.push(field.name);
  };
  for (const piece of pieces) {
    if (/^[-+*/()]$/.test(piece)) {
      flush();
      out.push(piece);
    } else if (/^\d/.test(piece)) {
      flush();
      if (!piece.endsWith("%")) out.push(piece);
      else if (!percent(out, Number(piece.slice(0, -1)) / 100)) failed = true;
    } else if (piece.toLowerCase() === "and" && joins !== undefined) {
      flush();
      out.push(joins);
    } else words.push(piece);
  }
  flush();
  const text = out.join(" ");
  return failed || out.length < 3 || !/[-+*/]/.test(text) ? undefined : text;
}

/** "price minus 10%" is nine tenths of it; "10% of price" a tenth. */
function percent(out: string[], share: number): boolean {
  const sign = out.at(-1);
  const decimal = (n: number): string => String(Math.round(n * 1e6) / 1e6);
  if (sign === "+" || sign === "-") {
    out[out.length - 1] = "*";
    out.push(decimal(sign === "+" ? 1 + share : 1 - share));
    return true;
  }
  if (sign === "*") {
    out.push(decimal(share));
    return true;
  }
  if (out.length > 0) return false;
  out.push(decimal(share), "*");
  return true;
}
