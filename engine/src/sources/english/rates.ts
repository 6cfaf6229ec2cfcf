import type { FieldDraft, TableDraft } from "./draft.ts";
import type { FieldNames } from "./field-name.ts";
import type { Token } from "./tokens.ts";

const BETWEEN = new Set("of at is : =".split(" "));
/** What parts are of, the likeliest first. */
const BASES = "gross subtotal price amount salary wage cost fee fare rent value revenue premium total net".split(" ");

/**
 * "VAT 19%", "interest rate 5%": behind the name of a rate or of money, the share that it is, and not how often it is true. Gives the field's name
 * where it is so.
 */
export function takeRate(
  draft: FieldDraft,
  tokens: readonly Token[],
  said: string,
  names: FieldNames,
  table: string,
): string | undefined {
  const { share } = draft;
  if (share === undefined || draft.shareOf !== undefined || tokens.at(-1)?.isShare === undefined) return undefined;
  const before = tokens.slice(0, -1).findLast(({ lower }) => !BETWEEN.has(lower));
  const name = before?.lower === "rate" && !/(?:^|_)rate$/.test(said) ? `${said}_rate` : said;
  const guess = names.find(name, table);
  const isMoney = guess?.type === "money" && guess.known > 0;
  const isRate = guess?.type === "decimal" && guess.known > 1 && name.endsWith("_rate");
  if (!isMoney && !isRate && !/(?:^|_)(?:discount|vat|gst)$/.test(name)) return undefined;
  draft.rate = Math.round(share * 1e8) / 1e6;
  delete draft.share;
  if (isRate) draft.constant = draft.rate;
  return name;
}

/** What a part of money is a part of, as a formula: "20% of price"; undefined where the table has nothing that it could be of. */
export function rateFormula({ name, rate, constant }: FieldDraft, { fields }: TableDraft): string | undefined {
  if (rate === undefined || constant !== undefined) return undefined;
  const others = fields.filter((each) => each.name !== name && each.rate === undefined);
  const [base] = BASES.flatMap((end) => others.filter((each) => each.name === end || each.name.endsWith(`_${end}`)));
  return base === undefined ? undefined : `${rate}% of ${base.name}`;
}
