import { isToken, openCursor, type Cursor } from "./cursor.ts";
import { openScanner, type SqlDialect, type SqlToken } from "./tokens.ts";

/** Statements whose tokens anybody wants; all others are read and forgotten, so that a dump of gigabytes costs no memory. */
const WANTED = new Set(["CREATE", "ALTER", "DROP", "RENAME", "USE"]);

/** Tokens of a trigger that are kept, to see which tables it fills. */
const MOST_TRIGGER_TOKENS = 20_000;

const ROUTINES = new Set(["PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE"]);
const NO_ROUTINES = new Set(["TABLE", "VIEW", "INDEX", "DATABASE", "SCHEMA", "("]);

/** Behind END, they close what is not counted. */
const LOOSE_ENDS = new Set(["IF", "LOOP", "WHILE", "REPEAT", "FOR"]);

/** A statement: its tokens without what ends it. None where nobody wants them. */
export interface Statement {
  readonly cursor: Cursor;
  /** Its stretch of the text, half-open. */
  readonly from: number;
  readonly to: number;
  /** The first word, in upper case; TRIGGER of one that is created. */
  readonly verb: string;
}

/** How deep a routine's blocks are behind this token, for routines in files without a DELIMITER. */
function blockDepth(depth: number, token: SqlToken, before: SqlToken | undefined): number {
  if (token.kind !== "word") return depth;
  const isEnd = before !== undefined && isToken(before, "END");
  const word = token.text.toUpperCase();
  if (word === "BEGIN" || (word === "CASE" && !isEnd)) return depth + 1;
  if (isEnd && LOOSE_ENDS.has(word)) return depth + 1;
  return word === "END" ? depth - 1 : depth;
}

/** The statements of a script whose statements end with `;` or what DELIMITER says. */
export function* statementsOf(text: string, dialect: SqlDialect): Generator<Statement, void> {
  const scanner = openScanner(text, dialect);
  let isLast = false;
  while (!isLast) {
    let tokens: SqlToken[] = [];
    let verb = "";
    let first: SqlToken | undefined;
    let before: SqlToken | undefined;
    let isRoutine: boolean | undefined;
    let isTrigger = false;
    let depth = 0;
    let to = 0;
    for (;;) {
      const token = scanner.next();
      isLast = token.kind === "end";
      if (isLast) break;
      if (token.kind === "symbol" && token.text === scanner.delimiter && depth <= 0) break;
      if (first === undefined) {
        if (dialect === "mysql" && isToken(token, "DELIMITER")) {
          const line = scanner.restOfLine().trim();
          if (line !== "") scanner.delimiter = line.split(/\s/)[0]!;
          continue;
        }
        first = token;
        verb = token.kind === "word" ? token.text.toUpperCase() : "";
      }
      to = token.to;
      if (isRoutine === undefined && verb === "CREATE") {
        const word = token.text.toUpperCase();
        if (ROUTINES.has(word) && token.kind === "word") {
          isRoutine = true;
          isTrigger = word === "TRIGGER";
        } else if (NO_ROUTINES.has(word)) isRoutine = false;
      }
      if (isRoutine === true) {
        if (scanner.delimiter === ";") depth = blockDepth(depth, token, before);
        if (isTrigger && tokens.length < MOST_TRIGGER_TOKENS) tokens.push(token);
        else tokens = [];
      } else if (WANTED.has(verb)) tokens.push(token);
      before = token;
    }
    if (first !== undefined && (isRoutine !== true || isTrigger)) {
      yield { cursor: openCursor(text, dialect, tokens), from: first.from, to, verb: isTrigger ? "TRIGGER" : verb };
    }
  }
}
