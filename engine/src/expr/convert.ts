import { DAY_MS } from "../batch/cells.ts";
import type { Kind } from "../batch/column.ts";
import { powerOfTen } from "../math/exact.ts";
import { mapped, RANGE, toNumbers, type Loop1 } from "./loops.ts";
import { divideAll, limited, multiplyAll, quotient, rounded } from "./rounding.ts";
import { constantNumber, isExact, isNumber, type Run, type Term } from "./term.ts";

function withKind(a: Term, kind: Kind, scale: number, one: (x: number) => number, loop: Loop1): Term {
  const loose = a.loose === true;
  if (typeof a.constant === "number") return constantNumber(kind, one(a.constant), scale, { loose });
  return mapped({ kind, scale, loose }, a, loop);
}

/** A number as whole units of 10^-scale, rounded half away from zero. Scale 0 gives an integer. */
export function toScale(a: Term, scale: number): Term {
  const kind = scale === 0 ? "integer" : "decimal";
  if (a.exactly !== undefined) return a.exactly(scale);
  if (isExact(a) && a.scale === scale) return a.kind === kind ? a : { ...a, kind };
  if (!isExact(a)) {
    const power = powerOfTen(scale);
    return withKind(
      { ...a, loose: true },
      kind,
      scale,
      (x) => rounded(limited(x * power)),
      (x, out, n) => {
        for (let i = 0; i < n; i++) out[i] = rounded(limited(x[i]! * power));
      },
    );
  }
  if (a.scale < scale) {
    const power = powerOfTen(scale - a.scale);
    return withKind(
      { ...a, loose: true },
      kind,
      scale,
      (x) => limited(x * power),
      (x, out, n) => multiplyAll(x, power, out, n),
    );
  }
  const power = powerOfTen(a.scale - scale);
  return withKind(
    a,
    kind,
    scale,
    (x) => quotient(x, power),
    (x, out, n) => divideAll(x, power, out, n),
  );
}

/** A number as a float: the double nearest to it. */
export function toFloat(a: Term): Term {
  if (a.kind === "float") return a;
  if (a.scale === 0) return { ...a, kind: "float" };
  const power = powerOfTen(a.scale);
  return withKind(
    a,
    "float",
    0,
    (x) => x / power,
    (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = x[i]! / power;
    },
  );
}

/** A date as its midnight. */
export function toDatetime(a: Term): Term {
  if (a.kind === "datetime") return a;
  return withKind(
    a,
    "datetime",
    0,
    (x) => x * DAY_MS,
    (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = x[i]! * DAY_MS;
    },
  );
}

/** The day of a datetime. */
export function toDate(a: Term): Term {
  if (a.kind === "date") return a;
  return withKind(
    a,
    "date",
    0,
    (x) => Math.floor(x / DAY_MS),
    (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = Math.floor(x[i]! / DAY_MS);
    },
  );
}

/** The time of day of a datetime. */
export function toTime(a: Term): Term {
  if (a.kind === "time") return a;
  const time = withKind(
    a,
    "time",
    0,
    (x) => x - Math.floor(x / DAY_MS) * DAY_MS,
    (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = x[i]! - Math.floor(x[i]! / DAY_MS) * DAY_MS;
    },
  );
  return { ...time, millis: a.millis };
}

/** Numbers, booleans, dates and moments in another of these kinds; undefined where that has no meaning. */
export function toKind(a: Term, kind: Kind, scale: number): Term | undefined {
  if (a.kind === kind && kind !== "decimal") return a;
  const numeric = isNumber(a) ? a : a.kind === "boolean" ? { ...a, kind: "integer" as const } : undefined;
  if (numeric !== undefined && kind === "float") return toFloat(numeric);
  if (numeric !== undefined && kind === "integer") return toScale(numeric, 0);
  if (numeric !== undefined && kind === "decimal") return { ...toScale(numeric, scale), kind };
  if (a.kind === "date" && kind === "datetime") return toDatetime(a);
  if (a.kind === "datetime" && kind === "date") return toDate(a);
  if (a.kind === "datetime" && kind === "time") return toTime(a);
  return undefined;
}

/** The run of a term with every cell inside the range of its kind. */
export function finished(term: Term): Run {
  const range = term.kind === "null" ? undefined : RANGE[term.kind];
  if (term.loose !== true || range === undefined) return term.run;
  return (task) => {
    const column = toNumbers(term.run(task));
    // In place is harmless even where the cells are an input's: those are in range.
    task.machine.loops.clamp(column.at, task.rows.length, range[0], range[1]);
    return column;
  };
}
