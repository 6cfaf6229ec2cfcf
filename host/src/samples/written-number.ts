import { quoteText } from "./engine.ts";

/** Numbers as people write them: with a currency or percent sign, with groups of thousands, with a comma before the cents. */
export interface WrittenNumber {
  /** Its cells in SQL, from the text `x`. */
  readonly sql: string;
  /** Digits behind the point. */
  readonly scale: number;
  /** What was guessed in reading, in words. */
  readonly note: string;
}

const SIGNS = "[$€£¥₹%]|USD|EUR|GBP|CHF|kr|zł";
const CORE = `trim(regexp_replace(x, ${quoteText(`^([-+]?) ?(?:${SIGNS}) ?|[ \u00a0]?(?:${SIGNS})$`)}, '\\1', 'g'))`;
const SIGN = `regexp_extract(x, ${quoteText(SIGNS)})`;
const WHOLE = (group: string): string => `[-+]?(?:[1-9][0-9]{0,2}(?:[${group}][0-9]{3})+|0|[1-9][0-9]*)`;
/** Groups of thousands are set apart by a point, a blank or an apostrophe where a comma stands before the fraction, and by a comma otherwise. */
const POINT = `${WHOLE(",' \u00a0")}(?:\\.[0-9]+)?`;
const COMMA = `${WHOLE(".' \u00a0")}(?:,[0-9]+)?`;
const MOST_SCALE = 6;

/** The query that tells whether all texts of some cells are such numbers. */
export function askWritten(cells: string): string {
  const count = (pattern: string): string => `count(*) FILTER (regexp_full_match(c, ${quoteText(pattern)}))`;
  const fraction = (mark: string): string =>
    `max(CASE WHEN contains(c, ${quoteText(mark)}) THEN length(c) - strpos(c, ${quoteText(mark)}) ELSE 0 END)`;
  return `SELECT count(c) AS n, ${count(POINT)} AS point, ${count(COMMA)} AS comma, ${fraction(".")} AS points, ${fraction(",")} AS commas,
    count(DISTINCT nullif(sign, '')) AS signs, min(nullif(sign, '')) AS sign FROM (SELECT ${CORE} AS c, ${SIGN} AS sign FROM ${cells}) WHERE c IS NOT NULL`;
}

/** What the answer says; undefined where the texts are no such numbers, or speak of several currencies. */
export function toWritten(answer: Readonly<Record<string, unknown>>): WrittenNumber | undefined {
  const n = Number(answer["n"]);
  const isPoint = Number(answer["point"]) === n;
  const isComma = !isPoint && Number(answer["comma"]) === n;
  const scale = Number(answer[isPoint ? "points" : "commas"] ?? 0);
  if (n === 0 || (!isPoint && !isComma) || Number(answer["signs"]) > 1 || scale > MOST_SCALE) return undefined;
  const digits = `regexp_replace(${CORE}, ${quoteText(isPoint ? "[,' \u00a0]" : "[.' \u00a0]")}, '', 'g')`;
  const sign = typeof answer["sign"] === "string" ? ` without ${answer["sign"]}` : "";
  return {
    sql: `${isPoint ? digits : `replace(${digits}, ',', '.')`}::DOUBLE`,
    scale,
    note: `read as numbers${sign}${Number(answer["commas"]) === 0 ? "" : isPoint ? ": commas set thousands apart" : ": a comma stands before the fraction"}`,
  };
}
