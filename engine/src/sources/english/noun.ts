import { nameWords } from "./draft.ts";
import { singularName, type Lexicon, type Span } from "./lexicon.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** Some things: "about 200 German customers", "customer records", "2 to 5 orders". */
export interface Noun extends Span {
  /** Words joined by `_`, the last in the plural; empty where only "rows" or "records" stand there. */
  readonly name: string;
  readonly count?: number;
  readonly range?: readonly [least: number, most: number];
  readonly isVague: boolean;
  readonly isMany: boolean;
  readonly isPlural: boolean;
  readonly hasDeterminer: boolean;
  /** "rows", "records", "data" stood in it. */
  readonly isFilled: boolean;
  readonly isContainer: boolean;
  readonly locale?: string;
  readonly bound?: "min" | "max";
  readonly span: Span;
}

const ROUGHLY = new Set(
  "about around roughly approximately approx exactly only just nearly almost over circa ~ like say maybe precisely another additional".split(
    " ",
  ),
);
const DETERMINERS = new Set(
  "a an the their its his her our my your some each every any this these those all both such individual various different several many multiple numerous of per".split(
    " ",
  ),
);
const STAYS = new Set(
  "order invoice purchase line journal log audit ledger order_line sales shopping cart diary test lab".split(" "),
);
const KEEPS_LINES = new Set(
  "line lines item items entry entries record records list lists set sets instance instances sample samples test tests model models".split(
    " ",
  ),
);

