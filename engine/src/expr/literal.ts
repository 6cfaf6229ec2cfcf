import { powerOfTen } from "../math/exact.ts";
import { constantNumber, constantText, nothing, type Built } from "./term.ts";

const DIGITS_MOST = 15; // every decimal of 15 digits is exact in whole units below 2^53

/** A number without an exponent is exact: `1.19` is 119 hundredths. */
function toNumber(source: string): Built {
  const hex = /^0[xX]/.test(source);
  const [, whole = "", places = ""] = /^(\d+)(?:\.(\d+))?$/.exec(source) ?? [];
  const value = Number(source);
  if (hex || (whole !== "" && places === "")) {
    if (!Number.isSafeInteger(value)) return { complaint: "a whole number may be at most 2^53 - 1 in size" };
    return constantNumber("integer", value);
  }
  const digits = `${whole}${places}`.replace(/^0+/, "");
  if (whole === "" || digits.length > DIGITS_MOST || places.length > DIGITS_MOST) return constantNumber("float", value);
  return constantNumber("decimal", Math.round(value * powerOfTen(places.length)), places.length);
}

/** The term of a literal: `value` as the parser read it, `source` as it stands in the text. */
export function literal(value: unknown, source: string): Built {
  if (value === null) return nothing();
  if (typeof value === "boolean") return constantNumber("boolean", value ? 1 : 0);
  if (typeof value === "string") return constantText(value);
  if (value instanceof Uint8Array)
    return { complaint: "bytes are not offered", hint: "Leave out the b before the quote." };
  return toNumber(source.replace(/[uU]$/, ""));
}
