import { nameWords, type FieldDraft, type TableDraft } from "./draft.ts";
import { readField } from "./field.ts";
import { readObject, type Entry, type ObjectNode } from "./object-text.ts";
import { addField, openTable, relate, type State } from "./state.ts";
import { lowerAt, tokenize, type Token } from "./tokens.ts";

const keyOf = ({ key }: Entry): string =>
  nameWords(
    key
      .filter((token) => token.kind !== "mark")
      .map((token) => token.text)
      .join(" "),
  ).join("_");

/** The keys of a map by the role that they have for a table. */
function roleOf(state: State, entry: Entry): "rows" | "name" | "fields" | "tables" | undefined {
  const { classes } = state.reading.lexicon;
  const key = keyOf(entry);
  if (entry.node !== undefined && classes["objectTables"]!.has(key)) return "tables";
  if (entry.node !== undefined && classes["objectFields"]!.has(key)) return "fields";
  const isNumber = entry.tokens.length <= 2 && entry.tokens[0]?.kind === "number";
  if (isNumber && classes["objectRows"]!.has(key)) return "rows";
  const isName = entry.node === undefined && entry.tokens.length > 0 && entry.tokens.length <= 3;
  return isName && classes["objectName"]!.has(key) ? "name" : undefined;
}

const spanOf = (tokens: readonly Token[]): { readonly from: number; readonly to: number } => ({
  from: tokens[0]?.from ?? 0,
  to: tokens.at(-1)?.to ?? 0,
});

/** Whether brackets hold what code would: entries with keys, or lists and maps of such. */
function isCode(state: State, node: ObjectNode): boolean {
  const keyed = node.entries.filter(({ key }) => key.length > 0);
  if (keyed.length > 0 && keyed.length * 2 >= node.entries.length)
    return node.kind === "map" || keyed.some((entry) => roleOf(state, entry) !== undefined);
  return (
    node.entries.length > 0 && node.entries.every(({ node: inner }) => inner?.kind === "map" && isCode(state, inner))
  );
}

function openNamed(state: State, name: string, tokens: readonly Token[]): TableDraft {
  const { lexicon } = state.reading;
  const words = nameWords(name);
  const last = words.at(-1);
  const many = last === undefined ? "" : [...words.slice(0, -1), lexicon.plural(last)].join("_");
  const table = openTable(state, many, spanOf(tokens));
  if (state.pending.length > 0) {
    table.fields.push(...state.pending);
    state.pending = [];
  }
  return table;
}

