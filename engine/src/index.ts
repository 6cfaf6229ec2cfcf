// The front door: all that other packages, and users of the library, may import.
export { BATCH_ROWS, type Batch } from "./batch/batch.ts";
export { readCell, readRow, readText, isValid, toDecimal, type Cell } from "./batch/cells.ts";
export type { Column, ColumnHeader, ColumnType, Dictionary, Header, Kind } from "./batch/column.ts";
export type { Artifacts } from "./compile/artifacts.ts";
export { compile, EDITION, type Compiled } from "./compile/compile.ts";
export type { FieldType } from "./compile/field-type.ts";
export { fieldTypes } from "./compile/fields/all.ts";
export { parseMoment } from "./compile/moments.ts";
export { prepare } from "./compile/prepare.ts";
export { schemaJson } from "./compile/schema-json.ts";
export { didYouMean, suggest } from "./compile/suggest.ts";
export {
  CancelledError,
  DataError,
  invariant,
  LimitError,
  SchemaError,
  toLine,
  WorldError,
  type Issue,
} from "./errors.ts";
export { pathOf } from "./expr/check.ts";
export { FUNCTIONS } from "./expr/functions.ts";
export { parseTree, type Node, type Tree } from "./expr/parse.ts";
export { answers, copiesBinary, formatOf, formats, gzipped, loadZstd } from "./formats/all.ts";
export type {
  Encoder,
  Format,
  FormatOptions,
  LoadTarget,
  PartInfo,
  PartWriter,
  Sink,
  Writer,
} from "./formats/format.ts";
export { explain, type Explanation } from "./plan/explain.ts";
export { answersOf, deliveredTables, generate, generateAnswers, tableOf } from "./plan/generate.ts";
export type { ColumnId, Input, Kernel, Plan, PlannedTable, Relation, Slice, Step, Task } from "./plan/plan.ts";
export type {
  Catalogue,
  CatalogueColumn,
  CatalogueTable,
  CatalogueType,
  Check,
  ColumnStatistics,
  ForeignKey,
  Imported,
  Note,
  SqlExpression,
  UniqueKey,
} from "./sources/catalogue.ts";
export { DIALECTS, guessDialect, type Dialect } from "./sources/dialect.ts";
export { toSchema, type ToSchemaOptions } from "./sources/to-schema.ts";
export { parseText, type ParsedText, type Place, type PlacedIssue } from "./sources/document.ts";
export { describe, MOST_TEXT, type Described, type DescribeOptions } from "./sources/english/describe.ts";
export { edit, type Change, type Edited } from "./sources/english/edit.ts";
export type { Guess, GuessChange, GuessChoice } from "./sources/english/guesses.ts";
export type { EnglishNote } from "./sources/english/draft.ts";
export type { Origin } from "./sources/english/to-document.ts";
export { readMysql } from "./sources/sql/mysql.ts";
export { patchText } from "./sources/patch-text.ts";
export { renameField, renameTable } from "./sources/rename.ts";
export { sayValue, tellChanges, type ChangedPart, type ToldChange } from "./sources/tell-changes.ts";
export { writeText } from "./sources/write.ts";
export { readJsonSchema } from "./sources/json-schema.ts";
export { readPrisma } from "./sources/prisma.ts";
export { lineAndColumn, syntaxFault } from "./sources/sql/faults.ts";
export { readSqlite, readSqliteTable, sqliteStatements, type SqliteStatement } from "./sources/sql/sqlite.ts";
export { readSqliteTrigger } from "./sources/sql/triggers.ts";
export { withoutFilled } from "./sources/sql/draft.ts";
export { readRows, type InsertedCell, type InsertedRow } from "./sources/sql/rows.ts";
export { readSqlServer } from "./sources/sql/sqlserver.ts";
export { typeMeaning } from "./sources/sql/types.ts";
export { readPostgres } from "./sources/postgres/read.ts";
export { defineSchema, iterateRows, rows, type RowOf, type RowsOptions } from "./rows.ts";
export type { Schema } from "./schema/schema.ts";
export { openMachine, type Machine } from "./wasm/machine.ts";
