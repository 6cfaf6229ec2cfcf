import { TECHNICAL, TRIM, eat, isCode, readDetails, stripTold, type Reading } from "./details.ts";
import type { FieldDraft } from "./draft.ts";
import { domainIn, isClaim, isMoment, stripLead, withoutDomains } from "./field-front.ts";
import {
  bareValues,
  capitalRun,
  codeRange,
  letterRange,
  numberList,
  numberRun,
  prefixedDigits,
  ratioAhead,
  ratioBehind,
  toName,
  trim,
  truthRun,
  valuesFrom,
  weighedList,
} from "./field-values.ts";
import { splitFormula } from "./formula-words.ts";
import type { Lexicon } from "./lexicon.ts";
import { takeRate } from "./rates.ts";
import { lowerAt, type Token } from "./tokens.ts";
import { knownNameOf, nameOfValues } from "./value-names.ts";
import { isCut, readValues, takeValues } from "./values.ts";

const PRONOUNS = new Set("they it it's they're he she the this that users customers each person".split(" "));

/** A part of a list as a field; undefined where it has no name, with what it says in `constraints`. */
export interface FieldPart {
  readonly draft: FieldDraft;
  readonly hasName: boolean;
}

const spanOf = (tokens: readonly Token[]): { readonly from: number; readonly to: number } => ({
  from: tokens[0]?.from ?? 0,
  to: tokens.at(-1)?.to ?? 0,
});

export function readField(all: readonly Token[], reading: Reading, table: string): FieldPart {
  const tokens = stripLead(TRIM(withoutDomains(all)), reading.phrases);
  const domain = domainIn(all);
  const draft: FieldDraft = { name: "", span: spanOf(tokens), ...(domain !== undefined && { domain }) };
  const whether = tokens[0]?.lower === "whether" || (tokens[0]?.lower === "if" && tokens.length > 2);
  if (whether) return readWhether(tokens.slice(1), draft, reading);
  // "either full-time (85%) or part-time (15%)"
  const either = tokens[0]?.lower === "either" ? readValues(tokens.slice(1), reading.phrases, true) : undefined;
  if (either !== undefined) {
    takeValues(draft, either);
    return { draft: { ...draft, name: nameOfValues(either.values, reading.lexicon) }, hasName: true };
  }
  const claim = isClaim(all, reading);
  if (claim !== undefined) return { draft: { ...draft, name: claim, kind: "boolean" }, hasName: true };
  if (tokens[0]?.lower === "how" && (tokens[1]?.lower === "many" || tokens[1]?.lower === "much")) {
    draft.kind = tokens[1].lower === "many" ? "integer" : "money";
    const rest = tokens.slice(2);
    const end = rest.findIndex(
      (token) => PRONOUNS.has(token.lower) || ["were", "are", "is", "has", "have", "was"].includes(token.lower),
    );
    return named(end > 0 ? rest.slice(0, end) : end === 0 ? rest.slice(1) : rest, draft, reading, table);
  }
  if (ratioBehind(tokens) !== undefined) return named(tokens, draft, reading, table);
  // "country = Germany"
  const value = tokens.length > 2 && tokens.at(-2)!.lower === "=" ? tokens.at(-1)! : undefined;
  if (value?.kind === "word" && /^\p{Lu}\p{Ll}/u.test(value.text)) {
    draft.constant = value.text;
    return named(tokens.slice(0, -2), draft, reading, table);
  }
  const formula = splitFormula(tokens);
  if (formula !== undefined) {
    draft.formula = formula[1].slice(0, 300);
    return named(formula[0], draft, reading, table);
  }
  const isRatio = (i: number): boolean => tokens[i - 1]?.kind === "number" && tokens[i + 1]?.kind === "number";
  const colon = tokens.findIndex(
    (token, i) =>
      i > 0 &&
      !isRatio(i) &&
      (token.lower === ":" || token.lower === "=" || (token.lower === "—" && i <= 5 && tokens[i - 1]!.kind === "word")),
  );
  const open = tokens.findIndex((token) => token.kind === "open");
  if (colon > 0 && (open < 0 || colon < open)) {
    const part = named(tokens.slice(0, colon), draft, reading, table);
    readDetails(tokens.slice(colon + 1), draft, reading);
    return part;
  }
  return named(tokens, draft, reading, table);
}

