import type { ColumnHeader, Kind } from "../batch/column.ts";
import type { Thrift } from "./parquet-thrift.ts";

/** parquet.thrift, enum Type. */
export const physicalTypes = { boolean: 0, int32: 1, int64: 2, double: 5, byteArray: 6, fixed: 7 } as const;

/** How a column is stored (`physical`) and what readers make of it. Numbers are those of parquet.thrift. */
export interface ParquetType {
  readonly physical: keyof typeof physicalTypes;
  /** Bytes of a value, where they are fixed. */
  readonly width?: number;
  /** enum ConvertedType: what older readers know instead of the logical type. */
  readonly converted?: number;
  /** union LogicalType. */
  readonly logical?: (thrift: Thrift) => void;
}

const PRECISION = 18; // digits that always fit INT64
const nothing = (): void => undefined;
const milliseconds =
  (id: number, utc: boolean) =>
  (thrift: Thrift): void =>
    thrift.struct(id, (type) => {
      type.bool(1, utc);
      type.struct(2, (unit) => unit.struct(1, nothing));
    });

const text: ParquetType = { physical: "byteArray", converted: 0, logical: (thrift) => thrift.struct(1, nothing) };

const types: Readonly<Record<Kind, ParquetType>> = {
  integer: { physical: "int64", width: 8 },
  decimal: { physical: "int64", width: 8, converted: 5 },
  float: { physical: "double", width: 8 },
  boolean: { physical: "boolean" },
  date: { physical: "int32", width: 4, converted: 6, logical: (thrift) => thrift.struct(6, nothing) },
  datetime: { physical: "int64", width: 8, converted: 9, logical: milliseconds(8, true) },
  time: { physical: "int32", width: 4, converted: 7, logical: milliseconds(7, false) },
  duration: text,
  text,
  json: { physical: "byteArray", converted: 19, logical: (thrift) => thrift.struct(12, nothing) },
  uuid: { physical: "fixed", width: 16, logical: (thrift) => thrift.struct(14, nothing) },
};

/**
 * LogicalTypes.md. Moments are instants (UTC), times are of no place. Durations have no type there: they are the ISO 8601 texts
 * of all formats.
 */
export function toParquetType({ kind, scale }: ColumnHeader): ParquetType {
  if (kind !== "decimal") return types[kind];
  const logical = (thrift: Thrift): void =>
    thrift.struct(5, (type) => {
      type.i32(1, scale);
      type.i32(2, PRECISION);
    });
  return { ...types.decimal, logical };
}

/** One SchemaElement: name, type, and whether null may stand in it. */
export function putSchemaElement(thrift: Thrift, column: ColumnHeader): void {
  const type = toParquetType(column);
  thrift.i32(1, physicalTypes[type.physical]);
  if (type.physical === "fixed") thrift.i32(2, type.width!);
  thrift.i32(3, column.nullable ? 1 : 0);
  thrift.binary(4, column.name);
  if (type.converted !== undefined) thrift.i32(6, type.converted);
  if (column.kind === "decimal") {
    thrift.i32(7, column.scale);
    thrift.i32(8, PRECISION);
  }
  if (type.logical !== undefined) thrift.struct(10, type.logical);
}
