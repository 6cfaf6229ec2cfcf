import { isToken } from "./cursor.ts";
import type { TableName } from "./draft.ts";
import { openScanner, type SqlDialect, type SqlScanner, type SqlToken } from "./tokens.ts";

/** A cell as text; null where it is NULL, undefined where its value is not told but computed, or are bytes. */
export type InsertedCell = string | null | undefined;

/** A row that a script puts into a table. */
export interface InsertedRow {
  readonly table: TableName;
  /** As the statement names them; undefined where it gives those of the table in their order. */
  readonly columns: readonly string[] | undefined;
  readonly cells: readonly InsertedCell[];
  /** How far the text is read, in UTF-16 units. */
  readonly to: number;
}

const MOST_TOKENS = 40; // of a cell; longer ones are expressions
const BETWEEN = new Set(["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "OR", "REPLACE", "ROLLBACK", "ABORT"]);
const MOMENTS = new Set(["DATE", "TIME", "TIMESTAMP", "DATETIME"]);
const TRUTHS: Readonly<Record<string, InsertedCell>> = { NULL: null, TRUE: "true", FALSE: "false" };
/** Functions whose first argument is the value. */
const WRAPPERS = /^(?:to_date|to_timestamp|str_to_date|date|time|datetime|timestamp|replace|json|parse_json|unistr)$/i;
const COPY_ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v" };
const HOUR_TICKS = 300 * 3600; // 1/300 s, in which SQL Server counts the time of a day
const FIRST_DAY = Date.UTC(1900, 0, 1);

/** SQL Server's moments as its older scripts write them: four bytes of days from 1900, four of the day's 1/300 s. */
function momentOf(hex: string): string | undefined {
  const [, days = "", ticks = ""] = /^0x([0-9a-f]{8})([0-9a-f]{8})$/i.exec(hex) ?? [];
  if (days === "") return undefined;
  const ms = (Number.parseInt(ticks, 16) / HOUR_TICKS) * 3_600_000;
  const at = FIRST_DAY + (Number.parseInt(days, 16) | 0) * 86_400_000 + Math.round(ms / 1000) * 1000;
  return at > -6e13 && at < 2.5e14 ? new Date(at).toISOString().slice(0, 19) : undefined;
}

/** Tokens between the commas of a list, without the brackets around it. */
function argumentsOf(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const found: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "symbol" && token.text === "(") depth++;
    else if (token.kind === "symbol" && token.text === ")" && depth-- === 0) break;
    if (token.kind === "symbol" && token.text === "," && depth === 0) found.push([]);
    else found.at(-1)!.push(token);
  }
  return found;
}

/** What the tokens of a cell come to. */
function valueOf(text: string, all: readonly SqlToken[]): InsertedCell {
  const cast = all.findIndex((token) => token.text === "::" && token.kind === "symbol");
  const tokens = cast === -1 ? all : all.slice(0, cast); // '...'::date
  const [first, second] = tokens;
  if (first === undefined) return undefined;
  if (tokens.length === 1) {
    if (first.kind === "number") return /^0x/i.test(first.text) ? undefined : first.text;
    if (first.kind === "string") return /^x'/i.test(text.slice(first.from, first.from + 2)) ? undefined : first.text;
    return first.kind === "word" ? TRUTHS[first.text.toUpperCase()] : undefined;
  }
  if (tokens.length === 2) {
    if (first.text === "-" && second!.kind === "number") return `-${second!.text}`;
    if (first.text === "+" && second!.kind === "number") return second!.text;
    const isText = first.kind === "word" && second!.kind === "string";
    if (isText && MOMENTS.has(first.text.toUpperCase())) return second!.text;
    return isText && /^_(?!binary$)/i.test(first.text) ? second!.text : undefined; // _utf8mb4 '...'
  }
  const isCall = first.kind === "word" && second!.text === "(" && tokens.at(-1)!.text === ")";
  if (!isCall)
    return first.text === "(" && tokens.at(-1)!.text === ")" ? valueOf(text, tokens.slice(1, -1)) : undefined;
  const inner = tokens.slice(2);
  if (isToken(first, "CAST") || isToken(first, "TRY_CAST")) {
    const as = inner.findIndex((token) => isToken(token, "AS"));
    const value = inner.slice(0, Math.max(0, as));
    return value.length === 1 && value[0]!.kind === "number" && value[0]!.text.startsWith("0x")
      ? momentOf(value[0]!.text)
      : valueOf(text, value);
  }
  const [one = [], two = []] = argumentsOf(inner);
  if (isToken(first, "CONVERT")) return valueOf(text, one) ?? valueOf(text, two);
  return WRAPPERS.test(first.text) && one.length === 1 && one[0]!.kind === "string" ? one[0]!.text : undefined;
}

/** A field of COPY's text. */
function copied(field: string): InsertedCell {
  if (field === "\\N") return null;
  if (field.startsWith("\\\\x")) return undefined;
  return field.includes("\\")
    ? field.replaceAll(/\\([0-7]{1,3}|.)/g, (_, c: string) =>
        /\d/.test(c) ? String.fromCharCode(Number.parseInt(c, 8)) : (COPY_ESCAPES[c] ?? c),
      )
    : field;
}

/** Words that are values the server makes; any other stands for a column, a parameter or a variable. */
const MADE =
  /^(?:default|array|interval|row|current_(?:timestamp|date|time|user)|localtimestamp|sysdate|systimestamp|user)$/i;

/** Whether a cell is taken from where the statement stands: `new.id` of a trigger, `@name` of a procedure. */
function isOfCode([first, second]: readonly SqlToken[]): boolean {
  if (first?.kind !== "word" || MADE.test(first.text)) return false;
  return second === undefined ? !Object.hasOwn(TRUTHS, first.text.toUpperCase()) : second.text === ".";
}

