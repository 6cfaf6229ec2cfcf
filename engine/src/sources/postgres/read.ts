import type * as libpgQuery from "libpg-query";
import type { AlterTableCmd, Node } from "libpg-query";
import { SchemaError } from "../../errors.ts";
import type { Catalogue, CatalogueType, Check } from "../catalogue.ts";
import { columnOf, openDrafts, type TableDraft } from "../sql/draft.ts";
import { lineAndColumn } from "../sql/faults.ts";
import { statementSpans, withoutPsql } from "./script.ts";
import { partitionCheck } from "./partitions.ts";
import {
  addColumn,
  addConstraint,
  addPartition,
  applyDefault,
  createIndex,
  createTable,
  toCheck,
  type Reading,
} from "./tables.ts";
import { constantOf, wordsOf } from "./tree.ts";
import { toType } from "./types.ts";

const MOST_NOTES = 20; // of statements that cannot be read

/** Statements that shape tables; all others are passed over unread, so that a dump with rows is quick. */
const WANTED = /^\s*(?:--[^\n]*\n\s*|\/\*[^]*?\*\/\s*)*(create|alter|drop|comment|set|select)\b/i;

type Library = Pick<typeof libpgQuery, "parseSync">;

/** The text in brackets behind a place, without the outer pair; a short stretch where there is none. */
function inBrackets(text: string): string {
  const open = text.indexOf("(");
  if (open === -1) return text.slice(0, 80).trim();
  let depth = 0;
  let quote = "";
  for (let k = open; k < text.length; k++) {
    const c = text[k]!;
    if (quote !== "") quote = c === quote ? "" : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === "(") depth++;
    else if (c === ")" && --depth === 0)
      return text
        .slice(open + 1, k)
        .replaceAll(/\s+/g, " ")
        .trim();
  }
  return text.slice(open + 1).trim();
}

function alter(reading: Reading, table: TableDraft, command: AlterTableCmd): void {
  const { subtype, name = "", def } = command;
  const column = columnOf(table, name);
  switch (subtype) {
    case "AT_AddColumn":
      if (def !== undefined && "ColumnDef" in def && columnOf(table, def.ColumnDef.colname ?? "") === undefined)
        addColumn(reading, table, def.ColumnDef);
      return;
    case "AT_AddConstraint":
      if (def !== undefined && "Constraint" in def) addConstraint(reading, table, def.Constraint);
      return;
    case "AT_ColumnDefault":
      if (column === undefined) return;
      if (def === undefined) delete column.default;
      else applyDefault(reading, column, def, undefined);
      return;
    case "AT_SetNotNull":
      if (column !== undefined) column.nullable = false;
      return;
    case "AT_DropNotNull":
      if (column !== undefined) column.nullable = true;
      return;
    case "AT_AddIdentity":
      if (column !== undefined && def !== undefined && "Constraint" in def)
        addConstraint(reading, table, def.Constraint, column);
      return;
    case "AT_AlterColumnType":
      if (column !== undefined && def !== undefined && "ColumnDef" in def && def.ColumnDef.typeName !== undefined)
        column.type = toType(def.ColumnDef.typeName, reading.known);
      return;
    case "AT_DropColumn":
      table.columns.splice(0, table.columns.length, ...table.columns.filter((each) => each !== column));
      return;
    case "AT_AttachPartition":
      if (def !== undefined && "PartitionCmd" in def && def.PartitionCmd.name !== undefined) {
        reading.drafts.drop(reading.nameOf(def.PartitionCmd.name));
        if (def.PartitionCmd.bound !== undefined) addPartition(reading, table, def.PartitionCmd.bound);
      }
      return;
    case "AT_DropConstraint": {
      for (const list of [table.unique, table.foreignKeys, table.checks] as { readonly name?: string }[][]) {
        const at = list.findIndex((each) => each.name === name);
        if (at !== -1) list.splice(at, 1);
      }
      return;
    }
    default:
  }
}

