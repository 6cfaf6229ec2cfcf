/** Field types of the compact protocol: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
const fieldTypes = { true: 1, false: 2, i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

/** Writes one struct of the Thrift compact protocol. Field ids rise within a struct; whole numbers are at most 2^53 in size. */
export interface Thrift {
  bool(id: number, value: boolean): void;
  i32(id: number, value: number): void;
  i64(id: number, value: number): void;
  binary(id: number, value: Uint8Array | string): void;
  struct(id: number, fill: (thrift: Thrift) => void): void;
  structs<T>(id: number, items: readonly T[], fill: (thrift: Thrift, item: T, index: number) => void): void;
  i32s(id: number, values: readonly number[]): void;
  texts(id: number, values: readonly string[]): void;
}

const encoder = new TextEncoder();

/** The bytes of the struct that `fill` writes. */
export function encodeThrift(fill: (thrift: Thrift) => void): Uint8Array {
  let bytes = new Uint8Array(256),
    length = 0,
    last = 0; // id of the struct's last field
  const reserve = (more: number): void => {
    if (length + more <= bytes.length) return;
    const grown = new Uint8Array(Math.max(bytes.length * 2, length + more));
    grown.set(bytes);
    bytes = grown;
  };
  const varint = (value: number): void => {
    reserve(10);
    let rest = value;
    for (; rest >= 0x8000_0000; rest = Math.floor(rest / 128)) bytes[length++] = (rest % 128) | 128;
    for (; rest > 127; rest >>>= 7) bytes[length++] = (rest & 127) | 128;
    bytes[length++] = rest;
  };
  const zigzag = (value: number): void => varint(value < 0 ? -2 * value - 1 : 2 * value);
  const field = (id: number, type: number): void => {
    reserve(1);
    const delta = id - last;
    if (delta > 0 && delta < 16) bytes[length++] = (delta << 4) | type;
    else {
      bytes[length++] = type;
      zigzag(id);
    }
    last = id;
  };
  const raw = (value: Uint8Array | string): void => {
    const data = typeof value === "string" ? encoder.encode(value) : value;
    varint(data.length);
    reserve(data.length);
    bytes.set(data, length);
    length += data.length;
  };
  const inner = (write: () => void): void => {
    const outer = last;
    last = 0;
    write();
    last = outer;
    reserve(1);
    bytes[length++] = 0;
  };
  const list = (id: number, type: number, count: number): void => {
    field(id, fieldTypes.list);
    reserve(1);
    bytes[length++] = (Math.min(count, 15) << 4) | type;
    if (count >= 15) varint(count);
  };
  const thrift: Thrift = {
    bool: (id, value) => field(id, value ? fieldTypes.true : fieldTypes.false),
    i32(id, value) {
      field(id, fieldTypes.i32);
      zigzag(value);
    },
    i64(id, value) {
      field(id, fieldTypes.i64);
      zigzag(value);
    },
    binary(id, value) {
      field(id, fieldTypes.binary);
      raw(value);
    },
    struct(id, fillInner) {
      field(id, fieldTypes.struct);
      inner(() => fillInner(thrift));
    },
    structs(id, items, fillItem) {
      list(id, fieldTypes.struct, items.length);
      items.forEach((item, index) => inner(() => fillItem(thrift, item, index)));
    },
    i32s(id, values) {
      list(id, fieldTypes.i32, values.length);
      for (const value of values) zigzag(value);
    },
    texts(id, values) {
      list(id, fieldTypes.binary, values.length);
      for (const value of values) raw(value);
    },
  };
  inner(() => fill(thrift));
  return bytes.subarray(0, length);
}