function readWhether(tokens: readonly Token[], draft: FieldDraft, reading: Reading): FieldPart {
  draft.kind = "boolean";
  let k = 0;
  while (
    k < tokens.length - 1 &&
    (PRONOUNS.has(tokens[k]!.lower) ||
      ["or", "not", "is", "are", "was", "were", "has", "have", "had", "been", "been", "a", "an", "there"].includes(
        tokens[k]!.lower,
      ))
  )
    k++;
  const values = readValues(tokens.slice(k), reading.phrases, true);
  if (values !== undefined && lowerAt(tokens, tokens.length - 1) !== "not") {
    // "whether it's a dog, a cat or a rabbit"
    const { kind: _, ...plain } = draft;
    const own = { ...plain, name: knownNameOf(values.values, reading.lexicon) ?? "type" };
    takeValues(own, values);
    return { draft: own, hasName: true };
  }
  return named(tokens.slice(k), draft, reading, "");
}

/** Name, and values that stand bare behind it: `species cat or dog`, `status open/closed`. */
function named(tokens: readonly Token[], draft: FieldDraft, reading: Reading, table: string): FieldPart {
  const { names, lexicon } = reading;
  const as = tokens.findIndex(
    (token, i) => i > 0 && token.lower === "as" && kindAt(tokens, i + 1, lexicon) !== undefined,
  );
  const main = as > 0 ? tokens.slice(0, as) : tokens;
  if (as > 0) draft.kind = kindAt(tokens, as + 1, lexicon)!;
  const isA = main.findIndex(
    (token, i) =>
      i > 0 &&
      i <= 3 &&
      lexicon.classes["be"]!.has(token.lower) &&
      ["a", "an", "one"].includes(main[i + 1]?.lower ?? ""),
  );
  if (isA > 0 && main.length - isA <= 4 && main.slice(isA + 2).every((token) => token.kind === "word")) {
    const other = toName(main.slice(isA + 2));
    if (reading.isTable(other)) {
      draft.refers = other;
      return named(main.slice(0, isA), draft, reading, table);
    }
  }
  // "stage new > contacted > lost"
  const arrows = main.filter(
    (token, i) =>
      (token.lower === ">" || token.lower === "->") && main[i + 1]?.kind === "word" && main[i - 1]?.kind === "word",
  );
  if (arrows.length > 1)
    return named(
      main.map((token) =>
        arrows.includes(token) ? { ...token, kind: "mark" as const, lower: "/", text: "/" } : token,
      ),
      draft,
      reading,
      table,
    );
  const group = main.at(-1)?.kind === "close" ? main.findLastIndex((token) => token.kind === "open") : -1;
  const weights = group > 0 ? main.slice(group + 1, -1) : [];
  const isRatio =
    weights.filter((token) => token.kind === "number").length > 1 &&
    weights.every((token) => token.kind === "number" || ["/", ":"].includes(token.lower)) &&
    main.slice(0, group).some((token) => token.lower === "/" || token.lower === "|" || token.lower === "or");
  if (isRatio) {
    const part = named(main.slice(0, group), draft, reading, table);
    readDetails(weights, draft, reading);
    return part;
  }
  const split = ratioBehind(main);
  if (split !== undefined) {
    const part = named(split[0], draft, reading, table);
    readDetails(split[1], draft, reading);
    return part;
  }
  const ahead = ratioAhead(main);
  if (ahead !== undefined) {
    const part = named(ahead[0], draft, reading, table);
    readDetails(ahead[1], draft, reading);
    return part;
  }
  const letters = letterRange(main) ?? codeRange(main) ?? capitalRun(main) ?? bareValues(main, reading);
  if (letters !== undefined) {
    takeValues(draft, { values: letters[2] });
    return named([...main.slice(0, letters[0]), ...main.slice(letters[1])], draft, reading, table);
  }
  const code = prefixedDigits(main);
  if (code !== undefined) {
    draft.pattern = code[2];
    return named([...main.slice(0, code[0]), ...main.slice(code[1])], draft, reading, table);
  }
  const weighed = weighedList(main, reading) ?? truthRun(main);
  if (weighed !== undefined) {
    takeValues(draft, weighed[1]);
    return named(main.slice(0, weighed[0]), draft, reading, table);
  }
  const listed = numberList(main) ?? numberRun(main, lexicon);
  const years = listed === undefined ? [] : main.slice(listed[0], listed[1]).filter((token) => token.kind === "number");
  if (
    listed !== undefined &&
    years.every((token) => token.isYear === true) &&
    isMoment(main.slice(0, listed[0]), reading)
  ) {
    // "born on in 2014 or 2015"
    const all = years.map((token) => token.value!);
    draft.from = `${Math.min(...all)}-01-01`;
    draft.to = `${Math.max(...all)}-12-31`;
    return named([...main.slice(0, listed[0]), ...main.slice(listed[1])], draft, reading, table);
  }
  if (listed !== undefined) {
    const values = readValues(main.slice(listed[0], listed[1]), reading.phrases, true);
    if (values !== undefined) {
      takeValues(draft, values);
      return named([...main.slice(0, listed[0]), ...main.slice(listed[1])], draft, reading, table);
    }
  }
  const isShared = main.some((token) => token.isShare === true);
  const first = main.find((token) => token.isShare === true);
  let left = eat(main, draft, reading);
  if (isShared && first === main[0]) left = dropOf(left);
  const isLike = (token: Token, i: number): boolean =>
    (isCode(token, lexicon) || (left[i - 1]?.lower === "like" && /\d/.test(token.text) && token.kind === "word")) &&
    ![left[i - 1], left[i + 1]].some((each) => each !== undefined && isCut(each));
  for (const token of left.filter(isLike)) draft.like ??= token.text;
  left = left.filter((token, i) => !isLike(token, i) || left.length === 1);
  const day = left.find(
    (token, i) => (i > 0 || left.length === 1) && token.kind === "moment" && token.days !== undefined,
  );
  if (day !== undefined && draft.from === undefined) [draft.from, draft.to] = day.days!;
  // "the department they work in"
  const clause = left.findIndex(
    (token, i) => i > 0 && token.kind === "word" && lexicon.classes["clause"]!.has(token.lower),
  );
  if (clause > 0) left = left.slice(0, clause);
  const told = left.findIndex(
    (token, i) =>
      i > 0 &&
      ((token.lower === "one" && left[i + 1]?.lower === "of") ||
        token.lower === "either" ||
        token.lower === "options" ||
        (token.lower === "can" && left[i + 1]?.lower === "be") ||
        (token.lower === "could" && left[i + 1]?.lower === "be") ||
        (token.lower === "of" && left[i - 1]?.lower === "one")),
  );
  if (told > 0) {
    const values = readValues(
      stripTold(left.slice(told).filter((token) => !["can", "could", "be"].includes(token.lower))),
      reading.phrases,
      true,
    );
    if (values !== undefined) {
      takeValues(draft, values);
      left = left.slice(0, told);
    }
  }
  if (left.length === 3 && left[1]!.lower === "or" && left[2]!.lower === "not" && draft.kind === undefined) {
    // "furnished or not"
    draft.kind = "boolean";
    left = left.slice(0, 1);
  }
  const isState =
    (left.length === 3 &&
      left[1]!.lower === "or" &&
      draft.values === undefined &&
      [left[0]!, left[2]!].every((token) => token.kind === "word") &&
      (names.find(left[0]!.lower, table)?.known ?? 0) === 0) ||
    (left.length === 3 && left[1]!.lower === "or" && names.find(left[0]!.lower, table)?.type === "boolean");
  if (isState) {
    // "published or draft"
    takeValues(draft, { values: [left[0]!.text, left[2]!.text] });
    draft.name = nameOfValues(draft.values ?? [], lexicon);
    return { draft, hasName: true };
  }
  const cut = left.findIndex((token, i) => i > 0 && (isCut(token) || token.lower === "or" || token.lower === "vs"));
  if (cut > 0 && draft.values === undefined) {
    const at = valuesFrom(left, cut, names, table);
    const values = readValues(
      left.slice(at).filter((token) => !["is", "are", "being", "as"].includes(token.lower) || token.kind !== "word"),
      reading.phrases,
      true,
    );
    if (values !== undefined && at < cut) {
      takeValues(draft, values);
      left = left.slice(0, at);
    } else if (cut === 1 && names.find(left[0]!.lower, table) === undefined) {
      // "female/male"
      const bare = readValues(left, reading.phrases, true);
      const own = bare === undefined ? undefined : knownNameOf(bare.values, lexicon);
      if (own !== undefined) {
        takeValues(draft, bare!);
        return { draft: { ...draft, name: own }, hasName: true };
      }
    }
  }
  const words = left.filter(
    (token) =>
      token.kind === "word" ||
      token.kind === "quote" ||
      (token.kind === "number" && token.isShare === undefined && left.length > 1),
  );
  let name = trim(words, names);
  const number = name.at(-1);
  if (number?.kind === "number" && name.length > 1) {
    const isPart =
      (/^[a-z]+$/.test(number.lower) && name.at(-2)!.lower === "last") || // card last four
      (Number.isInteger(number.value!) &&
        number.value! < 10 &&
        number.currency === undefined &&
        draft.min === undefined &&
        /^(?:line|address|option|choice|phone|score|test|quiz|feature|x|q)$/.test(name.at(-2)!.lower));
    if (!isPart && number.isYear === true && isMoment(name.slice(0, -1), reading)) {
      draft.from ??= `${number.value}-01-01`; // "last harvest date 2025"
      draft.to ??= `${number.value}-12-31`;
      name = trim(name.slice(0, -1), names);
    } else if (!isPart) {
      draft.constant ??= number.value!;
      name = trim(name.slice(0, -1), names);
    }
  }
  name = name.filter((token, i) => token.kind !== "number" || i > 0);
  if (name.length > 1) name = name.filter((token) => !token.lower.includes("/")); // wind km/h
  name = takeKinds(name, draft, lexicon);
  name = takeLocale(name, draft, lexicon);
  const rate = takeRate(draft, tokens, toName(name), names, table);
  if (rate === undefined && name.at(-1)?.lower === "rate" && draft.share !== undefined && name.length > 1)
    name = name.slice(0, -1);
  draft.name = rate ?? toName(name);
  return { draft, hasName: draft.name !== "" };
}

