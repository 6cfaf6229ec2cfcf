import { afterHead } from "./after-head.ts";
import type { Unit } from "./items.ts";
import { readNoun } from "./noun.ts";
import { findTable, openNoun, openTable, type State } from "./state.ts";
import { isThing } from "./table-noun.ts";
import { lowerAt, type Token } from "./tokens.ts";

/** "inventory: 500 products with …": what comes first is what all of it is about. */
function isTitle(state: State, tokens: readonly Token[], colon: number): boolean {
  const isFirst = state.tables.length === 0 && state.pending.length === 0;
  if (!isFirst || tokens[colon]?.lower !== ":" || tokens[colon + 1]?.kind !== "number") return false;
  const things = readNoun(tokens, colon + 1, state.reading.lexicon);
  return things?.count !== undefined && things.isPlural && isThing(state, things.name);
}

/** "Rows: 500", "Columns: …", "Table: customers". What follows is read for it; undefined where it is no label. */
export function readLabel(state: State, unit: Unit, tokens: readonly Token[]): readonly Token[] | undefined {
  const { classes } = state.reading.lexicon;
  // "fields are name, email"
  const isListed =
    classes["labels"]!.has(lowerAt(tokens, 0)) && classes["be"]!.has(lowerAt(tokens, 1)) && tokens.length > 3;
  if (isListed && state.current !== undefined && state.reading.lexicon.isPlural(tokens[0]!.lower))
    return tokens.slice(2);
  // "account fields are iban, …", "transaction fields: amount"
  const isOf =
    classes["labels"]!.has(lowerAt(tokens, 1)) && (classes["be"]!.has(lowerAt(tokens, 2)) || tokens[2]?.lower === ":");
  const owner = isOf ? findTable(state, lowerAt(tokens, 0)) : undefined;
  if (owner !== undefined) {
    state.current = owner;
    return tokens.slice(3);
  }
  const colon = tokens.findIndex(
    (token, i) =>
      token.lower === ":" ||
      token.lower === "=" ||
      (token.lower === "—" && i === 1 && classes["labels"]!.has(lowerAt(tokens, 0)) && tokens.length > 3),
  );
  const end = colon < 0 && unit.opens ? tokens.length : colon;
  if (end < 1 || end > 5) return colon === -1 ? readHeading(state, tokens) : undefined;
  if (isTitle(state, tokens, end)) return tokens.slice(end + 1);
  const words = tokens.slice(0, end).filter(
    (token, i) =>
      !(token.kind === "number" && i > 0) && // "Table 2: branches"
      ![
        "the",
        "of",
        "number",
        "following",
        "are",
        "these",
        "with",
        "as",
        "and",
        "required",
        "all",
        "total",
        "each",
        "should",
        "be",
        "follows",
        "is",
        "target",
        "have",
      ].includes(token.lower),
  );
  const rest = tokens.slice(end + 1);
  const [word] = words;
  const label = (word === undefined ? (tokens[0]?.lower ?? "") : word.lower).replace(/s$/, (s) => s);
  if (words.length > 1 || tokens[end - 1]?.kind === "open") return undefined;
  if (word !== undefined && findTable(state, word.lower) !== undefined) return undefined; // a table of properties
  const numbers = rest.filter((token) => token.kind === "number");
  const [number] = numbers;
  if (classes["rowLabels"]!.has(label) && number !== undefined && rest.length <= 3 && numbers.length === 1) {
    const table = state.current ?? openTable(state, "", tokens[0]!);
    state.current = table;
    table.rows = number.value!;
    table.rowsSpan = { from: tokens[0]!.from, to: number.to };
    return [];
  }
  if (classes["labels"]!.has(label) || label === "following" || label === "with") {
    state.current ??= openTable(state, "", tokens[0]!);
    return rest;
  }
  if (classes["tableLabels"]!.has(label) && rest.length > 0) {
    const noun = readNoun(rest, 0, state.reading.lexicon);
    if (
      noun !== undefined &&
      noun.name !== "" &&
      !(label === "name" && state.current !== undefined) &&
      !(label === "type" && state.current !== undefined) &&
      !(label === "class" && state.current !== undefined)
    ) {
      openNoun(state, noun);
      return afterHead(state, rest, noun.to);
    }
  }
  if (
    [
      "tables",
      "entities",
      "relationships",
      "relations",
      "rules",
      "constraints",
      "notes",
      "requirements",
      "note",
      "models",
      "volumes",
      "sizes",
      "counts",
      "amounts",
      "cardinalities",
    ].includes(label) &&
    !(["sizes", "counts", "amounts"].includes(label) && numbers.length < 2)
  ) {
    if (["tables", "entities", "models"].includes(label)) state.isListing = true;
    // "notes: optional text" in a list of fields is one
    const isField = /^notes?$/.test(label) && state.current !== undefined && rest.length <= 5;
    return isField ? undefined : rest;
  }
  return undefined;
}

/** "Table customers", "entity Order". */
function readHeading(state: State, tokens: readonly Token[]): readonly Token[] | undefined {
  const isCode =
    ["class", "interface", "struct", "dataclass"].includes(lowerAt(tokens, 0)) &&
    /^\p{Lu}/u.test(tokens[1]?.text ?? "");
  const isHead = ["table", "entity", "model", "collection"].includes(lowerAt(tokens, 0));
  if ((!isHead && !isCode) || tokens.length < 2) return undefined;
  const noun = readNoun(tokens, 1, state.reading.lexicon);
  if (noun === undefined || noun.name === "" || tokens[1]!.lower === "of" || tokens[1]!.lower === "for")
    return undefined;
  openNoun(state, noun);
  return afterHead(state, tokens, noun.to);
}
