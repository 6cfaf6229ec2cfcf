import type { ColumnDef, Constraint, CreateStmt, IndexStmt, Node, PartitionBoundSpec, RangeVar } from "libpg-query";
import type { CatalogueType, Check, ForeignKey } from "../catalogue.ts";
import { columnOf, newTable, type ColumnDraft, type Drafts, type TableDraft, type TableName } from "../sql/draft.ts";
import { toExpression } from "./expression.ts";
import { pieceOf, type Partitioned } from "./partitions.ts";
import { wordsOf } from "./tree.ts";
import { SERIALS, toType } from "./types.ts";

/** What reading a script's statements needs to know. */
export interface Reading {
  readonly drafts: Drafts;
  /** Enums, domains and the like by name in lower case. */
  readonly known: Map<string, CatalogueType>;
  readonly partitioned: Partitioned[];
  /** The source of an expression that stands in brackets behind this byte of the statement; without a byte, behind its beginning. */
  sourceOf(location: number | undefined): string;
  /** A name without the name space that everything lies in. */
  nameOf(range: RangeVar): TableName;
}

/** An expression with its source, and its tree where it can be read. */
export function toCheck(reading: Reading, node: Node, location: number | undefined, name?: string): Check {
  const tree = toExpression(node, reading.known);
  return {
    ...(name === undefined || name === "" ? {} : { name }),
    text: reading.sourceOf(location),
    ...(tree === undefined ? {} : { tree }),
  };
}

function isNextval(node: Node): boolean {
  return "FuncCall" in node && wordsOf(node.FuncCall.funcname).at(-1) === "nextval";
}

/** What DEFAULT says: a sequence's next number makes the column an identity. */
export function applyDefault(reading: Reading, column: ColumnDraft, node: Node, location: number | undefined): void {
  if (isNextval(node)) column.identity = "identity";
  else column.default = toCheck(reading, node, location);
}

function toForeignKey(reading: Reading, constraint: Constraint, columns: readonly string[]): ForeignKey {
  const { pktable, pk_attrs, conname, deferrable } = constraint;
  const { name, namespace } = pktable === undefined ? { name: "" } : reading.nameOf(pktable);
  return {
    ...(conname === undefined ? {} : { name: conname }),
    columns,
    table: name,
    ...(namespace === undefined ? {} : { namespace }),
    references: wordsOf(pk_attrs),
    ...(deferrable === true ? { deferrable } : {}),
  };
}

/** Adds a constraint of a table, or of one of its columns. */
export function addConstraint(reading: Reading, table: TableDraft, constraint: Constraint, column?: ColumnDraft): void {
  const own = column === undefined ? [] : [column.name];
  const { contype, conname, raw_expr: expr, location } = constraint;
  const keys = constraint.keys === undefined ? own : wordsOf(constraint.keys);
  switch (contype) {
    case "CONSTR_PRIMARY":
      if (keys.length > 0) table.primaryKey = keys;
      return;
    case "CONSTR_UNIQUE":
      if (keys.length > 0)
        table.unique.push({
          ...(conname === undefined ? {} : { name: conname }),
          columns: keys,
          nullsDistinct: constraint.nulls_not_distinct !== true,
        });
      return;
    case "CONSTR_FOREIGN":
      table.foreignKeys.push(
        toForeignKey(reading, constraint, column === undefined ? wordsOf(constraint.fk_attrs) : own),
      );
      return;
    case "CONSTR_CHECK":
      if (expr !== undefined) table.checks.push(toCheck(reading, expr, location, conname));
      return;
    case "CONSTR_EXCLUSION":
      reading.drafts.note(
        table.name,
        `the exclusion constraint${conname === undefined ? "" : ` ${conname}`} is not kept: rows may exclude each other`,
      );
      return;
    case "CONSTR_NOTNULL":
      for (const name of column === undefined ? keys : own) {
        const found = columnOf(table, name);
        if (found !== undefined) found.nullable = false;
      }
      return;
    case "CONSTR_NULL":
      if (column !== undefined) column.nullable = true;
      return;
    case "CONSTR_DEFAULT":
      if (column !== undefined && expr !== undefined) applyDefault(reading, column, expr, location);
      return;
    case "CONSTR_IDENTITY":
      if (column !== undefined) {
        column.identity = constraint.generated_when === "a" ? "always" : "identity";
        column.nullable = false;
      }
      return;
    case "CONSTR_GENERATED":
      if (column !== undefined && expr !== undefined) column.generatedAs = toCheck(reading, expr, location);
      return;
    default:
  }
}

/** Adds a column with the constraints that stand beside it. */
export function addColumn(reading: Reading, table: TableDraft, definition: ColumnDef): void {
  const { colname = "", typeName, constraints = [], raw_default } = definition;
  const words = wordsOf(typeName?.names);
  const isSerial = SERIALS.has(words.at(-1) ?? "");
  const type: CatalogueType =
    typeName === undefined ? { kind: "other", native: "unknown" } : toType(typeName, reading.known);
  const column: ColumnDraft = { name: colname, type, nullable: definition.is_not_null !== true && !isSerial };
  if (isSerial) column.identity = "identity";
  if (type.notNull === true) column.nullable = false;
  table.columns.push(column);
  if (raw_default !== undefined) applyDefault(reading, column, raw_default, definition.location);
  for (const node of constraints) if ("Constraint" in node) addConstraint(reading, table, node.Constraint, column);
}