/** The names that DROP TABLE drops. */
function droppedTables(node: Extract<Node, { DropStmt: unknown }>): readonly (readonly string[])[] {
  if (node.DropStmt.removeType !== "OBJECT_TABLE") return [];
  return (node.DropStmt.objects ?? []).map((each) => ("List" in each ? wordsOf(each.List.items) : []));
}

function comment(reading: Reading, node: Extract<Node, { CommentStmt: unknown }>): void {
  const { objtype, object, comment: text } = node.CommentStmt;
  const path = object !== undefined && "List" in object ? wordsOf(object.List.items) : [];
  const isColumn = objtype === "OBJECT_COLUMN";
  const names = isColumn ? path.slice(0, -1) : path;
  const [relname, schemaname] = [names.at(-1), names.at(-2)];
  if (text === undefined || relname === undefined || (!isColumn && objtype !== "OBJECT_TABLE")) return;
  const table = reading.drafts.find(reading.nameOf({ relname, ...(schemaname === undefined ? {} : { schemaname }) }));
  if (table === undefined) return;
  const column = isColumn ? columnOf(table, path.at(-1)!) : undefined;
  if (column !== undefined) column.comment = text;
  else if (!isColumn) table.comment = text;
}

function define(reading: Reading, names: readonly Node[] | undefined, type: CatalogueType): void {
  const name = wordsOf(names).at(-1);
  if (name !== undefined) reading.known.set(name.toLowerCase(), type);
}

function domainOf(reading: Reading, node: Extract<Node, { CreateDomainStmt: unknown }>): CatalogueType | undefined {
  const { typeName, constraints = [], domainname } = node.CreateDomainStmt;
  if (typeName === undefined) return undefined;
  const base = toType(typeName, reading.known);
  const checks: Check[] = [...(base.checks ?? [])];
  let notNull = base.notNull === true;
  for (const each of constraints) {
    if (!("Constraint" in each)) continue;
    const { contype, raw_expr, conname, location } = each.Constraint;
    if (contype === "CONSTR_NOTNULL") notNull = true;
    else if (contype === "CONSTR_CHECK" && raw_expr !== undefined)
      checks.push(toCheck(reading, raw_expr, location, conname));
  }
  const native = wordsOf(domainname).at(-1) ?? base.native;
  return { ...base, native, ...(checks.length === 0 ? {} : { checks }), ...(notNull ? { notNull } : {}) };
}

function apply(reading: Reading, node: Node, setPath: (names: readonly string[]) => void): void {
  const { drafts, known } = reading;
  if ("CreateStmt" in node) createTable(reading, node.CreateStmt);
  else if ("IndexStmt" in node) createIndex(reading, node.IndexStmt);
  else if ("AlterTableStmt" in node) {
    const { relation, cmds = [] } = node.AlterTableStmt;
    const table = relation && drafts.find(reading.nameOf(relation));
    if (table !== undefined)
      for (const each of cmds) if ("AlterTableCmd" in each) alter(reading, table, each.AlterTableCmd);
  } else if ("CreateEnumStmt" in node) {
    const native = wordsOf(node.CreateEnumStmt.typeName).at(-1) ?? "enum";
    define(reading, node.CreateEnumStmt.typeName, { kind: "enum", native, values: wordsOf(node.CreateEnumStmt.vals) });
  } else if ("AlterEnumStmt" in node) {
    const name = wordsOf(node.AlterEnumStmt.typeName).at(-1)?.toLowerCase() ?? "";
    const type = known.get(name);
    const { newVal, oldVal } = node.AlterEnumStmt;
    if (type === undefined || newVal === undefined) return;
    const values = (type.values ?? []).filter((value) => value !== oldVal && value !== newVal);
    known.set(name, { ...type, values: [...values, newVal] });
  } else if ("CreateDomainStmt" in node) {
    const type = domainOf(reading, node);
    if (type !== undefined) define(reading, node.CreateDomainStmt.domainname, type);
  } else if ("CompositeTypeStmt" in node) {
    const native = node.CompositeTypeStmt.typevar?.relname ?? "record";
    known.set(native.toLowerCase(), { kind: "other", native });
  } else if ("CreateSchemaStmt" in node) {
    const { schemaname, schemaElts = [] } = node.CreateSchemaStmt;
    if (schemaname !== undefined && schemaElts.length > 0) {
      const within: Reading = {
        ...reading,
        nameOf: (range) => reading.nameOf(range.schemaname === undefined ? { ...range, schemaname } : range),
      };
      for (const each of schemaElts) apply(within, each, setPath);
    }
  } else if ("DropStmt" in node) {
    for (const path of droppedTables(node)) {
      const [relname, schemaname] = [path.at(-1) ?? "", path.at(-2)];
      drafts.drop(reading.nameOf({ relname, ...(schemaname === undefined ? {} : { schemaname }) }));
    }
  } else if ("CommentStmt" in node) comment(reading, node);
  else if ("VariableSetStmt" in node && node.VariableSetStmt.name === "search_path") {
    setPath(
      (node.VariableSetStmt.args ?? []).flatMap((each) => constantOf(each)).filter((each) => typeof each === "string"),
    );
  } else if (
    "RenameStmt" in node &&
    node.RenameStmt.renameType === "OBJECT_TABLE" &&
    node.RenameStmt.relation !== undefined
  ) {
    const { relation, newname } = node.RenameStmt;
    const table = drafts.find(reading.nameOf(relation));
    if (table !== undefined && newname !== undefined)
      drafts.rename(table, reading.nameOf({ ...relation, relname: newname }));
  }
}