function kindAt(tokens: readonly Token[], k: number, lexicon: Lexicon): string | undefined {
  const token = tokens[k]?.lower === "a" || tokens[k]?.lower === "an" ? tokens[k + 1] : tokens[k];
  return token === undefined ? undefined : lexicon.kinds[token.lower];
}

/** "3% of orders are refunded": what the share is of is no name. */
function dropOf(left: Token[]): Token[] {
  if (left[0]?.lower !== "of" && left[0]?.lower !== "the") return left;
  let k = left[0].lower === "of" ? 1 : 0;
  while (
    ["the", "them", "these", "those", "all", "our", "their"].includes(left[k]?.lower ?? "") &&
    left[k - 1]?.lower !== "them"
  )
    k++;
  const be = left.findIndex(
    (token, i) =>
      i > 0 && i <= 4 && ["are", "is", "were", "was", "have", "has", "should", "being", "been"].includes(token.lower),
  );
  if (be > 0) return left.slice(be + 1);
  return left.slice(left[k - 1]?.lower === "them" ? k : k + 1);
}

/** `score integer`, `an integer score`: technical words of a type are no part of the name. */
function takeKinds(name: readonly Token[], draft: FieldDraft, lexicon: Lexicon): readonly Token[] {
  let words = name;
  if (
    words.length === 1 &&
    TECHNICAL.has(words[0]!.lower) &&
    !["uuid", "guid", "ulid", "enum", "flag"].includes(words[0]!.lower)
  )
    return words;
  if (words.length > 2 && words.at(-1)!.lower === "check" && TECHNICAL.has(words.at(-2)!.lower))
    words = words.slice(0, -1);
  while (words.length > 1 && TECHNICAL.has(words.at(-1)!.lower)) {
    draft.kind ??= lexicon.kinds[words.at(-1)!.lower]!;
    words = words.slice(0, -1);
  }
  while (
    words.length > 1 &&
    (TECHNICAL.has(words[0]!.lower) || words[0]!.lower === "whole") &&
    !(words[0]!.lower === "serial" && ["number", "no", "nr"].includes(words[1]!.lower)) &&
    !(words[0]!.lower === "string")
  ) {
    draft.kind ??= lexicon.kinds[words[0]!.lower]!;
    words = words.slice(words[1]?.lower === "for" || words[1]?.lower === "number" ? 2 : 1);
  }
  if (
    words.length > 1 &&
    ["text", "number", "date", "timestamp"].includes(words.at(-1)!.lower) &&
    words.at(-2)!.lower.includes("_")
  ) {
    draft.kind ??= lexicon.kinds[words.at(-1)!.lower]!;
    words = words.slice(0, -1);
  }
  return words;
}

/** "German addresses", "French phone number". */
function takeLocale(name: readonly Token[], draft: FieldDraft, lexicon: Lexicon): readonly Token[] {
  const [first] = name;
  const locale =
    first === undefined || name.length < 2 || first.text === "us" ? undefined : lexicon.locales[first.lower];
  if (locale === undefined) return name;
  draft.locale = [locale];
  return name.slice(1);
}
