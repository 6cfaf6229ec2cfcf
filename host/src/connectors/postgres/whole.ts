import { DataError } from "@semblance/engine";
import type { LiveForeignKey, LiveTable } from "../connector.ts";
import type { Session } from "./connect.ts";
import { quote } from "./inspect.ts";

// PostgreSQL checks a foreign key row by row, which costs more than storing the row. Here the rows of a chunk are checked together, as
// ADD FOREIGN KEY does it, before the chunk is committed; tables that are referred to are locked against changes until then.

/** Rows are checked together from so many on. */
export const WORTH_ROWS = 5000;

/** Whether this user may tell the session to leave the checks to us. */
export async function mayCheckWhole(session: Session): Promise<boolean> {
  const [found] = await session.query<{ may: boolean }>(
    "SELECT current_setting('is_superuser') = 'on' OR current_setting('server_version_num')::int >= 150000 AND has_parameter_privilege('session_replication_role', 'SET') AS may",
  );
  return found?.may === true;
}

/** What `checkWhole` has to know from before the rows came. */
export interface Before {
  readonly block: number;
}

/** Leaves the checks of these keys to `checkWhole`; inside a transaction. */
export async function beginWhole(session: Session, table: LiveTable, parents: readonly LiveTable[]): Promise<Before> {
  const locked = parents.map(({ quoted }) => quoted).join(", ");
  await session.query(
    `LOCK TABLE ${locked} IN SHARE MODE`,
    `${table.id}: the tables that it refers to cannot be locked`,
  );
  const [found] = await session.query<{ block: number }>(
    `SELECT greatest(pg_relation_size('${table.quoted.replaceAll("'", "''")}') / current_setting('block_size')::int - 1, 0)::float8 AS block`,
  );
  await session.query("SET LOCAL session_replication_role = replica");
  return { block: found?.block ?? 0 };
}

/** Checks the keys of the rows that came since `beginWhole`; throws DataError. */
export async function checkWhole(
  session: Session,
  { block }: Before,
  table: LiveTable,
  keys: readonly (LiveForeignKey & { readonly parentTable: LiveTable })[],
  rows: number,
): Promise<void> {
  await session.query("SET LOCAL session_replication_role = origin");
  const tail = `c.ctid >= '(${block},0)'`;
  const [found] = await session.query<{ n: string }>(
    `SELECT count(*) AS n FROM ONLY ${table.quoted} c WHERE ${tail} AND c.xmin = pg_current_xact_id()::xid`,
  );
  // Rows may also have found room in earlier blocks: then all are looked at.
  const where = Number(found?.n) >= rows ? tail : "true";
  for (const { name, columns, references, parentTable, parent } of keys) {
    const equal = columns.map((column, k) => `p.${quote(references[k]!)} = c.${quote(column)}`).join(" AND ");
    const given = columns.map((column) => `c.${quote(column)} IS NOT NULL`).join(" AND ");
    const shown = columns.map((column) => `c.${quote(column)}::text`).join(", ");
    const [orphan] = await session.query<{ value: string }>(
      `SELECT concat_ws(', ', ${shown}) AS value FROM ONLY ${table.quoted} c WHERE ${where} AND ${given} AND NOT EXISTS (SELECT FROM ${parentTable.quoted} p WHERE ${equal}) LIMIT 1`,
    );
    if (orphan === undefined) continue;
    throw new DataError(
      `${table.id}: (${columns.join(", ")})=(${orphan.value}) is not in ${parent}.\nThe constraint is ${name}.`,
      session.label,
    );
  }
}