function read(library: Library, script: string, original: string): Catalogue {
  const drafts = openDrafts("postgres");
  let current = "public";
  let statement = "";
  const reading: Reading = {
    drafts,
    known: new Map(),
    partitioned: [],
    sourceOf(location) {
      if (location === undefined) return inBrackets(statement);
      const bytes = new TextEncoder().encode(statement);
      return inBrackets(new TextDecoder().decode(bytes.subarray(location)));
    },
    nameOf({ relname = "", schemaname }) {
      const namespace = schemaname ?? current;
      return namespace === "public" ? { name: relname } : { name: relname, namespace };
    },
  };
  let unread = 0;
  let tried = 0;
  for (const { from, to } of statementSpans(script)) {
    statement = script.slice(from, to);
    if (!WANTED.test(statement)) continue;
    tried++;
    let stmts;
    try {
      ({ stmts = [] } = library.parseSync(statement));
    } catch (error) {
      const { line } = lineAndColumn(original, from + (statement.length - statement.trimStart().length));
      const why = error instanceof Error ? error.message : String(error);
      if (++unread <= MOST_NOTES) drafts.note("", `line ${line}: a statement cannot be read (${why}); it is left out`);
      continue;
    }
    for (const { stmt } of stmts)
      if (stmt !== undefined)
        apply(
          reading,
          stmt,
          (names) => void (current = names.find((name) => name !== "" && name !== "pg_catalog") ?? "public"),
        );
  }
  if (unread > MOST_NOTES) drafts.note("", `${unread - MOST_NOTES} more statements cannot be read; they are left out`);
  if (drafts.tables().length === 0) {
    const first = drafts.notes[0];
    const message = first === undefined || tried === 0 ? "there is no CREATE TABLE in it." : `${first.text}.`;
    throw new SchemaError([
      {
        path: "",
        code: "import/nothing",
        message,
        hint: "Name a file with PostgreSQL's DDL, such as pg_dump --schema-only gives.",
      },
    ]);
  }
  for (const whole of reading.partitioned) {
    const check = partitionCheck(whole);
    if (whole.pieces.length === 0)
      drafts.note(whole.table.name, "it is partitioned, but the file has no partition that would take its rows");
    if (check !== undefined) whole.table.checks.push(check);
  }
  return drafts.toCatalogue();
}

async function load(): Promise<Library> {
  const library = await import("libpg-query");
  await library.loadModule();
  return library;
}

/**
 * Reads PostgreSQL's DDL with PostgreSQL's own parser, the output of pg_dump and commands of psql too. Statements that cannot be read become notes; throws SchemaError where there is
 * no table at all.
 */
export async function readPostgres(text: string): Promise<Catalogue> {
  return read(await load(), withoutPsql(text), text);
}
