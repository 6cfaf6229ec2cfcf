import { syntaxFault } from "./faults.ts";

/** Whose words and quotes a text is read with. */
export type SqlDialect = "mysql" | "sqlserver" | "sqlite";

export interface SqlToken {
  /** `name` is quoted, a `word` is not; `string` also what MySQL has in double quotes. */
  readonly kind: "word" | "name" | "string" | "number" | "symbol" | "end";
  /** A word, number or symbol as written; a name or string as what is within its quotes. */
  readonly text: string;
  /** Its stretch of the text, half-open. */
  readonly from: number;
  readonly to: number;
}

/** Reads a text token by token, in time linear in its length. */
export interface SqlScanner {
  next(): SqlToken;
  /** The rest of the line behind the last token, blanks and all: for commands of a client such as DELIMITER, and rows of COPY. */
  restOfLine(): string;
  /** How far the text is read. */
  readonly at: number;
  /** What ends a statement; a symbol of its own wherever it stands outside quotes and comments. */
  delimiter: string;
}

const NEWEST_CONDITION = 900_000; // MariaDB's dumps begin with /*M!999999: a comment for every server there is

/** First characters of comments and their ends: - / * */
const MARKS = new Set([45, 47, 42]);

/** Symbols that no longer one begins with: ( ) , ; . */
const ALONE = new Set([40, 41, 44, 59, 46]);

const LONG_SYMBOLS = ["<=>", "->>", "<>", "<=", ">=", "!=", "==", "||", "&&", "<<", ">>", ":=", "::", "->", "!<", "!>"];

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", "0": "\0", Z: "\u001a" };

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

function isWordStart(code: number): boolean {
  // a-z A-Z _ @ # and all beyond ASCII
  return (code >= 97 && code <= 122) || (code >= 64 && code <= 90) || code === 95 || code === 35 || code >= 128;
}

const isWordPart = (code: number): boolean => isWordStart(code) || isDigit(code) || code === 36;

const isSpace = (code: number): boolean => code <= 32 || code === 0xa0 || code === 0xfeff;

