import type { TypeName } from "libpg-query";
import type { CatalogueType } from "../catalogue.ts";
import { constantOf, wordsOf } from "./tree.ts";

const INTEGERS: Readonly<Record<string, readonly [native: string, bytes: number]>> = {
  int2: ["smallint", 2],
  smallint: ["smallint", 2],
  smallserial: ["smallint", 2],
  serial2: ["smallint", 2],
  int4: ["integer", 4],
  int: ["integer", 4],
  integer: ["integer", 4],
  serial: ["integer", 4],
  serial4: ["integer", 4],
  oid: ["oid", 4],
  int8: ["bigint", 8],
  bigint: ["bigint", 8],
  bigserial: ["bigint", 8],
  serial8: ["bigint", 8],
};

/** Types that fill themselves from a sequence. */
export const SERIALS: ReadonlySet<string> = new Set("smallserial serial2 serial serial4 bigserial serial8".split(" "));

const PLAIN: Readonly<Record<string, CatalogueType["kind"]>> = {
  float4: "float",
  real: "float",
  float8: "float",
  float: "float",
  bool: "boolean",
  boolean: "boolean",
  text: "text",
  citext: "text",
  name: "text",
  date: "date",
  timestamp: "datetime",
  timestamptz: "datetime",
  time: "time",
  timetz: "time",
  interval: "duration",
  uuid: "uuid",
  json: "json",
  jsonb: "json",
  bytea: "binary",
  // those of other databases, in scripts that are read as PostgreSQL's
  clob: "text",
  nclob: "text",
  string: "text",
  longtext: "text",
  mediumtext: "text",
  datetime: "datetime",
  double: "float",
  binary_float: "float",
  binary_double: "float",
  blob: "binary",
};

/** Greatest numbers by bytes; 8 bytes hold more than an exact number does. */
const MOST: Readonly<Record<number, number>> = { 2: 32_767, 4: 2_147_483_647 };

function toInteger(native: string, bytes: number): CatalogueType {
  const most = MOST[bytes] ?? Number.MAX_SAFE_INTEGER;
  const least = native === "oid" ? 0 : bytes === 8 ? Number.MIN_SAFE_INTEGER : -most - 1;
  return { kind: "integer", native, min: least, max: most };
}

function toText(native: string, length: number | undefined, fixed: boolean): CatalogueType {
  const size = length === undefined ? {} : { length };
  return {
    kind: "text",
    native: length === undefined ? native : `${native}(${length})`,
    ...size,
    ...(fixed ? { fixed } : {}),
  };
}

/** The type of that name with these modifiers; `known` are enums, domains and the like that the script makes, by name in lower case. */
function namedType(name: string, mods: readonly number[], known: ReadonlyMap<string, CatalogueType>): CatalogueType {
  const integer = INTEGERS[name];
  if (integer !== undefined) return toInteger(...integer);
  const [first, second] = mods;
  switch (name) {
    case "numeric":
    case "decimal":
    case "number":
      return first === undefined
        ? { kind: "decimal", native: "numeric" }
        : { kind: "decimal", native: `numeric(${first},${second ?? 0})`, precision: first, scale: second ?? 0 };
    case "money":
      return { kind: "decimal", native: name, precision: 17, scale: 2 };
    case "varchar":
    case "varchar2":
    case "nvarchar":
    case "nvarchar2":
      return toText("varchar", first, false);
    case "bpchar":
      return toText("char", first, first !== undefined);
    case "char":
      return toText('"char"', 1, false);
    case "name":
      return { kind: "text", native: name, length: 63 };
    case "timestamptz":
    case "timetz":
      return { kind: PLAIN[name]!, native: name, zoned: true, ...(first === undefined ? {} : { precision: first }) };
    case "timestamp":
    case "time":
      return { kind: PLAIN[name]!, native: name, ...(first === undefined ? {} : { precision: first }) };
    default:
      return (
        known.get(name.toLowerCase()) ?? {
          kind: PLAIN[name] ?? "other",
          native: mods.length === 0 ? name : `${name}(${mods.join(",")})`,
        }
      );
  }
}

/** What a type's name in the tree means. */
export function toType(type: TypeName, known: ReadonlyMap<string, CatalogueType>): CatalogueType {
  const name = wordsOf(type.names).filter((word) => word !== "pg_catalog");
  const mods = (type.typmods ?? []).map(constantOf).filter((mod): mod is number => typeof mod === "number");
  const element = namedType(name.at(-1) ?? "", name.at(-1) === "interval" ? [] : mods, known);
  const bounds = type.arrayBounds?.length ?? 0;
  return bounds === 0 ? element : { kind: "array", native: element.native + "[]".repeat(bounds), element };
}
