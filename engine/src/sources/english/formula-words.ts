import type { Token } from "./tokens.ts";

const FORMULA_WORDS: Readonly<Record<string, string>> = {
  times: "*",
  plus: "+",
  minus: "-",
  x: "*",
  "×": "*",
  "*": "*",
  "+": "+",
  "-": "-",
  "—": "-",
  "/": "/",
  multiplied: "*",
  divided: "/",
  less: "-",
};

const SIGNS = new Set(["*", "+", "×", "times", "plus", "minus", "multiplied"]);
const isTerm = (token: Token | undefined): boolean => token?.kind === "word" || token?.kind === "number";

/** `total (quantity * price)`: the formula stands in brackets. */
function inBrackets(tokens: readonly Token[]): readonly [readonly Token[], string] | undefined {
  const open = tokens.findIndex((token) => token.kind === "open");
  if (open < 1 || tokens.at(-1)!.kind !== "close") return undefined;
  const inner = tokens.slice(open + 1, -1);
  const isFormula =
    inner.some((token, i) => SIGNS.has(token.lower) && inner[i - 1]?.kind === "word" && isTerm(inner[i + 1])) &&
    inner.every((token) => isTerm(token) || Object.hasOwn(FORMULA_WORDS, token.lower));
  return isFormula ? [tokens.slice(0, open), formulaText(inner)] : undefined;
}

/** "VAT of 20% of the net amount": a share of another field. */
function shareOf(tokens: readonly Token[]): readonly [readonly Token[], string] | undefined {
  const at = tokens.findIndex((token, i) => i > 1 && token.isShare === true && tokens[i + 1]?.lower === "of");
  const rest = tokens.slice(at + 2).filter((token) => !["the", "its", "their"].includes(token.lower));
  const isNamed = at > 1 && ["of", "at", "as", "is"].includes(tokens[at - 1]!.lower) && tokens[at - 2]!.kind === "word";
  const isField =
    rest.length > 0 &&
    rest.length <= 4 &&
    rest.every((token) => token.kind === "word") &&
    !["time", "them", "cases", "rows", "records", "values", "all", "which"].includes(rest[0]!.lower);
  return isNamed && isField ? [tokens.slice(0, at - 1), formulaText(tokens.slice(at))] : undefined;
}

/** `= quantity * unit price`, `is quantity times unit price`: the name in front and the formula behind. */
export function splitFormula(tokens: readonly Token[]): readonly [readonly Token[], string] | undefined {
  const apart = inBrackets(tokens) ?? shareOf(tokens);
  if (apart !== undefined) return apart;
  const equals = tokens.findIndex((token) => token.lower === "=");
  if (equals > 0 || (equals === 0 && tokens.length > 1)) {
    const right = tokens.slice(equals + 1);
    if (right.some((token) => token.lower === "|" || token.lower === "," || token.lower === "or")) return undefined; // values
    return right.some((token) => token.kind === "word" && !["usd", "eur"].includes(token.lower))
      ? [tokens.slice(0, equals), formulaText(right)]
      : undefined;
  }
  const be = tokens.findIndex(
    (token, i) =>
      i > 0 &&
      ["is", "equals", "are", "calculated", "computed", "derived", ":", "being", "should"].includes(token.lower),
  );
  if (be < 0) return undefined;
  const right = tokens.slice(be + 1);
  if (right[0]?.isShare === true && right[1]?.lower === "of" && right[2]?.kind === "word")
    return [tokens.slice(0, be), formulaText(right)];
  const hasSign = right.some(
    (token, i) =>
      i > 0 &&
      i < right.length - 1 &&
      Object.hasOwn(FORMULA_WORDS, token.lower) &&
      right[i - 1]!.kind !== "number" &&
      (token.lower !== "/" && token.lower !== "-" && token.lower !== "—" && token.lower !== "plus"
        ? true
        : right[i - 1]!.kind === "word" && right[i + 1]!.kind !== "word" && token.lower !== "plus"),
  );
  const isWorded = right.some(
    (token, i) =>
      ["sum", "product", "difference"].includes(token.lower) && ["of", "between"].includes(right[i + 1]?.lower ?? ""),
  );
  const isCheck = right.some((token) => ["between", "unique", "after", "before"].includes(token.lower)) && !isWorded;
  return (hasSign || isWorded) && !isCheck ? [tokens.slice(0, be), formulaText(right)] : undefined;
}

const formulaText = (tokens: readonly Token[]): string =>
  tokens
    .filter(
      (token, i) =>
        !(
          i < 4 &&
          ["equal", "to", "as", "the", "from", "be", "calculated", "computed", "by", "equals"].includes(token.lower)
        ),
    )
    .map((token) =>
      token.kind === "number" && token.isShare
        ? `${token.value}%`
        : ((Object.hasOwn(FORMULA_WORDS, token.lower) ? FORMULA_WORDS[token.lower] : undefined) ??
          (token.kind === "number" ? String(token.value) : token.text)),
    )
    .join(" ");
