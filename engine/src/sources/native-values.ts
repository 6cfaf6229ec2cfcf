import type { FieldGuess } from "./name-rules.ts";
import type { Wanted } from "./wanted.ts";

/** Texts that columns of types beyond ours are read from, by the beginning of the type's name. */
const POSTGRES: readonly (readonly [type: string, field: FieldGuess])[] = [
  ["inet", { type: "internet.ipv4" }],
  ["cidr", { type: "category", values: ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"] }],
  ["macaddr8", { type: "regex", pattern: "02(:[0-9a-f]{2}){7}" }],
  ["macaddr", { type: "internet.mac" }],
  ["tsvector", { type: "text.words", min: 2, max: 4 }],
  ["tsquery", { type: "text.word" }],
  ["xml", { type: "constant", value: "<x/>" }],
  ["point", { type: "regex", pattern: "\\([1-9][0-9],[1-9][0-9]\\)" }],
  ["box", { type: "constant", value: "(1,1),(0,0)" }],
  ["circle", { type: "constant", value: "<(0,0),1>" }],
  ["lseg", { type: "constant", value: "[(0,0),(1,1)]" }],
  ["line", { type: "constant", value: "{1,-1,0}" }],
  ["path", { type: "constant", value: "[(0,0),(1,1)]" }],
  ["polygon", { type: "constant", value: "((0,0),(1,0),(1,1))" }],
  ["money", { type: "decimal", scale: 2, min: 1, max: 1000 }],
  ["int4range", { type: "category", values: ["[1,10)", "[10,20)", "[20,30)"] }],
  ["int8range", { type: "category", values: ["[1,10)", "[10,20)", "[20,30)"] }],
  ["numrange", { type: "category", values: ["[1.5,10)", "[10,20.5)"] }],
  ["daterange", { type: "category", values: ["[2024-01-01,2024-02-01)", "[2024-02-01,2024-03-01)"] }],
  ["tsrange", { type: "category", values: ["[2024-01-01 00:00,2024-02-01 00:00)"] }],
  ["tstzrange", { type: "category", values: ["[2024-01-01 00:00+00,2024-02-01 00:00+00)"] }],
  ["hstore", { type: "constant", value: '"key"=>"value"' }],
  ["ltree", { type: "category", values: ["top", "top.left", "top.right", "top.right.end"] }],
  ["jsonpath", { type: "constant", value: "$" }],
  ["pg_lsn", { type: "constant", value: "0/0" }],
  ["oid", { type: "integer", min: 1, max: 1_000_000 }],
  ["geometry", { type: "constant", value: "POINT(0 0)" }],
  ["geography", { type: "constant", value: "POINT(0 0)" }],
];

const literal = (word: string): string => `"${word.replace(/(["\\])/g, "\\$1")}"`;

/** Literals of an array type as PostgreSQL reads them: few, since what stands in it is not known. */
function postgresArray({ column, note }: Wanted): FieldGuess {
  const { element } = column.type;
  const lists: Readonly<Record<string, readonly string[]>> = {
    integer: ["{}", "{1}", "{2,3}", "{5,8,13}"],
    decimal: ["{}", "{1}", "{2,3}"],
    float: ["{}", "{0.5}", "{1.5,2.5}"],
    boolean: ["{}", "{t}", "{t,f}"],
    date: ["{}", "{2024-01-31}", "{2024-02-29,2024-03-01}"],
    datetime: ["{}", '{"2024-01-31 10:00:00"}', '{"2024-02-29 12:30:00","2024-03-01 08:00:00"}'],
    uuid: ["{}", "{7908f497-ec94-4f17-8901-4ee0e224702e}"],
  };
  note("what its arrays hold is not told: a few small ones.");
  if (element?.kind === "text" && (element.length ?? 9) >= 5)
    return { type: "category", values: ["{}", "{red}", "{blue}", "{red,green}", "{blue,green,red}"] };
  if (element?.kind === "enum" && element.values !== undefined && element.values.length > 0) {
    const [first = "", ...others] = element.values.map(literal);
    return { type: "category", values: [`{${first}}`, ...others.map((word) => `{${first},${word}}`)] };
  }
  return { type: "category", values: [...(lists[element?.kind ?? ""] ?? ["{}"])] };
}

function binary({ column, origin, once, rows, note }: Wanted): FieldGuess | undefined {
  const length = column.type.length ?? 16;
  const hex = Math.min(length, 16) * 2;
  note("bytes that mean nothing.");
  if (origin === "postgres") return { type: "regex", pattern: `\\\\x[0-9a-f]{${hex}}` };
  if (origin === "sqlserver") return undefined;
  // elsewhere the bytes of a text are taken
  const count = Math.min(length, 16);
  return count >= 12 && (once === "none" || rows > 0)
    ? { type: "regex", pattern: `[0-9a-f]{${count}}` }
    : { type: "regex", pattern: `[A-Za-z0-9]{${count}}` };
}

/** A field for a column of a type that has none of its own here: texts the database is known to read; undefined where there are none. */
export function nativeField(wanted: Wanted): FieldGuess | undefined {
  const { column, origin, note } = wanted;
  const { type } = column;
  if (type.kind === "binary") return binary(wanted);
  if (type.kind === "array") {
    if (origin === "postgres") return postgresArray(wanted);
    note("what its arrays hold is not told: words.");
    return { type: "array", of: "text.word", min: 0, max: 3 };
  }
  const native = type.native.toLowerCase().replace(/^.*\./, "");
  const bit = /^(?:bit|varbit|bit varying)(?:\((\d+)\))?/.exec(native);
  if (bit !== null && origin !== "sqlserver") return { type: "regex", pattern: `[01]{${bit[1] ?? 1}}` };
  if (origin !== "postgres") return undefined;
  return POSTGRES.find(([name]) => native === name || native.startsWith(`${name}(`))?.[1];
}
