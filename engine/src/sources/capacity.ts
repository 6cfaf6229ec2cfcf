import type { CatalogueColumn } from "./catalogue.ts";
import type { Folded } from "./fold.ts";
import { rangeOf } from "./number-field.ts";
import { codeCapacity } from "./text-field.ts";

const WIDE_TEXT = 12; // characters from which on codes are as many as anybody asks for

/** How many different values the field of a column can have where it must be unique: a low estimate. */
export function capacityOf({ type }: CatalogueColumn, folded: Folded): number {
  if (folded.values !== undefined) return type.kind === "integer" || type.kind === "decimal" ? 1 : folded.values.length;
  switch (type.kind) {
    case "integer":
    case "decimal":
    case "float": {
      const { min, max, scale } = rangeOf(type, folded);
      return Math.max(1, Math.floor((max - min) * Number(`1e${scale}`)) + 1);
    }
    case "text": {
      if (folded.pattern !== undefined) return Infinity; // the pattern's field says itself what it can
      const length = Math.min(type.length ?? Infinity, folded.longest ?? Infinity);
      return length >= WIDE_TEXT ? Number.MAX_SAFE_INTEGER : codeCapacity(length);
    }
    case "enum":
      return type.values?.length ?? 1;
    case "date":
      return folded.min === undefined && folded.max === undefined ? 360_000 : 365;
    case "datetime":
      return folded.min === undefined && folded.max === undefined ? 800_000_000 : 86_400;
    case "uuid":
      return Number.MAX_SAFE_INTEGER;
    case "time":
      return 86_400;
    default:
      return 1; // it cannot tell rows apart
  }
}
