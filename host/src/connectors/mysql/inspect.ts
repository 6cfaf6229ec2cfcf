import type { Live, LiveColumn, LiveForeignKey, LiveTable } from "../connector.ts";
import type { Session } from "./connect.ts";
import { quote } from "./declare.ts";

interface ColumnRow {
  readonly t: string;
  readonly c: string;
  readonly native: string;
  readonly type: string;
  readonly nullable: string;
  readonly def: string | null;
  readonly extra: string;
  readonly pk: number | null;
  readonly triggers: number;
  readonly fires: number;
}

const COLUMNS = `
SELECT c.table_name AS t, c.column_name AS c, c.column_type AS native, c.data_type AS type, c.is_nullable AS nullable,
  c.column_default AS def, c.extra AS extra, k.ordinal_position AS pk,
  (SELECT count(*) FROM information_schema.triggers g WHERE g.event_object_schema = c.table_schema AND g.event_object_table = c.table_name AND g.action_timing = 'BEFORE') AS triggers,
  (SELECT count(*) FROM information_schema.triggers g WHERE g.event_object_schema = c.table_schema AND g.event_object_table = c.table_name AND g.event_manipulation = 'INSERT') AS fires
FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE'
LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema AND k.table_name = c.table_name
  AND k.column_name = c.column_name AND k.constraint_name = 'PRIMARY'
WHERE c.table_schema = database() ORDER BY c.table_name, c.ordinal_position`;

interface KeyRow {
  readonly name: string;
  readonly t: string;
  readonly c: string;
  readonly parent: string;
  readonly reference: string;
}

const KEYS = `
SELECT constraint_name AS name, table_name AS t, column_name AS c, referenced_table_name AS parent, referenced_column_name AS reference
FROM information_schema.key_column_usage
WHERE table_schema = database() AND referenced_table_schema = database() ORDER BY table_name, constraint_name, ordinal_position`;

function toColumn({ c, native, type, nullable, def, extra }: ColumnRow): LiveColumn {
  const generated = /GENERATED/i.test(extra) && !/DEFAULT_GENERATED/i.test(extra);
  return {
    name: c,
    native,
    nullable: nullable === "YES",
    fills: def !== null || generated || /auto_increment|DEFAULT_GENERATED/i.test(extra),
    generated,
    always: false,
    target: { type: type.toLowerCase() },
  };
}

/** The tables of the database, and their foreign keys. */
export async function inspect(session: Session): Promise<Live> {
  const rows = await session.query<ColumnRow>(COLUMNS, "the catalogue cannot be read");
  const keys = await session.query<KeyRow>(KEYS, "the catalogue cannot be read");
  const tables = [...Map.groupBy(rows, ({ t }) => t)].map(([name, columns]): LiveTable => ({
    id: name,
    name,
    quoted: quote(name),
    columns: columns.map(toColumn),
    primaryKey: columns
      .filter(({ pk }) => pk !== null)
      .sort((a, b) => a.pk! - b.pk!)
      .map(({ c }) => c),
    triggers: columns[0]!.triggers > 0,
    fires: columns[0]!.fires > 0,
    checksWhole: false,
  }));
  const foreignKeys = [...Map.groupBy(keys, ({ name, t }) => `${t}\0${name}`).values()].map(
    (parts): LiveForeignKey => ({
      name: parts[0]!.name,
      table: parts[0]!.t,
      columns: parts.map(({ c }) => c),
      parent: parts[0]!.parent,
      references: parts.map(({ reference }) => reference),
      deferrable: false,
      simple: true,
    }),
  );
  return { tables, foreignKeys };
}
