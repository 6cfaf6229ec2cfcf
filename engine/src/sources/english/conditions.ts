import { nameWords, type Condition, type FieldDraft, type TableDraft } from "./draft.ts";
import type { Lexicon } from "./lexicon.ts";
import { lowerAt, type Token } from "./tokens.ts";

const NOT_CONDITIONS = new Set("any known available applicable present given possible needed relevant".split(" "));

/** A part of a list and its condition: "discount 10-20% if premium, otherwise none". */
export function splitCondition(
  tokens: readonly Token[],
  { classes }: Lexicon,
): readonly [core: readonly Token[], condition: Condition] | undefined {
  const isFront = classes["if"]!.has(lowerAt(tokens, 0));
  if (isFront) {
    const then = tokens.findIndex((token, i) => i > 1 && classes["then"]!.has(token.lower));
    if (then < 0 || then >= tokens.length - 1) return undefined;
    const [core, isEmpty] = withoutNull(tokens.slice(then + 1), classes);
    if (core.length === 0) return undefined;
    return [core, { words: tokens.slice(1, then), isNot: classes["unless"]!.has(tokens[0]!.lower) !== isEmpty }];
  }
  let depth = 0;
  const at = tokens.findIndex((token, i) => {
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    return i > 0 && depth === 0 && token.kind === "word" && classes["if"]!.has(token.lower);
  });
  if (at < 0 || at === tokens.length - 1 || NOT_CONDITIONS.has(lowerAt(tokens, at + 1))) return undefined;
  const otherwise = tokens.findIndex((token, i) => i > at && classes["otherwise"]!.has(token.lower));
  const words = tokens.slice(at + 1, otherwise < 0 ? undefined : otherwise);
  if (words.length === 0 || words.length > 8) return undefined;
  const last = otherwise < 0 ? undefined : tokens.slice(otherwise + 1).find((token) => token.kind === "number");
  const [core, isEmpty] = withoutNull(tokens.slice(0, at), classes);
  if (core.length === 0) return undefined;
  return [
    core,
    {
      words,
      isNot: classes["unless"]!.has(tokens[at]!.lower) !== isEmpty,
      ...(last !== undefined && { otherwise: last.value! }),
    },
  ];
}

/** "cancelled on - null", "paid at is empty": the name, and that nothing is to stand there. */
function withoutNull(
  tokens: readonly Token[],
  classes: Lexicon["classes"],
): readonly [core: readonly Token[], isEmpty: boolean] {
  let end = tokens.length;
  let isEmpty = false;
  for (; end > 0; end--) {
    const { lower } = tokens[end - 1]!;
    if (classes["null"]!.has(lower)) isEmpty = true;
    else if (!classes["ifLead"]!.has(lower) && !classes["be"]!.has(lower) && tokens[end - 1]!.kind !== "mark") break;
  }
  return [tokens.slice(0, end), isEmpty];
}

type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const SIGNS = new Set([">", "<", ">=", "<=", "=", "=="]);

/** The condition as an expression over the table's fields; undefined where it speaks of none. */
export function toExpression(
  { words, isNot }: Condition,
  table: TableDraft,
  fields: Fields,
  self: FieldDraft,
  lexicon: Lexicon,
): string | undefined {
  const made = comparison(words, table, fields, self, lexicon);
  if (made === undefined) return undefined;
  return isNot ? `!(${made})` : made;
}

function comparison(
  tokens: readonly Token[],
  table: TableDraft,
  fields: Fields,
  self: FieldDraft,
  lexicon: Lexicon,
): string | undefined {
  const { classes } = lexicon;
  const nameOf = (part: readonly Token[]): string => nameWords(part.map((token) => token.text).join(" ")).join("_");
  const words = tokens.filter(
    (token) =>
      (!classes["determiner"]!.has(token.lower) || token.text === "A") && // zone A
      !classes["they"]!.has(token.lower) &&
      token.lower !== lexicon.singular(table.name.split("_").at(-1)!),
  );
  const isNegative = words.some((token) => classes["not"]!.has(token.lower));
  const plain = words.filter((token) => !classes["not"]!.has(token.lower));
  const find = (name: string): FieldDraft | undefined =>
    name === ""
      ? undefined
      : (table.fields.find((field) => field !== self && field.name === name) ??
        table.fields.find(
          (field) =>
            field !== self && ` ${field.name} `.replaceAll("_", " ").includes(` ${name.replaceAll("_", " ")} `),
        ));
  const numbers = plain.filter((token) => token.kind === "number" && token.isShare === undefined);
  const cut = plain.findIndex(
    (token) =>
      SIGNS.has(token.lower) ||
      classes["be"]!.has(token.lower) ||
      classes["more"]!.has(token.lower) ||
      classes["less"]!.has(token.lower),
  );
  if (numbers.length === 1 && cut > 0) {
    const field = find(nameOf(plain.slice(0, cut)));
    if (
      field === undefined ||
      !["integer", "decimal", "money", "percent", "person.age"].includes(String(fields[field.name]?.["type"]))
    )
      return undefined;
    const text = plain.slice(cut, plain.indexOf(numbers[0]!)).map((token) => token.lower);
    const isLess = text.some((word) => classes["less"]!.has(word) || word.startsWith("<"));
    const isMore = text.some((word) => classes["more"]!.has(word) || word.startsWith(">"));
    const isEqual = text.some((word) => word === ">=" || word === "<=" || word === "least" || word === "most");
    const sign = isMore || isLess ? `${isMore && !text.includes("most") ? ">" : "<"}${isEqual ? "=" : ""}` : "==";
    return `${isNegative ? "!(" : ""}${field.name} ${sign} ${numbers[0]!.value}${isNegative ? ")" : ""}`;
  }
  const said = plain
    .filter((token) => token.kind === "word" || token.kind === "quote")
    .filter((token) => !classes["be"]!.has(token.lower));
  // a value of a category: "status is cancelled", "for cancelled orders"
  const text = said.map((token) => token.lower);
  for (const field of table.fields) {
    if (field === self || field.values === undefined || fields[field.name]?.["type"] !== "category") continue;
    const value = field.values.find((each) => {
      const own = String(each).toLowerCase();
      return (
        text.join(" ") === own ||
        text.join(" ") === `${field.name.replaceAll("_", " ")} ${own}` ||
        (text.at(-1) === own && find(text.slice(0, -1).join("_")) === field)
      );
    });
    if (value !== undefined) return `${field.name} ${isNegative ? "!=" : "=="} '${String(value).replaceAll("'", "")}'`;
  }
  const field = find(nameOf(said));
  if (field === undefined) return undefined;
  const type = fields[field.name]?.["type"];
  if (type === "boolean") return `${isNegative ? "!" : ""}${field.name}`;
  return fields[field.name]?.["null"] === undefined ? undefined : `${field.name} ${isNegative ? "==" : "!="} null`;
}
