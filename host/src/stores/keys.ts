import { createHash } from "node:crypto";
import { SchemaError } from "@semblance/engine";

const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;
const LONGEST = 800; // S3 allows 1024 bytes, a prefix included

/** Gives the key back; throws SchemaError `store/key` where it is none: what names a file outside the store, or one that a file system takes ill. */
export function checkKey(key: string): string {
  const isKey = key.length <= LONGEST && key.split("/").every((segment) => SEGMENT.test(segment));
  if (isKey) return key;
  const message = `expected names of A-Z a-z 0-9 - _ . with / between, none of which begins with a dot; found ${JSON.stringify(key.slice(0, 200))}.`;
  throw new SchemaError([{ path: "key", code: "store/key", message }]);
}

/** A key for a file of any name: the name itself where it is one, else what is left of it and a hash that keeps it apart from others. */
export function toKey(name: string): string {
  if (SEGMENT.test(name)) return name;
  const plain = name
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(-150);
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return plain === "" ? hash : `${hash}-${plain}`;
}
