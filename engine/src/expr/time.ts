import { DAY_MS } from "../batch/cells.ts";
import { calculate } from "./arithmetic.ts";
import { toDatetime, toFloat } from "./convert.ts";
import { combined, mapped, type Loop2 } from "./loops.ts";
import { rounded } from "./rounding.ts";
import { isNumber, isTerm, nameOf, type Built, type Term } from "./term.ts";

const add: Loop2 = (a, b, out, n) => {
  for (let i = 0; i < n; i++) out[i] = a[i]! + b[i]!;
};
const subtract: Loop2 = (a, b, out, n) => {
  for (let i = 0; i < n; i++) out[i] = a[i]! - b[i]!;
};

function isMoment(term: Term): boolean {
  return term.kind === "date" || term.kind === "datetime";
}

/** a + b or a - b of a date, datetime or time and a duration. */
function shifted(a: Term, b: Term, loop: Loop2): Term {
  const millis = a.millis || b.millis;
  if (a.kind === "time") {
    const moved = combined({ kind: "time", millis }, a, b, loop);
    return mapped({ kind: "time", millis }, moved, (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = x[i]! - Math.floor(x[i]! / DAY_MS) * DAY_MS;
    });
  }
  if (a.kind === "datetime" || b.wholeDays !== true)
    return combined({ kind: "datetime", millis, loose: true }, toDatetime(a), b, loop);
  const days = mapped({ kind: "integer" }, b, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = x[i]! / DAY_MS;
  });
  return combined({ kind: "date", loose: true }, a, days, loop);
}

/** The time between two dates or datetimes, or two times of day. */
function difference(a: Term, b: Term): Term {
  const millis = a.millis || b.millis;
  if (a.kind !== "date" || b.kind !== "date") {
    const [x, y] = a.kind === "time" ? [a, b] : [toDatetime(a), toDatetime(b)];
    return combined({ kind: "duration", millis }, x, y, subtract);
  }
  return combined({ kind: "duration", wholeDays: true }, a, b, (x, y, out, n) => {
    for (let i = 0; i < n; i++) out[i] = (x[i]! - y[i]!) * DAY_MS;
  });
}

/** A duration times or divided by a number, to the nearest millisecond. */
function scaled(op: "*" | "/", duration: Term, number: Term): Built {
  const product = calculate(op, { ...duration, kind: "float" }, toFloat(number));
  if (!isTerm(product)) return product;
  const wholeDays = op === "*" && duration.wholeDays === true && number.kind === "integer";
  const millis = duration.millis || number.kind !== "integer" || op === "/";
  return mapped({ kind: "duration", wholeDays, millis, loose: true, partial: false }, product, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = rounded(x[i]!);
  });
}

/** An operator with a date, datetime, time or duration on at least one side. */
export function calculateTime(op: "+" | "-" | "*" | "/" | "%", a: Term, b: Term): Built {
  const plus = op === "+";
  const [isA, isB] = [a.kind === "duration", b.kind === "duration"];
  if (isA && isB && (plus || op === "-")) {
    const wholeDays = a.wholeDays === true && b.wholeDays === true;
    return combined(
      { kind: "duration", millis: a.millis || b.millis, wholeDays, loose: true },
      a,
      b,
      plus ? add : subtract,
    );
  }
  if (isA && isB && op === "/") return calculate("/", { ...a, kind: "float" }, { ...b, kind: "float" });
  if (isB && (isMoment(a) || a.kind === "time") && (plus || op === "-")) return shifted(a, b, plus ? add : subtract);
  if (isA && (isMoment(b) || b.kind === "time") && plus) return shifted(b, a, add);
  if (op === "-" && ((isMoment(a) && isMoment(b)) || (a.kind === "time" && b.kind === "time"))) return difference(a, b);
  if (isA && isNumber(b) && (op === "*" || op === "/")) return scaled(op, a, b);
  if (isB && isNumber(a) && op === "*") return scaled(op, b, a);
  const isCount = isNumber(a) || isNumber(b);
  return {
    complaint: `${op} has no meaning for ${nameOf(a)} and ${nameOf(b)}`,
    ...(isCount ? { hint: "Say what the number counts: days(3), hours(3), addMonths(x, 3)." } : {}),
  };
}