/** The columns, and what else LIKE and INHERITS take, of another table. */
function takeOver(reading: Reading, table: TableDraft, from: RangeVar, withKeys: boolean): void {
  const source = reading.drafts.find(reading.nameOf(from));
  if (source === undefined)
    return reading.drafts.note(table.name, `it takes columns from ${from.relname}, which is not in the file`);
  for (const column of source.columns)
    if (columnOf(table, column.name) === undefined) table.columns.push({ ...column });
  table.checks.push(...source.checks);
  if (!withKeys) return;
  table.primaryKey = source.primaryKey;
  table.unique.push(...source.unique);
}

/** CREATE TABLE. A partition is no table of its own: its rows are those of the whole. */
export function createTable(reading: Reading, statement: CreateStmt): void {
  const { relation, tableElts = [], inhRelations = [], partbound, partspec, ofTypename } = statement;
  if (relation === undefined || relation.relpersistence === "t") return;
  const name = reading.nameOf(relation);
  if (partbound !== undefined) {
    for (const node of inhRelations)
      if ("RangeVar" in node) addPartition(reading, reading.drafts.find(reading.nameOf(node.RangeVar)), partbound);
    return;
  }
  if (reading.drafts.find(name) !== undefined && statement.if_not_exists === true) return;
  const table = newTable(name);
  if (ofTypename !== undefined)
    reading.drafts.note(table.name, "a table of a type has the columns of the type; they are not read");
  for (const node of inhRelations) if ("RangeVar" in node) takeOver(reading, table, node.RangeVar, false);
  for (const node of tableElts) {
    if ("ColumnDef" in node) addColumn(reading, table, node.ColumnDef);
    else if ("Constraint" in node) addConstraint(reading, table, node.Constraint);
    else if ("TableLikeClause" in node && node.TableLikeClause.relation !== undefined) {
      const INDEXES = 1 << 6; // CREATE_TABLE_LIKE_INDEXES of PostgreSQL's parsenodes.h
      takeOver(reading, table, node.TableLikeClause.relation, ((node.TableLikeClause.options ?? 0) & INDEXES) !== 0);
    }
  }
  reading.drafts.add(table);
  if (partspec === undefined) return;
  const [key] = (partspec.partParams ?? []).map((node) =>
    "PartitionElem" in node ? node.PartitionElem.name : undefined,
  );
  reading.partitioned.push({ table, column: key, pieces: [] });
}

/** Remembers what a partition of a table takes. */
export function addPartition(reading: Reading, table: TableDraft | undefined, bound: PartitionBoundSpec): void {
  const whole = reading.partitioned.find((each) => each.table === table);
  whole?.pieces.push(pieceOf(bound, reading.known));
}

/** CREATE UNIQUE INDEX; others say nothing of the data. */
export function createIndex(reading: Reading, statement: IndexStmt): void {
  const { relation, indexParams = [], idxname, whereClause, unique } = statement;
  if (unique !== true || relation === undefined) return;
  const table = reading.drafts.find(reading.nameOf(relation));
  if (table === undefined) return;
  const columns = indexParams.map((node) => ("IndexElem" in node ? (node.IndexElem.name ?? "") : ""));
  if (columns.some((column) => column === "")) {
    // A unique lower(email) holds where email itself is unique in one case; that is for who makes the schema to judge.
    const inner = indexParams.map((node) => ("IndexElem" in node ? innerColumn(node.IndexElem.expr) : undefined) ?? "");
    const named = columns.map((column, k) => column || inner[k]!);
    const how = named.every((column) => column !== "")
      ? `${named.join(", ")} is kept unique instead`
      : "it is not kept";
    reading.drafts.note(
      table.name,
      `the unique index${idxname === undefined ? "" : ` ${idxname}`} is over an expression; ${how}`,
    );
    if (!named.every((column) => column !== "")) return;
    columns.splice(0, columns.length, ...named);
  }
  table.unique.push({
    ...(idxname === undefined ? {} : { name: idxname }),
    columns,
    nullsDistinct: statement.nulls_not_distinct !== true,
    ...(whereClause === undefined ? {} : { where: toCheck(reading, whereClause, undefined) }),
  });
}

/** The one column that a call such as lower(email) is about. */
function innerColumn(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if ("ColumnRef" in node) return wordsOf(node.ColumnRef.fields).at(-1);
  if ("TypeCast" in node) return innerColumn(node.TypeCast.arg);
  if (!("FuncCall" in node) || !/^(lower|upper|trim|btrim)$/.test(wordsOf(node.FuncCall.funcname).at(-1) ?? ""))
    return undefined;
  return innerColumn(node.FuncCall.args?.[0]);
}