/** A map or list as one table or several; `hint` is the name that stands before it. */
function readNode(
  state: State,
  node: ObjectNode,
  hint: string,
  tokens: readonly Token[],
  depth = 0,
): TableDraft | undefined {
  if (depth > 6) return undefined;
  if (node.kind === "list") {
    const maps = node.entries.filter((entry) => entry.node?.kind === "map");
    if (maps.length > 0 && maps.every((entry) => isFieldMap(state, entry))) {
      const table = hint === "" && state.current !== undefined ? state.current : openNamed(state, hint, tokens);
      readFields(state, table, node, depth);
      return table;
    }
    let first: TableDraft | undefined;
    for (const entry of maps.slice(0, maps.length > 1 && isSample(state, maps) ? 1 : undefined))
      first = readNode(state, entry.node!, hint, entry.tokens, depth + 1) ?? first;
    return first;
  }
  const roles = new Map(node.entries.map((entry) => [entry, roleOf(state, entry)]));
  const withRole = (role: string): Entry | undefined => node.entries.find((entry) => roles.get(entry) === role);
  for (const entry of node.entries)
    if (roles.get(entry) === "tables")
      for (const each of entry.node!.entries)
        if (each.node !== undefined) readNode(state, each.node, keyOf(each), each.tokens, depth + 1);
  if (withRole("tables") !== undefined) return state.current;
  const fields = withRole("fields");
  const counted = node.entries.find(
    (entry) => roles.get(entry) === undefined && entry.key.length > 0 && isCount(state, entry),
  );
  if (fields !== undefined) {
    const named = withRole("name");
    const name =
      named === undefined
        ? counted === undefined
          ? hint
          : keyOf(counted)
        : named.tokens.map((token) => token.text).join(" ");
    const table = name === "" && state.current !== undefined ? state.current : openNamed(state, name, tokens);
    const rows = withRole("rows") ?? counted;
    const number = rows?.tokens.find((token) => token.kind === "number");
    if (number !== undefined) {
      table.rows = number.value!;
      table.rowsSpan = number;
    }
    readFields(state, table, fields.node!, depth);
    return table;
  }
  const inner = node.entries.filter((entry) => entry.node !== undefined);
  const areTables =
    inner.length > 0 &&
    inner.length === node.entries.length &&
    inner.every((entry) => keyOf(entry) !== "" && isRecord(state, entry.node!));
  if (areTables) {
    for (const entry of inner) readNode(state, entry.node!, keyOf(entry), entry.tokens, depth + 1);
    return state.current;
  }
  const table = hint === "" && state.current !== undefined ? state.current : openNamed(state, hint, tokens);
  const rows = node.entries.find(
    (entry) =>
      roles.get(entry) === "rows" &&
      Number.isInteger(entry.tokens[0]!.value) &&
      state.reading.lexicon.classes["objectRowsAlone"]!.has(keyOf(entry)),
  );
  const others = node.entries.filter((entry) => entry !== rows);
  if (rows !== undefined) {
    table.rows = rows.tokens[0]!.value!;
    table.rowsSpan = rows.tokens[0]!;
  }
  readFields(state, table, { ...node, entries: others }, depth);
  return table;
}

/** `{"name": "sku", "type": "string"}` says what a field is. */
const isFieldMap = (state: State, { node }: Entry): boolean => {
  const { classes } = state.reading.lexicon;
  const keys = node!.entries.map(keyOf);
  const isNamed = keys.some((key) => classes["objectName"]!.has(key) || classes["objectField"]!.has(key));
  return (
    isNamed &&
    keys.some((key) => classes["objectFacetTypes"]!.has(key)) &&
    node!.entries.every((entry) => entry.key.length > 0)
  );
};

/** Objects with the same keys are examples of one table. */
const isSample = (state: State, maps: readonly Entry[]): boolean =>
  !maps.some((entry) => entry.node!.entries.some((each) => roleOf(state, each) === "fields"));

/** "100 rows" */
const isCount = (state: State, { tokens }: Entry): boolean =>
  tokens.length === 2 && tokens[0]!.kind === "number" && state.reading.lexicon.classes["count"]!.has(tokens[1]!.lower);

/** Whether a map is a row's fields rather than what is said of one field. */
function isRecord(state: State, node: ObjectNode): boolean {
  if (node.kind === "list")
    return (
      node.entries.every((entry) => entry.node?.kind === "map") ||
      (node.entries.length > 1 &&
        node.entries.every(
          ({ node: inner, tokens }) =>
            inner === undefined &&
            tokens.length <= 3 &&
            state.reading.names.find(nameWords(tokens.map((token) => token.text).join(" ")).join("_") || "x", "") !==
              undefined,
        ))
    );
  const { classes } = state.reading.lexicon;
  return (
    node.entries.some((entry) => roleOf(state, entry) === "fields") ||
    !node.entries.some((entry) => classes["objectFacets"]!.has(keyOf(entry)))
  );
}

