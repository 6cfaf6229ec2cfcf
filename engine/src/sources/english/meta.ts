import type { TableDraft } from "./draft.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Token } from "./tokens.ts";

/** What a text says of the whole: taken out of a sentence. */
export interface Meta {
  format?: string;
  /** A format that there is none of here. */
  strangeFormat?: string;
  seed?: number;
  /** Places, as locales. */
  places: string[];
  /** The locale of the one people that the text speaks of. */
  people?: string;
  /** Tables with the places said beside them. */
  readonly tables: (readonly [table: TableDraft, places: readonly string[]])[];
}

const FORMATS: Readonly<Record<string, string>> = {
  csv: "csv",
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
  parquet: "parquet",
  arrow: "arrow",
  excel: "xlsx",
  xlsx: "xlsx",
  sql: "sql",
};
/** Formats that a text can ask for. */
export const KNOWN_FORMATS: readonly string[] = [...new Set(Object.values(FORMATS))];
const STRANGE_FORMATS = new Set("xml yaml yml avro orc pdf txt html markdown protobuf".split(" "));
const TO_FORMAT = new Set(
  "as in to into format output export save exported saved : deliver return generate formatted".split(" "),
);
const TO_PLACE = new Set("from in across throughout living located based".split(" "));
const AFTER_FORMAT = new Set("file files format output lines line please export document formatted array".split(" "));
const FILES = new Set("file files export sheet sheets workbook spreadsheet extract dump document".split(" "));
const INSIDE = new Set("of with containing holding for including :".split(" "));
const AFTER_PLACE = new Set(["with", "who", "and", ",", "."]);

/** Takes format, seed and places out; what is left is about tables. */
export function takeMeta(tokens: readonly Token[], lexicon: Lexicon, meta: Meta): readonly Token[] {
  const left: Token[] = [];
  let depth = 0;
  for (let k = 0; k < tokens.length;) {
    const token = tokens[k]!;
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    const next =
      depth > 0
        ? undefined
        : (seedAt(tokens, k, meta) ??
          fileAt(tokens, k, meta) ??
          formatAt(tokens, k, meta) ??
          placesAt(tokens, k, lexicon, meta));
    if (next === undefined) {
      left.push(token);
      k += isLogFile(tokens, k) ? 2 : 1;
    } else k = next;
  }
  while (
    left.length > 0 &&
    ["and", ",", "use", "using", "with"].includes(left.at(-1)!.lower) &&
    left.length < tokens.length
  )
    left.pop();
  return left;
}

function seedAt(tokens: readonly Token[], k: number, meta: Meta): number | undefined {
  if (tokens[k]!.lower !== "seed" || tokens[k]!.kind !== "word") return undefined;
  let at = k + 1;
  while (["of", ":", "=", "is", "to", "number", "value"].includes(tokens[at]?.lower ?? "")) at++;
  const number = tokens[at];
  if (number?.kind !== "number" || !Number.isInteger(number.value!)) return undefined;
  meta.seed = number.value!;
  return at + 1;
}

/** The format that a word says, or one that there is none of here; whether it was one. */
function takeFormat(token: Token | undefined, meta: Meta): boolean {
  if (token?.kind !== "word") return false;
  if (STRANGE_FORMATS.has(token.lower)) {
    meta.strangeFormat = token.lower;
    return true;
  }
  if (!Object.hasOwn(FORMATS, token.lower)) return false;
  meta.format = FORMATS[token.lower]!;
  return true;
}

/** Of "log file of …", "file" says nothing. */
const isLogFile = (tokens: readonly Token[], k: number): boolean =>
  /^logs?$/.test(tokens[k]!.lower) &&
  /^files?$/.test(tokens[k + 1]?.lower ?? "") &&
  INSIDE.has(tokens[k + 2]?.lower ?? "");

/** "a CSV file of customers with …", "an Excel sheet with invoices": where the things begin. */
function fileAt(tokens: readonly Token[], k: number, meta: Meta): number | undefined {
  const at = ["a", "an", "the", "one"].includes(tokens[k]!.lower) ? k + 1 : k;
  if (!FILES.has(tokens[at + 1]?.lower ?? "") || !INSIDE.has(tokens[at + 2]?.lower ?? "")) return undefined;
  return takeFormat(tokens[at], meta) ? at + 3 : undefined;
}