/** Opens a scanner over SQL of a dialect. Its `next` throws SchemaError for quotes and comments that do not end. */
export function openScanner(text: string, dialect: SqlDialect | "postgres"): SqlScanner {
  const isMysql = dialect === "mysql";
  const isPostgres = dialect === "postgres";
  let at = 0;
  let delimiter = ";";

  /** The text within quotes that begins at `from`; a doubled closing quote stands for one. */
  function quoted(from: number, close: string, escapes: boolean, what: string): string {
    let value = "";
    let piece = from + 1;
    for (let k = from + 1; k < text.length; k += 1) {
      const c = text[k];
      if (c === close) {
        if (text[k + 1] !== close) {
          at = k + 1;
          return value + text.slice(piece, k);
        }
        value += text.slice(piece, k + 1);
        k += 1;
        piece = k + 1;
      } else if (escapes && c === "\\" && k + 1 < text.length) {
        const escaped = text[k + 1]!;
        value += text.slice(piece, k) + (ESCAPES[escaped] ?? ("%_".includes(escaped) ? `\\${escaped}` : escaped));
        k += 1;
        piece = k + 1;
      }
    }
    throw syntaxFault(text, from, `${what} begins here and does not end.`, `Close it with ${close}.`);
  }

  function skipComment(): void {
    const condition = isMysql && /^\/\*M?!(\d{5,6})?/.exec(text.slice(at, at + 11));
    if (condition && Number(condition[1] ?? 0) < NEWEST_CONDITION) {
      at += condition[0].length; // what is in it counts; its end is skipped as a token of its own
      return;
    }
    const from = at;
    const marks = dialect === "sqlserver" || isPostgres ? /\/\*|\*\//g : /\*\//g; // both nest comments
    marks.lastIndex = at + 2;
    for (let depth = 1; depth > 0;) {
      const mark = marks.exec(text);
      if (mark === null) {
        throw syntaxFault(text, from, "a comment begins here and does not end.", "Close it with */.");
      }
      depth += mark[0] === "*/" ? -1 : 1;
    }
    at = marks.lastIndex;
  }

  function skipLine(): void {
    const end = text.indexOf("\n", at);
    at = end === -1 ? text.length : end + 1;
  }

  function skipSpace(): void {
    for (; at < text.length;) {
      const code = text.charCodeAt(at);
      if (isSpace(code)) {
        at += 1;
        continue;
      }
      const two = MARKS.has(code) ? text.slice(at, at + 2) : "";
      if (two === "--" && (!isMysql || at + 2 >= text.length || isSpace(text.charCodeAt(at + 2)))) skipLine();
      else if (isMysql && code === 35) skipLine();
      else if (two === "/*") skipComment();
      else if (isMysql && two === "*/") at += 2;
      else return;
    }
  }

  function word(): SqlToken {
    const from = at;
    // Of the delimiters only $$ and its like can be mistaken for a part of a word.
    while (isWordPart(text.charCodeAt(at)) && !(at > from && text.startsWith(delimiter, at))) at += 1;
    const written = text.slice(from, at);
    if (text[at] === "'" && (isPostgres ? /^(?:n|x|b|e)$/i : /^(?:n|x|b|_[a-z0-9]+)$/i).test(written)) {
      const isEscaped = isPostgres ? /^e$/i.test(written) : isMysql;
      const string = { text: quoted(at, "'", isEscaped, "a text"), from, to: at };
      if (written === "b" || written === "B")
        return { ...string, kind: "number", text: String(parseInt(string.text, 2)) };
      return { ...string, kind: "string" };
    }
    return { kind: "word", text: written, from, to: at };
  }

  function number(): SqlToken {
    const from = at;
    if (/^0x[0-9a-f]/i.test(text.slice(at, at + 3))) {
      at += 2;
      while (/[0-9a-f]/i.test(text.charAt(at))) at += 1;
      return { kind: "number", text: text.slice(from, at), from, to: at };
    }
    while (isDigit(text.charCodeAt(at))) at += 1;
    if (text[at] === ".") {
      at += 1;
      while (isDigit(text.charCodeAt(at))) at += 1;
    }
    const exponent = /^e[+-]?\d/i.exec(text.slice(at, at + 3));
    if (exponent) {
      at += exponent[0].length;
      while (isDigit(text.charCodeAt(at))) at += 1;
    }
    if (!isWordPart(text.charCodeAt(at))) return { kind: "number", text: text.slice(from, at), from, to: at };
    const rest = word(); // MySQL's names may begin with digits
    return { kind: "word", text: text.slice(from, rest.to), from, to: rest.to };
  }

  /** PostgreSQL's text between `$$` or `$tag$`. */
  function dollarQuoted(): SqlToken | undefined {
    const from = at;
    const tag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
    tag.lastIndex = at;
    const open = tag.exec(text)?.[0];
    if (open === undefined) return undefined;
    const close = text.indexOf(open, at + open.length);
    const end = close === -1 ? text.length : close;
    at = Math.min(text.length, end + open.length);
    return { kind: "string", text: text.slice(from + open.length, end), from, to: at };
  }

  function next(): SqlToken {
    skipSpace();
    const from = at;
    if (at >= text.length) return { kind: "end", text: "", from, to: from };
    if (delimiter !== ";" && text.startsWith(delimiter, at)) {
      at += delimiter.length;
      return { kind: "symbol", text: delimiter, from, to: at };
    }
    const c = text[at]!;
    const code = text.charCodeAt(at);
    if (c === "'") return { kind: "string", text: quoted(at, "'", isMysql, "a text"), from, to: at };
    if (c === '"') {
      const value = quoted(at, '"', isMysql, isMysql ? "a text" : "a name");
      return { kind: isMysql ? "string" : "name", text: value, from, to: at };
    }
    if (c === "`" && dialect !== "sqlserver" && !isPostgres)
      return { kind: "name", text: quoted(at, "`", false, "a name"), from, to: at };
    if (c === "[" && !isMysql && !isPostgres)
      return { kind: "name", text: quoted(at, "]", false, "a name"), from, to: at };
    if (isDigit(code) || (c === "." && isDigit(text.charCodeAt(at + 1)))) return number();
    if (isWordStart(code)) return word();
    const dollars = isPostgres && c === "$" ? dollarQuoted() : undefined;
    if (dollars !== undefined) return dollars;
    const symbol = ALONE.has(code) ? c : (LONG_SYMBOLS.find((long) => text.startsWith(long, at)) ?? c);
    at += symbol.length;
    return { kind: "symbol", text: symbol, from, to: at };
  }

  return {
    next,
    restOfLine() {
      const from = at;
      skipLine();
      return text.slice(from, at).replace(/\r?\n$/, "");
    },
    get at() {
      return at;
    },
    get delimiter() {
      return delimiter;
    },
    set delimiter(value) {
      delimiter = value;
    },
  };
}