function readFields(state: State, table: TableDraft, node: ObjectNode, depth: number): void {
  for (const entry of node.entries) {
    state.current = table;
    const { classes } = state.reading.lexicon;
    const key = keyOf(entry);
    if (entry.node?.kind === "list" && key !== "" && entry.node.entries.some((each) => each.node?.kind === "map")) {
      const child = readNode(state, entry.node, key, entry.tokens, depth + 1);
      if (child !== undefined && child !== table) relate(state, child, table, spanOf(entry.tokens));
      continue;
    }
    if (entry.node?.kind === "map" && key === "") {
      const name = entry.node.entries.find(
        (each) => classes["objectName"]!.has(keyOf(each)) || classes["objectField"]!.has(keyOf(each)),
      );
      if (name !== undefined)
        addOne(
          state,
          table,
          name.tokens,
          facets(
            state,
            entry.node.entries.filter((each) => each !== name),
          ),
          entry,
        );
      continue;
    }
    if (entry.node?.kind === "map") {
      addOne(state, table, entry.key, facets(state, entry.node.entries), entry);
      continue;
    }
    if (key === "") {
      const part = readField(unquoted(entry.tokens), state.reading, table.name);
      if (part.hasName) addField(state, part.draft);
      continue;
    }
    addOne(state, table, entry.key, details(state, entry), entry);
  }
  state.current = table;
}

const unquoted = (tokens: readonly Token[]): readonly Token[] =>
  tokens.map((token) => (token.kind === "quote" ? { ...token, kind: "word" as const } : token));

function addOne(state: State, table: TableDraft, key: readonly Token[], said: readonly Token[], entry: Entry): void {
  const name = nameWords(
    key
      .filter((token) => token.kind !== "mark")
      .map((token) => token.text)
      .join(" "),
  ).join("_");
  if (name === "") return;
  const colon: Token = { ...key[0]!, kind: "mark", lower: ":", text: ":" };
  const part = readField(
    [{ ...key[0]!, kind: "word", text: name, lower: name }, colon, ...said],
    state.reading,
    table.name,
  );
  const draft: FieldDraft = { ...part.draft, name, span: spanOf([...key, ...entry.tokens]) };
  if (key.some((token) => token.lower === "?")) draft.isNullable = true;
  const [only] = entry.tokens;
  const isOther =
    entry.tokens.length === 1 &&
    only!.kind === "word" &&
    /^\p{Lu}/u.test(only!.text) &&
    state.reading.lexicon.kinds[only!.lower] === undefined;
  if (isOther) draft.refers = nameWords(only!.text).join("_");
  addField(state, draft);
}

/** The value of a key: a type, values, bounds; what is only an example says no more than its kind. */
function details(state: State, { tokens, node }: Entry): readonly Token[] {
  const { lexicon } = state.reading;
  if (node?.kind === "list") {
    const inner = node.entries.map((entry) => entry.tokens);
    const isType = inner.length === 1 && lexicon.kinds[inner[0]![0]?.lower ?? ""] !== undefined;
    if (isType || inner.length < 2) return [];
    const isBounds = inner.length === 2 && inner.every((part) => part.length === 1 && part[0]!.kind === "number");
    const mark: Token = { ...tokens[0]!, kind: "mark", lower: isBounds ? "-" : "/", text: "/" };
    return inner.flatMap((part, i) => (i === 0 ? part : [mark, ...part]));
  }
  return tokens
    .filter((token) => token.lower !== "!" && token.lower !== "?")
    .flatMap((token) => {
      if (token.kind !== "quote") return [token];
      const said = tokenize(token.text, lexicon).map((each) => ({ ...each, from: token.from, to: token.to }));
      const isUnion = tokens.some((each) => each.lower === "|");
      if (isUnion) return [token];
      const isSaid =
        said.some((each) => lexicon.kinds[each.lower] !== undefined || each.lower === "|") ||
        (said.length > 1 &&
          said.some((each) => each.kind === "number") &&
          said.length <= 6 &&
          !/^[A-Z]/.test(token.text)) ||
        (said.length <= 3 && said.some((each) => ["unique", "optional", "nullable", "pk"].includes(each.lower)));
      return isSaid ? said : [];
    })
    .flatMap((token, _, all): readonly Token[] => {
      const isLone = all.length === 1;
      if (isLone && token.kind === "number" && token.isShare === undefined)
        return [
          {
            ...token,
            kind: "word",
            text: "integer",
            lower: Number.isInteger(token.value) && !token.text.includes(".") ? "integer" : "decimal",
          },
        ];
      if (isLone && (token.lower === "true" || token.lower === "false"))
        return [{ ...token, kind: "word", lower: "boolean" }];
      if (isLone && token.kind === "moment") return [{ ...token, kind: "word", text: "date", lower: "date" }];
      return [token];
    });
}