function formatAt(tokens: readonly Token[], k: number, meta: Meta): number | undefined {
  let at = k;
  while (
    at < k + 5 &&
    (TO_FORMAT.has(tokens[at]?.lower ?? "") ||
      ["a", "an", "the", "it", "be", "should", "is", "them", "results", "data", "file"].includes(
        tokens[at]?.lower ?? "",
      ))
  )
    at++;
  const token = tokens[at];
  const lead = tokens.slice(k, at).filter((each) => TO_FORMAT.has(each.lower));
  if (token === undefined || lead.length === 0) return undefined;
  let end = at + 1;
  const isLines = token.lower === "json" && (tokens[end]?.lower === "lines" || tokens[end]?.lower === "-lines");
  while (AFTER_FORMAT.has(tokens[end]?.lower ?? "")) end++;
  const next = tokens[end];
  if (next !== undefined && next.kind === "word" && end === at + 1 && next.lower !== "and" && next.lower !== "with")
    return undefined;
  // "format: pdf, epub" are values
  if (STRANGE_FORMATS.has(token.lower) && (next !== undefined || lead.at(-1)!.lower === ":")) return undefined;
  if (!takeFormat(token, meta)) return undefined;
  if (isLines) meta.format = "jsonl";
  return end;
}

function placesAt(tokens: readonly Token[], k: number, lexicon: Lexicon, meta: Meta): number | undefined {
  const token = tokens[k]!;
  if (token.lower === "locale" || token.lower === "language") {
    const at =
      tokens[k + 1]?.lower === ":" || tokens[k + 1]?.lower === "=" || tokens[k + 1]?.lower === "is" ? k + 2 : k + 1;
    const said = tokens[at];
    const code =
      said?.kind === "word"
        ? /^[a-z]{2}[-_][A-Z]{2}$/.test(said.text)
          ? said.text.replace("-", "_")
          : lexicon.locales[said.lower]
        : undefined;
    if (code === undefined) return undefined;
    meta.places.push(code);
    return at + 1;
  }
  // "citizens of Italy", "zip code for Germany"
  const isOf =
    k > 0 &&
    (token.lower === "for" || (token.lower === "of" && lexicon.isPlural(tokens[k - 1]!.lower))) &&
    isPlace(tokens, k + 1, lexicon) &&
    tokens[k + 2]?.kind !== "word";
  if ((!TO_PLACE.has(token.lower) && !isOf) || token.kind !== "word") return undefined;
  let at = k;
  if (isOf) at++;
  while (TO_PLACE.has(tokens[at]?.lower ?? "") || ["the", "both", "either"].includes(tokens[at]?.lower ?? "")) at++;
  const found: string[] = [];
  let end = at;
  for (; end < tokens.length; end++) {
    const each = tokens[end]!;
    const place = each.kind === "word" ? lexicon.locales[each.lower] : undefined;
    if (place !== undefined && /^\p{Lu}/u.test(each.text)) found.push(place);
    else if (place !== undefined && (each.lower.length > 3 || tokens[end - 1]?.lower === "the")) found.push(place);
    else if (
      found.length > 0 &&
      [",", "and", "or", "the", "&", "/"].includes(each.lower) &&
      isPlace(tokens, end + 1, lexicon)
    )
      continue;
    else break;
  }
  if (found.length === 0) return undefined;
  const next = tokens[end];
  if (next?.kind === "word" && !AFTER_PLACE.has(next.lower) && lexicon.isPlural(next.lower)) return undefined; // "from German customers"
  meta.places.push(...found);
  return end;
}

/** "German test data: 80 suppliers": the title says a place, and no more. */
export function withoutPlaceTitle(tokens: readonly Token[], lexicon: Lexicon, meta: Meta): readonly Token[] {
  const [first, ...title] = tokens.slice(
    0,
    tokens.findIndex((token) => token.lower === ":"),
  );
  const place = lexicon.locales[first?.lower ?? ""];
  const isPlaced =
    title.length > 0 && title.every(({ lower }) => lexicon.classes["filler"]!.has(lower) || lower === "names");
  if (place === undefined || !isPlaced) return tokens;
  meta.places.push(place);
  return tokens.slice(title.length + 2);
}

/** The locale of the one people whose things a text speaks of: "Japanese customers"; undefined where none or several are named. */
export function peopleOf(tokens: readonly Token[], lexicon: Lexicon): string | undefined {
  const found = new Set<string>();
  let depth = 0;
  for (const [k, token] of tokens.entries()) {
    if (token.kind === "open") depth++;
    if (token.kind === "close") depth--;
    const locale = token.kind === "word" && /^\p{Lu}/u.test(token.text) ? lexicon.locales[token.lower] : undefined;
    const next = tokens[k + 1];
    const isTheirs = [next, tokens[k + 2]].some(
      (each, i) =>
        each?.kind === "word" &&
        next!.kind === "word" &&
        (lexicon.isPlural(each.lower) || (i > 0 && lexicon.classes["filler"]!.has(each.lower))),
    );
    if (depth === 0 && locale !== undefined && isTheirs) found.add(locale);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

function isPlace(tokens: readonly Token[], k: number, lexicon: Lexicon): boolean {
  const token = tokens[k]?.lower === "the" ? tokens[k + 1] : tokens[k];
  return token?.kind === "word" && lexicon.locales[token.lower] !== undefined && /^\p{Lu}/u.test(token.text);
}
