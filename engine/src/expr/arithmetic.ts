import { powerOfTen } from "../math/exact.ts";
import { toFloat, toScale } from "./convert.ts";
import { combined, mapped, type Loop2 } from "./loops.ts";
import { FLOAT_MOST, limitAll, limited, quotient } from "./rounding.ts";
import { constantNumber, isExact, isNumber, nameOf, type Built, type Term } from "./term.ts";

const SCALE_MOST = 15; // 10^15 units still leave a digit before the point of a whole f64

const add: Loop2 = (a, b, out, n) => {
  let most = 0;
  for (let i = 0; i < n; i++) {
    const x = a[i]! + b[i]! + 0; // turns -0 into 0
    out[i] = x;
    if (!(Math.abs(x) <= FLOAT_MOST)) most = x;
  }
  if (most !== 0) limitAll(out, n);
};
const subtract: Loop2 = (a, b, out, n) => {
  let most = 0;
  for (let i = 0; i < n; i++) {
    const x = a[i]! - b[i]! + 0;
    out[i] = x;
    if (!(Math.abs(x) <= FLOAT_MOST)) most = x;
  }
  if (most !== 0) limitAll(out, n);
};
const multiply: Loop2 = (a, b, out, n) => {
  let most = 0;
  for (let i = 0; i < n; i++) {
    const x = a[i]! * b[i]! + 0;
    out[i] = x;
    if (!(Math.abs(x) <= FLOAT_MOST)) most = x;
  }
  if (most !== 0) limitAll(out, n);
};
const divide: Loop2 = (a, b, out, n) => {
  for (let i = 0; i < n; i++) {
    const d = b[i]!;
    out[i] = d === 0 ? NaN : limited(a[i]! / d);
  }
};
const remainder: Loop2 = (a, b, out, n) => {
  for (let i = 0; i < n; i++) out[i] = (a[i]! % b[i]!) + 0; // NaN where b is 0
};

/** The exact quotient of two exact terms as a decimal of that scale. */
function quotientOf(a: Term, b: Term, scale: number): Term {
  const shift = scale + b.scale - a.scale;
  const up = powerOfTen(Math.max(0, shift));
  const down = powerOfTen(Math.max(0, -shift));
  const partial = b.constant === undefined;
  return combined({ kind: scale === 0 ? "integer" : "decimal", scale, partial, loose: true }, a, b, (x, y, out, n) => {
    for (let i = 0; i < n; i++) {
      const d = y[i]! * down;
      out[i] = d === 0 ? NaN : limited(quotient(x[i]! * up, d));
    }
  });
}

/** Both numbers in the kind in which they can be added or compared: whole units of one scale, or floats. */
function aligned(a: Term, b: Term): readonly [Term, Term] {
  if (!isExact(a) || !isExact(b)) return [toFloat(a), toFloat(b)];
  const scale = Math.max(a.scale, b.scale);
  return [toScale(a, scale), toScale(b, scale)];
}

const LOOPS = { "+": add, "-": subtract, "*": multiply, "%": remainder } as const;

/** a + b, a - b, a * b, a / b or a % b of numbers. */
export function calculate(op: "+" | "-" | "*" | "/" | "%", a: Term, b: Term): Built {
  if (!isNumber(a) || !isNumber(b))
    return { complaint: `${op} takes two numbers, found ${nameOf(a)} and ${nameOf(b)}` };
  const exact = isExact(a) && isExact(b);
  if (op === "/") {
    const [x, y] = aligned(a, b);
    const quotient = combined(
      { kind: "float", partial: !(typeof b.constant === "number" && b.constant !== 0) },
      x,
      y,
      divide,
    );
    return exact ? { ...quotient, exactly: (scale) => quotientOf(a, b, scale) } : quotient;
  }
  if (op === "*" && exact && a.scale + b.scale <= SCALE_MOST) {
    const scale = a.scale + b.scale;
    const kind = a.kind === "integer" && b.kind === "integer" ? "integer" : "decimal";
    return combined({ kind, scale, loose: true }, a, b, multiply);
  }
  const [x, y] = op === "*" ? [toFloat(a), toFloat(b)] : aligned(a, b);
  const kind =
    x.kind === "float"
      ? "float"
      : x.scale === 0 && a.kind === "integer" && b.kind === "integer"
        ? "integer"
        : "decimal";
  const partial = op === "%" && !(typeof b.constant === "number" && b.constant !== 0);
  return combined({ kind, scale: x.scale, partial, loose: true }, x, y, LOOPS[op]);
}

/** -a of a number or a duration. */
export function negate(a: Term): Built {
  if (a.kind === "null") return a;
  if (!isNumber(a) && a.kind !== "duration") return { complaint: `- takes a number or a duration, found ${nameOf(a)}` };
  const { scale, wholeDays = false, loose = false, kind } = a;
  if (typeof a.constant === "number") return constantNumber(kind, 0 - a.constant, scale, { wholeDays, loose });
  return mapped({ kind, scale, wholeDays, loose }, a, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = 0 - x[i]!;
  });
}