/** `{type: int, min: 1, values: [a, b], unique: true}` as phrases between commas. */
function facets(state: State, entries: readonly Entry[]): readonly Token[] {
  const { classes } = state.reading.lexicon;
  const out: Token[] = [];
  for (const entry of entries) {
    const key = keyOf(entry);
    const [first] = entry.tokens;
    if (first === undefined) continue;
    const comma: Token = { ...first, kind: "mark", lower: ",", text: "," };
    const word = (text: string): Token => ({ ...first, kind: "word", text, lower: text });
    const isTrue = first.lower === "true" || first.lower === "yes";
    if (classes["objectFacetFlags"]!.has(key)) {
      if (isTrue) out.push(comma, ...key.split("_").map(word));
    } else if (classes["objectFacetValues"]!.has(key)) out.push(comma, word("values"), ...details(state, entry));
    else if (classes["objectFacetTypes"]!.has(key)) out.push(comma, ...details(state, entry));
    else if (classes["objectFacets"]!.has(key)) out.push(comma, ...key.split("_").map(word), ...unquoted(entry.tokens));
  }
  return out.slice(1);
}

/** `interface User`, `type Order =`, `"users":`: the name in front of brackets, and where it begins. */
function headOf(state: State, tokens: readonly Token[]): readonly [name: string, from: number] {
  const { classes } = state.reading.lexicon;
  let k = tokens.length;
  while (k > 0 && (tokens[k - 1]!.lower === ":" || tokens[k - 1]!.lower === "=")) k--;
  const name = tokens[k - 1];
  const isNamed = name?.kind === "word" || name?.kind === "quote";
  if (isNamed && classes["objectHeads"]!.has(lowerAt(tokens, k - 2))) return [name.text, k - 2];
  if (isNamed && k === 1 && tokens.length > 0) return [name.text, 0];
  return ["", tokens.length];
}

interface Objects {
  readonly before: readonly Token[];
  readonly rest: readonly Token[];
  /** Reads the brackets, once what stands before them was read. */
  readonly read: () => void;
}

/** Brackets of code in a sentence; undefined where none stand there. */
export function findObjects(state: State, tokens: readonly Token[]): Objects | undefined {
  const k = tokens.findIndex((token) => token.text === "{" || (token.text === "[" && token.kind === "open"));
  if (k < 0) return assignments(state, tokens);
  if (tokens.slice(0, k).some((token) => token.text === "(")) return undefined;
  const node = readObject(tokens, k);
  if (node === undefined || !isCode(state, node)) return assignments(state, tokens);
  const [name, from] = headOf(state, tokens.slice(0, k));
  const isBare =
    tokens[k]!.text === "{" && name !== "" && from === 0 && tokens[k - 1]!.kind !== "mark" && from === k - 1;
  if (isBare && !node.entries.some((entry) => entry.node !== undefined)) return undefined; // users {name, age: 18-80}
  return {
    before: tokens.slice(0, from),
    rest: tokens.slice(node.to),
    read: () => void readNode(state, node, name, tokens.slice(k, node.to)),
  };
}

/** `columns = [a, b], n = 750, table = orders` without brackets around it. */
function assignments(state: State, tokens: readonly Token[]): Objects | undefined {
  const [first] = tokens;
  if (first === undefined || !tokens.some((token) => token.kind === "open")) return undefined;
  const open: Token = { ...first, kind: "open", text: "{", lower: "{" };
  const node = readObject([open, ...tokens, { ...open, kind: "close", text: "}" }], 0);
  if (node === undefined) return undefined;
  const roles = node.entries.filter((entry) => roleOf(state, entry) !== undefined);
  const isAll = roles.length >= 2 && node.entries.every((entry) => entry.key.length > 0);
  return isAll && roles.some((entry) => roleOf(state, entry) === "fields")
    ? { before: [], rest: [], read: () => void readNode(state, node, "", tokens) }
    : undefined;
}
