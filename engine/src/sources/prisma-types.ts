import type { CatalogueType } from "./catalogue.ts";

type Meaning = Omit<CatalogueType, "native">;

const LARGEST = Number.MAX_SAFE_INTEGER; // of 64 bits, what numbers of a document hold exactly

const integer = (min: number, max: number): Meaning => ({ kind: "integer", min, max });
const INT = integer(-2_147_483_648, 2_147_483_647);
const BIGINT = integer(-LARGEST, LARGEST);

const SCALARS: Readonly<Record<string, Meaning>> = {
  String: { kind: "text" },
  Boolean: { kind: "boolean" },
  Int: INT,
  BigInt: BIGINT,
  Float: { kind: "float" },
  Decimal: { kind: "decimal" },
  DateTime: { kind: "datetime" },
  Json: { kind: "json" },
  Bytes: { kind: "binary" },
};

/** Native types that say more than the scalar; the others keep what the scalar means. */
const NATIVE: Readonly<Record<string, (args: readonly number[]) => Meaning>> = {
  VarChar: ([length]) => ({ kind: "text", ...(length !== undefined && { length }) }),
  NVarChar: ([length]) => ({ kind: "text", ...(length !== undefined && { length }) }),
  Char: ([length = 1]) => ({ kind: "text", length, fixed: true }),
  NChar: ([length = 1]) => ({ kind: "text", length, fixed: true }),
  TinyText: () => ({ kind: "text", length: 255 }),
  Uuid: () => ({ kind: "uuid" }),
  UniqueIdentifier: () => ({ kind: "uuid" }),
  Inet: () => ({ kind: "other" }),
  Xml: () => ({ kind: "other" }),
  Bit: () => ({ kind: "other" }),
  VarBit: () => ({ kind: "other" }),
  TinyInt: () => integer(-128, 127),
  UnsignedTinyInt: () => integer(0, 255),
  SmallInt: () => integer(-32_768, 32_767),
  UnsignedSmallInt: () => integer(0, 65_535),
  MediumInt: () => integer(-8_388_608, 8_388_607),
  UnsignedMediumInt: () => integer(0, 16_777_215),
  UnsignedInt: () => integer(0, 4_294_967_295),
  UnsignedBigInt: () => integer(0, LARGEST),
  Year: () => integer(1901, 2155),
  Oid: () => integer(0, 4_294_967_295),
  Decimal: ([precision, scale = 0]) => ({ kind: "decimal", ...(precision !== undefined && { precision, scale }) }),
  Money: () => ({ kind: "decimal", precision: 15, scale: 2 }),
  SmallMoney: () => ({ kind: "decimal", precision: 9, scale: 4 }),
  Date: () => ({ kind: "date" }),
  Time: () => ({ kind: "time" }),
  Timetz: () => ({ kind: "time", zoned: true }),
  Timestamptz: () => ({ kind: "datetime", zoned: true }),
  DateTimeOffset: () => ({ kind: "datetime", zoned: true }),
  VarBinary: ([length]) => ({ kind: "binary", ...(length !== undefined && { length }) }),
  Binary: ([length = 1]) => ({ kind: "binary", length, fixed: true }),
};

/** What a scalar of Prisma means, with its native type; undefined for the name of a model, enum or composite. */
export function scalarType(
  scalar: string,
  native?: { readonly name: string; readonly args: readonly number[] },
): CatalogueType | undefined {
  const meaning = Object.hasOwn(SCALARS, scalar) ? SCALARS[scalar] : undefined;
  if (meaning === undefined) return undefined;
  if (native === undefined) return { ...meaning, native: scalar };
  const size = native.args.length === 0 ? "" : `(${native.args.join(", ")})`;
  const said = `${scalar} @db.${native.name}${size}`;
  // A boolean stays one, whether the database calls it Bit or TinyInt.
  const own = scalar !== "Boolean" && Object.hasOwn(NATIVE, native.name) ? NATIVE[native.name]!(native.args) : meaning;
  // A type with no meaning of ours is known by the database's own name, or not at all.
  return { ...own, native: own.kind === "other" ? `${native.name.toLowerCase()}${size}` : said };
}
