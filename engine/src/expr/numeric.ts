import { exp, log, pow, powerOfTen } from "../math/exact.ts";
import { toFloat, toScale } from "./convert.ts";
import { wholeConstant, type FunctionTable } from "./function-table.ts";
import { parseNumber } from "./iso.ts";
import { combined, mapped, type Loop1, type Loop2 } from "./loops.ts";
import { met } from "./meet.ts";
import { perCell } from "./per-cell.ts";
import { FLOAT_MOST, limited, rounded } from "./rounding.ts";
import { isExact, isNumber, nameOf, type Built, type Complaint, type Term } from "./term.ts";

const SCALE_MOST = 15;

function wantNumbers(name: string, terms: readonly Term[]): Complaint | undefined {
  const wrong = terms.find((term) => !isNumber(term));
  return wrong && { complaint: `${name} takes numbers, found ${nameOf(wrong)}` };
}

/** A whole number by `whole` of the value, which is x / 10^scale. */
function toWhole(name: string, a: Term, whole: (x: number) => number): Built {
  const wrong = wantNumbers(name, [a]);
  if (wrong !== undefined || a.kind === "integer") return wrong ?? a;
  const power = isExact(a) ? powerOfTen(a.scale) : 1;
  return mapped({ kind: "integer", loose: true }, a, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = whole(x[i]! / power) + 0;
  });
}

function round(terms: readonly Term[]): Built {
  const [a, places] = terms as [Term, Term | undefined];
  const wrong = wantNumbers("round", [a]);
  if (wrong !== undefined) return wrong;
  const scale = places === undefined ? 0 : wholeConstant(places, 0, SCALE_MOST);
  if (scale === undefined) return { complaint: `round takes a literal number of places, 0 to ${SCALE_MOST}` };
  if (places === undefined || a.exactly !== undefined) return toScale(a, scale);
  if (isExact(a)) return scale >= a.scale ? a : { ...toScale(a, scale), kind: "decimal" };
  const power = powerOfTen(scale);
  return mapped({ kind: "float" }, a, (x, out, n) => {
    for (let i = 0; i < n; i++) {
      const scaled = x[i]! * power;
      out[i] = Math.abs(scaled) <= FLOAT_MOST ? rounded(scaled) / power : x[i]!;
    }
  });
}

function decimal(terms: readonly Term[]): Built {
  const [a, places] = terms as [Term, Term];
  const scale = wholeConstant(places, 0, SCALE_MOST);
  if (scale === undefined) return { complaint: `decimal takes a literal number of places, 0 to ${SCALE_MOST}` };
  const number = a.kind === "text" ? toNumber(a) : a.kind === "boolean" ? { ...a, kind: "integer" as const } : a;
  return wantNumbers("decimal", [number]) ?? { ...toScale(number, scale), kind: "decimal" };
}

function toNumber(a: Term): Term {
  return perCell({ kind: "float", partial: true }, [a], (text: string) => parseNumber(text));
}

function int([a]: readonly Term[]): Built {
  if (a!.kind === "boolean") return { ...a!, kind: "integer" };
  if (a!.kind === "text")
    return perCell({ kind: "integer", partial: true }, [a!], (text: string) => {
      const value = /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) + 0 : NaN;
      return Number.isSafeInteger(value) ? value : undefined;
    });
  if (a!.kind === "datetime")
    return mapped({ kind: "integer" }, a!, (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = Math.floor(x[i]! / 1000);
    });
  return toWhole("int", a!, Math.trunc);
}

function double([a]: readonly Term[]): Built {
  if (a!.kind === "text") return toNumber(a!);
  const number = a!.kind === "boolean" ? { ...a!, kind: "integer" as const } : a!;
  return wantNumbers("double", [number]) ?? toFloat(number);
}

function abs([a]: readonly Term[]): Built {
  if (a!.kind !== "duration" && !isNumber(a!))
    return { complaint: `abs takes a number or a duration, found ${nameOf(a!)}` };
  const { kind, scale, millis, loose = false, wholeDays = false } = a as Term & { kind: "integer" };
  return mapped({ kind, scale, millis, loose, wholeDays }, a!, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.abs(x[i]!);
  });
}

const least: Loop2 = (a, b, out, n) => {
  for (let i = 0; i < n; i++) out[i] = a[i]! < b[i]! ? a[i]! : b[i]!;
};
const greatest: Loop2 = (a, b, out, n) => {
  for (let i = 0; i < n; i++) out[i] = a[i]! > b[i]! ? a[i]! : b[i]!;
};
const ORDERED = new Set(["integer", "decimal", "float", "date", "datetime", "time", "duration"]);

/** The least or greatest of the terms; null where any is. */
function extreme(name: string, terms: readonly Term[], loop: Loop2): Built {
  const all = met(terms);
  if ("complaint" in all) return all;
  const wrong = all.find((term) => !ORDERED.has(term.kind));
  if (wrong !== undefined)
    return { complaint: `${name} takes numbers, dates, times or durations, found ${nameOf(wrong)}` };
  return all.reduce((a, b) => {
    const { kind, scale, millis } = a as Term & { kind: "integer" };
    const wholeDays = a.wholeDays === true && b.wholeDays === true;
    return combined({ kind, scale, millis, wholeDays, loose: a.loose === true || b.loose === true }, a, b, loop);
  });
}

/** A function of one float; NaN becomes null, and what is past the largest double that double. */
function real(name: string, does: string, partial: boolean, loop: Loop1): FunctionTable {
  const make = ([a]: readonly Term[]): Built =>
    wantNumbers(name, [a!]) ?? mapped({ kind: "float", partial, loose: true }, toFloat(a!), loop);
  return { [name]: { args: [1, 1], does, make } };
}

function power(terms: readonly Term[]): Built {
  const wrong = wantNumbers("pow", terms);
  if (wrong !== undefined) return wrong;
  const [a, b] = terms.map(toFloat) as [Term, Term];
  return combined({ kind: "float", partial: true }, a, b, (x, y, out, n) => {
    for (let i = 0; i < n; i++) {
      const [base, exponent] = [x[i]!, y[i]!];
      out[i] = base === 0 && exponent < 0 ? NaN : limited(pow(base, exponent));
    }
  });
}

export const numericFunctions: FunctionTable = {
  int: {
    args: [1, 1],
    does: "a whole number: towards zero; of a text; of a datetime the seconds from 1970",
    make: int,
  },
  double: { args: [1, 1], does: "a float", make: double },
  decimal: { args: [2, 2], does: "a decimal with so many places, rounded half away from zero", make: decimal },
  round: { args: [1, 2], does: "the nearest whole number, or with so many places; halves away from zero", make: round },
  floor: { args: [1, 1], does: "the whole number below", make: ([a]) => toWhole("floor", a!, Math.floor) },
  ceil: { args: [1, 1], does: "the whole number above", make: ([a]) => toWhole("ceil", a!, Math.ceil) },
  abs: { args: [1, 1], does: "without its sign", make: abs },
  min: { args: [1, 32], does: "the least of its arguments", make: (terms) => extreme("min", terms, least) },
  max: { args: [1, 32], does: "the greatest of its arguments", make: (terms) => extreme("max", terms, greatest) },
  pow: { args: [2, 2], does: "a to the power b", make: power },
  ...real("sqrt", "square root; null below 0", true, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(x[i]!);
  }),
  ...real("exp", "e to the power x", false, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = limited(exp(x[i]!));
  }),
  ...real("log", "natural logarithm; null at 0 and below", true, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = x[i]! > 0 ? log(x[i]!) : NaN;
  }),
};
