import type { Live, LiveColumn, LiveForeignKey, LiveTable } from "../connector.ts";
import type { Session } from "./connect.ts";

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

interface ColumnRow {
  readonly oid: number;
  readonly space: string;
  readonly visible: boolean;
  readonly table: string;
  readonly triggers: boolean;
  readonly fires: boolean;
  readonly checks_whole: boolean;
  readonly column: string;
  readonly native: string;
  readonly required: boolean;
  readonly has_default: boolean;
  readonly identity: string;
  readonly generated: string;
  readonly type: string;
  readonly kind: string;
  readonly element: string | null;
  readonly element_kind: string | null;
  readonly element_oid: number | null;
  readonly key: number | null;
}

// A domain is followed to its base type; one over another domain too.
const COLUMNS = `
WITH RECURSIVE base(domain, type) AS (
  SELECT oid, typbasetype FROM pg_type WHERE typtype = 'd'
  UNION ALL SELECT base.domain, t.typbasetype FROM base JOIN pg_type t ON t.oid = base.type AND t.typtype = 'd')
SELECT c.oid::int8::float8 AS oid, n.nspname AS space, pg_table_is_visible(c.oid) AS visible, c.relname AS table,
  EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgtype & 2 = 2) AS triggers,
  EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgtype & 4 = 4) AS fires,
  c.relkind = 'r' AND NOT c.relhassubclass
    AND NOT EXISTS (SELECT FROM pg_trigger g LEFT JOIN pg_constraint k ON k.oid = g.tgconstraint WHERE g.tgrelid = c.oid AND k.contype IS DISTINCT FROM 'f') AS checks_whole,
  a.attname AS column, format_type(a.atttypid, a.atttypmod) AS native, a.attnotnull OR d.typnotnull AS required,
  a.atthasdef AND a.attgenerated = '' OR d.typdefault IS NOT NULL AS has_default, a.attidentity AS identity, a.attgenerated AS generated,
  t.typname AS type, t.typtype AS kind, e.typname AS element, e.typtype AS element_kind, e.oid::int8::float8 AS element_oid,
  array_position(p.conkey, a.attnum) AS key
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type d ON d.oid = a.atttypid
JOIN pg_type t ON t.oid = coalesce((SELECT base.type FROM base JOIN pg_type b ON b.oid = base.type AND b.typtype <> 'd' WHERE base.domain = d.oid), d.oid)
LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
ORDER BY n.nspname, c.relname, a.attnum`;

interface KeyRow {
  readonly name: string;
  readonly child: number;
  readonly parent: number;
  readonly columns: readonly string[];
  readonly references: readonly string[];
  readonly deferrable: boolean;
  readonly simple: boolean;
}

const KEYS = `
SELECT k.conname AS name, k.conrelid::int8::float8 AS child, k.confrelid::int8::float8 AS parent, k.condeferrable AS deferrable, k.confmatchtype = 's' OR cardinality(k.conkey) = 1 AS simple,
  ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(n, i) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY i) AS columns,
  ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(n, i) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n ORDER BY i) AS references
FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY k.conrelid, k.conname`;

const toType = (name: string, kind: string): string => (kind === "e" ? "enum" : name);

function toColumn(row: ColumnRow): LiveColumn {
  const element =
    row.element === null || row.element_kind === null || row.element_oid === null
      ? {}
      : { element: { type: toType(row.element, row.element_kind), oid: row.element_oid } };
  return {
    name: row.column,
    native: row.native,
    nullable: !row.required,
    fills: row.has_default || row.identity !== "" || row.generated !== "",
    generated: row.generated !== "",
    always: row.identity === "a",
    target: { type: toType(row.type, row.kind), ...element },
  };
}

/** The tables that this user sees, and their foreign keys. */
export async function inspect(session: Session): Promise<Live> {
  const rows = await session.query<ColumnRow>(COLUMNS, "the catalogue cannot be read");
  const keys = await session.query<KeyRow>(KEYS, "the catalogue cannot be read");
  const byTable = Map.groupBy(rows, ({ oid }) => oid);
  const tables = new Map<number, LiveTable>();
  for (const [oid, columns] of byTable) {
    const { space, visible, table, triggers, fires, checks_whole: checksWhole } = columns[0]!;
    const id = visible ? table : `${space}.${table}`;
    const primary = columns.filter(({ key }) => key !== null).sort((a, b) => a.key! - b.key!);
    tables.set(oid, {
      id,
      name: table,
      quoted: `${quote(space)}.${quote(table)}`,
      columns: columns.map(toColumn),
      primaryKey: primary.map(({ column }) => column),
      triggers,
      fires,
      checksWhole,
    });
  }
  const foreignKeys = keys.flatMap(({ child, parent, ...key }): LiveForeignKey[] => {
    const table = tables.get(child);
    const other = tables.get(parent);
    return table === undefined || other === undefined ? [] : [{ ...key, table: table.id, parent: other.id }];
  });
  return { tables: [...tables.values()], foreignKeys };
}