/** Things at token `i`; undefined where no noun stands there. */
export function readNoun(tokens: readonly Token[], from: number, lexicon: Lexicon): Noun | undefined {
  const { classes } = lexicon;
  const is = (kind: string, token: Token): boolean => classes[kind]!.has(token.lower);
  let k = from;
  let count: number | undefined;
  let range: readonly [number, number] | undefined;
  let isVague = false;
  let isMany = false;
  let hasDeterminer = false;
  let bound: "min" | "max" | undefined;
  for (; k < tokens.length; k++) {
    const token = tokens[k]!;
    if (token.kind !== "word" && token.lower !== "~") break;
    const two = `${token.lower} ${tokens[k + 1]?.lower ?? ""}`;
    if ((two === "up to" || two === "at most") && tokens[k + 2]?.kind === "number") {
      bound = "max";
      k++;
    } else if (two === "at least" && tokens[k + 2]?.kind === "number") {
      bound = "min";
      k++;
    } else if (
      (two === "no more" ||
        two === "not more" ||
        two === "no fewer" ||
        two === "no less" ||
        two === "not less" ||
        two === "more than") &&
      tokens[k + 1] !== undefined
    ) {
      bound = two.endsWith("more") ? "max" : "min";
      k += tokens[k + 2]?.lower === "than" ? 2 : 1;
    } else if (token.lower === "between" || token.lower === "from") {
      if (tokens[k + 1]?.kind !== "number") return undefined;
    } else if (is("many", token)) isMany = true;
    else if (DETERMINERS.has(token.lower)) hasDeterminer = true;
    else if (!ROUGHLY.has(token.lower)) break;
  }
  const first = tokens[k];
  if (
    first?.kind === "number" &&
    first.isShare === undefined &&
    first.currency === undefined &&
    Number.isInteger(first.value!) &&
    first.value! >= 0
  ) {
    count = first.value!;
    isVague = first.isVague === true;
    k++;
    const second = tokens[k + 1];
    const joins = tokens[k] !== undefined && ["-", "to", "and", "..", "or", "—"].includes(tokens[k]!.lower);
    if (joins && second?.kind === "number" && second.isShare === undefined && second.currency === undefined) {
      range = [Math.min(count, second.value!), Math.max(count, second.value!)];
      count = undefined;
      k += 2;
    }
    if (tokens[k]?.lower === "x" || tokens[k]?.lower === "×") k++;
  }
  const words: Token[] = [];
  let locale: string | undefined;
  let isFilled = false;
  const start = k;
  for (; k < tokens.length && words.length < 8; k++) {
    const token = tokens[k]!;
    if (token.kind !== "word" && token.kind !== "quote") break;
    const filled = words.length > 0 && words.every((each) => is("filler", each) || is("count", each));
    if (
      (token.lower === "of" || token.lower === "for" || token.lower === "about" || token.lower === "on") &&
      (filled || (words.length === 0 && count !== undefined))
    ) {
      words.length = 0;
      isFilled = isFilled || filled;
      // "100 rows of about 5 …": what is counted are the rows
      while (
        tokens[k + 1] !== undefined &&
        ["the", "our", "a", "an", "my", "fake", "some", "these", "those", "their"].includes(tokens[k + 1]!.lower)
      )
        k++;
      if (
        count === undefined &&
        tokens[k + 1]?.kind === "number" &&
        tokens[k + 1]!.isShare === undefined &&
        (tokens[k + 1]!.isYear === undefined || tokens[k + 1]!.value! % 100 === 0) &&
        tokens[k + 2]?.kind === "word"
      ) {
        count = tokens[k + 1]!.value!;
        isVague = tokens[k + 1]!.isVague === true;
        k++;
      }
      continue;
    }
    const isStop =
      token.kind === "word" &&
      (is("break", token) ||
        is("be", token) ||
        (is("stop", token) && words.length > 0) ||
        ((token.lower === "like" || (token.lower === "x" && tokens[k + 1]?.kind === "number")) && words.length > 0) ||
        (is("objectRowsAlone", token) && words.length > 0 && tokens[k + 1]?.lower === "=") ||
        is("modal", token) ||
        token.lower === "whose" ||
        token.lower === "apiece" ||
        token.lower === "named" ||
        token.lower === "called");
    const isVerb = token.kind === "word" && words.length > 0 && is("has", token) && !isNounHere(tokens, k, lexicon);
    if (isStop || isVerb || isDeed(tokens, k, words, lexicon)) break;
    if (
      token.kind === "word" &&
      lexicon.locales[token.lower] !== undefined &&
      token.text !== "us" &&
      tokens[k + 1]?.kind === "word"
    ) {
      locale = lexicon.locales[token.lower]!;
      continue;
    }
    if (
      token.kind === "word" &&
      words.length > 0 &&
      is("belongs", token) &&
      (!/^(?:points|links|reports|orders|studies)$/.test(token.lower) || tokens[k + 1]?.lower === "to")
    )
      break;
    // "students enrolled in courses": what was done to them
    const isDone =
      token.kind === "word" &&
      words.length > 0 &&
      (is("links", token) || is("belongs", token) || /[a-z]{2}(?:ed|ing)$/.test(token.lower)) &&
      lexicon.isPlural(words.at(-1)!.lower) &&
      tokens[k + 1]?.kind === "word" &&
      is("to", tokens[k + 1]!);
    if (isDone) break;
    const isMake = token.kind === "word" && words.length > 0 && is("make", token);
    if (
      isMake &&
      tokens[k + 1]?.lower !== ":" &&
      lexicon.things[lexicon.singular(token.lower)] === undefined &&
      !isNounHere(tokens, k, lexicon)
    )
      break;
    words.push(token);
  }
  const end = k;
  while (
    words.length > 0 &&
    isFiller(words[0]!, lexicon) &&
    !(
      words.length > 1 &&
      KEEPS_LINES.has(words[0]!.lower) &&
      /^(?:items?|lists?|cases?|results?|scores?|suites?|runs?|number|cards?|keys?|tokens?|calls?|requests?|endpoints?)$/.test(
        words[1]!.lower,
      )
    )
  ) {
    isFilled = isFilled || is("count", words[0]!) || is("filler", words[0]!);
    words.shift();
  }
  const isContainer =
    words.length > 0 &&
    is("container", words.at(-1)!) &&
    (!lexicon.isPlural(words.at(-1)!.lower) || words.at(-1)!.lower === "results");
  while (
    words.length > 0 &&
    isFiller(words.at(-1)!, lexicon) &&
    !(
      words.length > 1 &&
      KEEPS_LINES.has(words.at(-1)!.lower) &&
      (STAYS.has(words.at(-2)!.lower) || is("places", words.at(-2)!)) &&
      !(words.at(-2)!.lower === "log" && words.length > 2 && !words.at(-1)!.lower.startsWith("line"))
    )
  ) {
    isFilled = true;
    words.pop();
  }
  if (words.length === 0 && !isFilled) return undefined;
  if (words.length === 0 && start === end && count === undefined) return undefined;
  const names = nameWords(words.map((token) => token.text).join(" "));
  const last = names.at(-1);
  const name = last === undefined ? "" : [...names.slice(0, -1), lexicon.plural(last)].join("_");
  return {
    from,
    to: end,
    name,
    isVague,
    isMany,
    hasDeterminer,
    isFilled,
    isContainer,
    isPlural: last !== undefined && (lexicon.isPlural(last) || /^\p{Lu}{2,}s$/u.test(words.at(-1)!.text)), // CVs
    span: { from: tokens[from]!.from, to: tokens[Math.max(from, end - 1)]!.to },
    ...(count !== undefined && { count }),
    ...(range !== undefined && { range }),
    ...(locale !== undefined && { locale }),
    ...(bound !== undefined && { bound }),
  };
}

