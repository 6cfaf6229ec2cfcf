import type { Builder } from "flatbuffers";
import type { ColumnHeader, Header, Kind } from "../batch/column.ts";

// Tables of the Arrow format by the slots of its flatbuffers: github.com/apache/arrow, format/Schema.fbs.

const types = {
  int: 2,
  float: 3,
  utf8: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  fixedBinary: 15,
} as const; // union Type
const MILLISECOND = 1; // enum TimeUnit
const DOUBLE = 2; // enum Precision
const DAY = 0; // enum DateUnit
const PRECISION = 18;

interface Field {
  readonly type: keyof typeof types;
  /** What fills the slots of the type's table, or its tables and texts first. */
  readonly build: (fb: Builder) => number;
  /** Canonical extension type: arrow.apache.org/docs/format/CanonicalExtensions.html */
  readonly extension?: string;
}

function table(fb: Builder, slots: number, fill: () => void): number {
  fb.startObject(slots);
  fill();
  return fb.endObject();
}

const int =
  (bits: number) =>
  (fb: Builder): number =>
    table(fb, 2, () => {
      fb.addFieldInt32(0, bits, 0);
      fb.addFieldInt8(1, 1, 0); // signed
    });
const empty = (fb: Builder): number => table(fb, 0, () => undefined);
const utf8: Field = { type: "utf8", build: empty };

const fixed16 = (fb: Builder): number => table(fb, 1, () => fb.addFieldInt32(0, 16, 0));

function timestamp(fb: Builder): number {
  const zone = fb.createString("UTC");
  return table(fb, 2, () => {
    fb.addFieldInt16(0, MILLISECOND, 0);
    fb.addFieldOffset(1, zone, 0);
  });
}

const fields: Readonly<Record<Exclude<Kind, "decimal">, Field>> = {
  integer: { type: "int", build: int(64) },
  float: { type: "float", build: (fb) => table(fb, 1, () => fb.addFieldInt16(0, DOUBLE, 0)) },
  boolean: { type: "bool", build: empty },
  date: { type: "date", build: (fb) => table(fb, 1, () => fb.addFieldInt16(0, DAY, 1)) },
  datetime: { type: "timestamp", build: timestamp },
  time: { type: "time", build: (fb) => table(fb, 2, () => fb.addFieldInt16(0, MILLISECOND, 1)) },
  duration: utf8,
  text: utf8,
  json: { ...utf8, extension: "arrow.json" },
  uuid: { type: "fixedBinary", build: fixed16, extension: "arrow.uuid" },
};

function toField({ kind, scale, dictionary }: ColumnHeader): Field {
  if (kind === "json" && dictionary !== undefined) return utf8; // pyarrow takes no dictionary for arrow.json
  if (kind !== "decimal") return fields[kind];
  const build = (fb: Builder): number =>
    table(fb, 3, () => {
      fb.addFieldInt32(0, PRECISION, 0);
      fb.addFieldInt32(1, scale, 0);
    });
  return { type: "decimal", build };
}

/** A vector of tables that are already built. */
function vector(fb: Builder, offsets: readonly number[]): number {
  fb.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) fb.addOffset(offset);
  return fb.endVector();
}

function buildMetadata(fb: Builder, entries: readonly (readonly [string, string])[]): number {
  const pairs = entries.map(([key, value]) => {
    const at = [fb.createString(key), fb.createString(value)] as const;
    return table(fb, 2, () => {
      fb.addFieldOffset(0, at[0], 0);
      fb.addFieldOffset(1, at[1], 0);
    });
  });
  return vector(fb, pairs);
}

function buildField(fb: Builder, header: ColumnHeader, id: number): number {
  const field = toField(header);
  const name = fb.createString(header.name);
  const type = field.build(fb);
  const codes = header.dictionary === undefined ? 0 : int(32)(fb);
  const dictionary =
    header.dictionary === undefined
      ? 0
      : table(fb, 4, () => {
          fb.addFieldInt64(0, BigInt(id), 0n);
          fb.addFieldOffset(1, codes, 0);
        });
  const children = vector(fb, []);
  const metadata =
    field.extension === undefined
      ? 0
      : buildMetadata(fb, [
          ["ARROW:extension:name", field.extension],
          ["ARROW:extension:metadata", ""],
        ]);
  return table(fb, 7, () => {
    fb.addFieldOffset(0, name, 0);
    fb.addFieldInt8(1, header.nullable ? 1 : 0, 0);
    fb.addFieldInt8(2, types[field.type], 0);
    fb.addFieldOffset(3, type, 0);
    fb.addFieldOffset(4, dictionary, 0);
    fb.addFieldOffset(5, children, 0);
    fb.addFieldOffset(6, metadata, 0);
  });
}

/** table Schema; a column's dictionary has the column's place as its id. */
export function buildSchema(fb: Builder, { columns }: Header): number {
  const built = vector(
    fb,
    columns.map((header, c) => buildField(fb, header, c)),
  );
  return table(fb, 4, () => fb.addFieldOffset(1, built, 0));
}