/** Reads tokens one after the other, the next one in sight. */
interface Reader {
  readonly token: SqlToken;
  advance(): SqlToken;
  /** Takes the next token if it is that symbol or word. */
  accept(text: string): boolean;
  /** A name of up to three parts, of which the last two count; undefined where none stands there. */
  tableName(): TableName | undefined;
  /** Names in brackets; none where there are no brackets, undefined where it is something else. */
  columns(): readonly string[] | undefined;
  /** The cells of one row, its opening bracket read; undefined where it does not end. None of a row that code makes. */
  cells(): readonly InsertedCell[] | undefined;
  /** Lines behind what was scanned, up to a line of `\\.`. */
  lines(): Generator<string, void>;
  skipLine(): void;
}

function openReader(text: string, scanner: SqlScanner): Reader {
  let next = scanner.next();
  const advance = (): SqlToken => {
    const token = next;
    next = scanner.next();
    return token;
  };
  const accept = (word: string): boolean => {
    const found = isToken(next, word);
    if (found) advance();
    return found;
  };
  const isName = (): boolean => next.kind === "word" || next.kind === "name" || next.kind === "string";
  return {
    get token() {
      return next;
    },
    advance,
    accept,
    tableName() {
      const parts: string[] = [];
      do {
        if (!isName()) return undefined;
        parts.push(advance().text);
      } while (accept("."));
      const [name = "", namespace] = parts.reverse();
      return namespace === undefined ? { name } : { name, namespace };
    },
    columns() {
      const names: string[] = [];
      if (!accept("(")) return names;
      do {
        if (!isName()) return undefined;
        names.push(advance().text);
      } while (accept(","));
      return accept(")") ? names : undefined;
    },
    cells() {
      const cells: InsertedCell[] = [];
      let tokens: SqlToken[] = [];
      let isCode = false;
      for (let depth = 0; ;) {
        const token = advance();
        if (token.kind === "end") return undefined;
        const symbol = token.kind === "symbol" ? token.text : "";
        if (depth === 0 && (symbol === "," || symbol === ")")) {
          isCode ||= isOfCode(tokens);
          cells.push(tokens.length > MOST_TOKENS ? undefined : valueOf(text, tokens));
          if (symbol === ")") return isCode ? [] : cells;
          tokens = [];
        } else {
          if (symbol === "(" || symbol === "[") depth++;
          if (symbol === ")" || symbol === "]") depth--;
          if (tokens.length <= MOST_TOKENS) tokens.push(token);
        }
      }
    },
    *lines() {
      while (scanner.at < text.length) {
        const line = scanner.restOfLine();
        if (line.trimEnd() === "\\.") break;
        yield line;
      }
      next = scanner.next();
    },
    skipLine() {
      scanner.restOfLine();
      next = scanner.next();
    },
  };
}

/** Rows of INSERT, its first word read. */
function* insertedBy(reader: Reader): Generator<InsertedRow, void> {
  while (reader.token.kind === "word" && BETWEEN.has(reader.token.text.toUpperCase())) reader.advance();
  reader.accept("INTO");
  const table = reader.tableName();
  const names = table && reader.columns();
  if (table === undefined || names === undefined) return;
  if (reader.accept("OVERRIDING")) {
    reader.advance();
    reader.accept("VALUE");
  }
  if (!reader.accept("VALUES") && !reader.accept("VALUE")) return;
  const columns = names.length === 0 ? undefined : names;
  do {
    reader.accept("ROW");
    const cells = reader.accept("(") ? reader.cells() : undefined;
    if (cells === undefined) return;
    const isTold =
      cells.some((cell) => cell !== undefined) && (columns === undefined || cells.length === columns.length);
    if (isTold) yield { table, columns, cells, to: reader.token.from };
  } while (reader.accept(","));
}

/** Rows of COPY ... FROM stdin, its first word read: the lines behind the statement's. */
function* copiedBy(reader: Reader): Generator<InsertedRow, void> {
  const table = reader.tableName();
  const names = table && reader.columns();
  if (table === undefined || names === undefined || !reader.accept("FROM") || !isToken(reader.token, "STDIN")) return;
  let isText = true;
  while (reader.token.kind !== "end" && !isToken(reader.token, ";")) {
    if (/^(?:csv|binary|delimiter)$/i.test(reader.advance().text)) isText = false;
  }
  let { to } = reader.token;
  let isRest = true; // what stands behind the semicolon
  for (const line of reader.lines()) {
    to += line.length + 1;
    if (isText && !isRest)
      yield { table, columns: names.length === 0 ? undefined : names, cells: line.split("\t").map(copied), to };
    isRest = false;
  }
}

/**
 * The rows that a script puts into tables, in their order: INSERT and REPLACE with VALUES, and COPY of PostgreSQL. What INSERT takes from
 * a query, and rows that triggers and routines make, are passed over. Reads the text once, as the rows are asked for.
 * Throws SchemaError for quotes and comments that do not end.
 */
export function* readRows(text: string, dialect: SqlDialect | "postgres"): Generator<InsertedRow, void> {
  const reader = openReader(text, openScanner(text, dialect));
  const verbs = dialect === "mysql" || dialect === "sqlite" ? ["INSERT", "REPLACE"] : ["INSERT"];
  for (let isFirst = true; reader.token.kind !== "end";) {
    const { token } = reader;
    const beginsPsql = dialect === "postgres" && isFirst;
    if (beginsPsql && token.text === "\\") {
      reader.skipLine();
      continue;
    }
    reader.advance();
    if (verbs.some((verb) => isToken(token, verb))) yield* insertedBy(reader);
    else if (beginsPsql && isToken(token, "COPY")) yield* copiedBy(reader);
    isFirst = isToken(token, ";");
  }
}
