import type { Catalogue } from "../catalogue.ts";
import { readTableName } from "./constraints.ts";
import { isToken, openCursor, type Cursor } from "./cursor.ts";
import { openDrafts, type Drafts, type TableName } from "./draft.ts";
import { readAlterTable, readCreateTable, readDropTable, readUniqueIndex, type Naming } from "./tables.ts";
import { openScanner, type SqlToken } from "./tokens.ts";
import { readType } from "./types.ts";

/** Batches that define code: nothing in them makes a table that stays. */
const CODE = new Set(["PROCEDURE", "PROC", "FUNCTION", "TRIGGER", "VIEW"]);

/** Words that begin a statement, wherever they stand outside parentheses; those that ON DELETE and the like hold do not. */
const VERBS = new Set(
  "CREATE ALTER DROP INSERT UPDATE DELETE SELECT SET EXEC EXECUTE PRINT IF ELSE BEGIN END DECLARE USE GRANT REVOKE DENY WHILE RETURN TRUNCATE MERGE RAISERROR COMMIT ROLLBACK GO".split(
    " ",
  ),
);

/** Whether a token is GO alone on its line, which ends a batch; a number may say how often it runs. */
function isGo(text: string, token: SqlToken): boolean {
  if (!isToken(token, "GO")) return false;
  const before = text.slice(text.lastIndexOf("\n", token.from - 1) + 1, token.from);
  const end = text.indexOf("\n", token.to);
  const behind = text.slice(token.to, end === -1 ? text.length : end);
  return before.trim() === "" && /^\s*(?:\d+\s*)?(?:--.*|;\s*)?$/.test(behind);
}

function* batchesOf(text: string): Generator<readonly SqlToken[], void> {
  const scanner = openScanner(text, "sqlserver");
  let tokens: SqlToken[] = [];
  let isKept = true;
  for (let token = scanner.next(); token.kind !== "end"; token = scanner.next()) {
    if (isGo(text, token)) {
      yield tokens;
      tokens = [];
      isKept = true;
    } else {
      if (tokens.length === 0) isKept = true;
      // Rows of a dump would fill the memory; what they hold is of no use here.
      if (isToken(token, "INSERT")) isKept = false;
      else if (!isKept && (isToken(token, "CREATE") || isToken(token, "ALTER"))) isKept = true;
      if (isKept || tokens.length === 0) tokens.push(token);
    }
  }
  yield tokens;
}

function isCode(batch: readonly SqlToken[]): boolean {
  const first = batch[0];
  if (first === undefined || !(isToken(first, "CREATE") || isToken(first, "ALTER"))) return false;
  return batch.slice(1, 4).some((token) => token.kind === "word" && CODE.has(token.text.toUpperCase()));
}

/** Where the statement that begins at `from` ends: statements need no semicolon. */
function endOf(batch: readonly SqlToken[], from: number): number {
  let depth = 0;
  let first = from + 1;
  if (isToken(batch[from]!, "ALTER")) {
    first = from + 3; // ALTER TABLE a.b ALTER COLUMN holds a verb of its own
    while (batch[first]?.text === ".") first += 2;
    first += 1;
  }
  for (let k = first; k < batch.length; k += 1) {
    const token = batch[k]!;
    if (token.kind === "symbol") {
      if (token.text === "(") depth += 1;
      else if (token.text === ")") depth -= 1;
      else if (token.text === ";" && depth <= 0) return k;
    } else if (token.kind === "word" && depth <= 0 && VERBS.has(token.text.toUpperCase())) {
      const before = batch[k - 1]!;
      const isAction = isToken(before, "ON") || isToken(before, "DELETE") || isToken(before, "UPDATE");
      if (!isAction || isToken(token, "CREATE")) return k;
    }
  }
  return batch.length;
}

function readCreate(cursor: Cursor, drafts: Drafts, toName: Naming): void {
  if (cursor.accept("TABLE")) readCreateTable(cursor, drafts, toName);
  else if (cursor.accept("TYPE")) {
    const { name } = readTableName(cursor);
    const type = cursor.accept("FROM") ? readType(cursor, drafts.aliases) : undefined;
    if (type !== undefined) drafts.aliases.set(name.toLowerCase(), type);
  } else if (cursor.accept("UNIQUE")) {
    while (!cursor.isDone() && !cursor.accept("INDEX")) cursor.take();
    readUniqueIndex(cursor, drafts, toName);
  }
}

const toName = ({ name, namespace }: TableName): TableName =>
  namespace === undefined || namespace.toLowerCase() === "dbo" ? { name } : { name, namespace };

/** Reads SQL Server's DDL, a script of Management Studio too. Throws SchemaError with line and column for what the grammar forbids. */
export function readSqlServer(text: string): Catalogue {
  const drafts = openDrafts("sqlserver");
  for (const batch of batchesOf(text)) {
    if (isCode(batch)) continue;
    for (let k = 0; k < batch.length;) {
      const token = batch[k]!;
      const verb = token.kind === "word" ? token.text.toUpperCase() : "";
      const isGranted = /^(?:GRANT|DENY|REVOKE|,)$/i.test(batch[k - 1]?.text ?? ""); // GRANT CREATE TABLE TO somebody
      if (isGranted || (verb !== "CREATE" && verb !== "ALTER" && verb !== "DROP")) {
        k += 1;
        continue;
      }
      const end = endOf(batch, k);
      const cursor = openCursor(text, "sqlserver", batch, { from: k + 1, to: end });
      if (verb === "CREATE") readCreate(cursor, drafts, toName);
      else if (verb === "ALTER" && cursor.accept("TABLE")) readAlterTable(cursor, drafts, toName);
      else if (verb === "DROP" && cursor.accept("TABLE")) readDropTable(cursor, drafts, toName);
      k = end;
    }
  }
  return drafts.toCatalogue();
}