/** "60 suppliers deliver 3 to 15 products", "60 suppliers deliver up to 9": whatever stands between rows and a number. */
function isDeed(tokens: readonly Token[], k: number, words: readonly Token[], lexicon: Lexicon): boolean {
  const last = words.at(-1);
  if (last === undefined || tokens[k]!.kind !== "word") return false;
  let at = k + 1;
  while (lexicon.classes["bounds"]!.has(lowerAt(tokens, at)) && at < k + 4) at++;
  // "each donor gave one to six donations"
  if (!lexicon.isPlural(last.lower)) {
    if (!lexicon.classes["oneOfMany"]!.has(lowerAt(tokens, k - words.length - 1))) return false;
    while (tokens[at]?.kind === "number" || lexicon.classes["rangeJoins"]!.has(tokens[at]?.lower ?? "")) at++;
    const many = lowerAt(tokens, at);
    return at > k + 1 && tokens[at - 1]!.kind === "number" && lexicon.isPlural(many) && !lexicon.units.has(many);
  }
  const [number, next] = [tokens[at], tokens[at + 1]];
  return (
    at < tokens.length &&
    number!.kind === "number" &&
    number!.isShare === undefined &&
    next?.kind !== "mark" &&
    next !== undefined &&
    !lexicon.classes["filler"]!.has(tokens[k]!.lower)
  );
}

/** Words that are verbs elsewhere: "order records", "log lines", "price list". */
function isNounHere(tokens: readonly Token[], k: number, lexicon: Lexicon): boolean {
  const token = tokens[k]!;
  const next = tokens[k + 1];
  if (
    !/^(?:record|records|list|lists|log|logs|store|stores|track|tracks|feature|features|show|shows|need|needs|use|capture|captures|display|details?)$/.test(
      token.lower,
    )
  )
    return false;
  if (next === undefined || next.kind !== "word") return true;
  const { classes } = lexicon;
  if (classes["determiner"]!.has(next.lower)) return false;
  return (
    classes["has"]!.has(next.lower) ||
    classes["break"]!.has(next.lower) ||
    classes["filler"]!.has(next.lower) ||
    classes["belongs"]!.has(next.lower)
  );
}

function isFiller(token: Token, lexicon: Lexicon): boolean {
  return (
    token.kind === "word" &&
    (lexicon.classes["filler"]!.has(token.lower) || ["database", "databases", "directory"].includes(token.lower))
  );
}

/** Whether two names are of the same table: equal, or one is the other with words in front. */
export function isSameTable(a: string, b: string, lexicon: Lexicon): boolean {
  const [x, y] = [singularName(a, lexicon), singularName(b, lexicon)];
  return x === y || (x.length !== y.length && x.replaceAll("_", "") === y.replaceAll("_", ""));
}
