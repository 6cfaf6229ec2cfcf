import type { CatalogueColumn } from "./catalogue.ts";
import type { FieldGuess } from "./name-rules.ts";

/** An example of a code in a comment: "e.g. GOLD-12", "such as INV-2024-0001", "format: AB12". */
const EXAMPLE =
  /(?:\be\.?\s?g\.?|\bfor example|\bsuch as|\blike|\bexample|\bformat)[:,]?\s*["'`(]?(?=[\w-]*\d)([A-Za-z0-9]+(?:[-_/.#][A-Za-z0-9]+)*)(?![\w@])/i;
const ROOM = 4; // codes per row that is wanted

const capacityOf = (pattern: string): number =>
  [...pattern].reduce((all, c) => all * (c === "#" ? 10 : c === "?" ? 26 : 1), 1);

/** The shape of the code that the column's comment shows: its letters stay, unless there would be too few codes. */
export function codeByComment({ comment = "" }: CatalogueColumn, length: number, rows: number): FieldGuess | undefined {
  const example = EXAMPLE.exec(comment)?.[1];
  if (example === undefined || example.length > length) return undefined;
  const kept = example.replaceAll(/\d/g, "#");
  const pattern = [kept, kept.replaceAll(/[A-Z]/g, "?")].find((each) => capacityOf(each) >= rows * ROOM);
  return pattern === undefined ? undefined : { type: "pattern", pattern };
}

const USUAL = 3; // times as often as any other word
const CURRENCIES = ["USD", "EUR", "GBP"];

/** A category that has the column's default too, as its most usual word; currencies are mostly the default. */
export function withDefault(given: FieldGuess, { default: usual }: CatalogueColumn): FieldGuess {
  const field =
    usual !== undefined && given.type === "finance.currency_code" ? { type: "category", values: CURRENCIES } : given;
  const tree = usual?.tree?.op === "cast" ? usual.tree.arg : usual?.tree;
  const { values } = field;
  if (field.type !== "category" || tree?.op !== "literal" || typeof tree.value !== "string" || tree.value === "")
    return field;
  const weights: Record<string, unknown> = Array.isArray(values)
    ? Object.fromEntries(values.map((value) => [String(value), 1]))
    : { ...(values as Record<string, unknown>) };
  const most = Math.max(...Object.values(weights).map(Number));
  return {
    ...field,
    values: {
      [tree.value]: most * USUAL,
      ...Object.fromEntries(Object.entries(weights).filter(([word]) => word !== tree.value)),
    },
  };
}
