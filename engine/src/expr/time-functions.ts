import { DAY_MS } from "../batch/cells.ts";
import type { Kind } from "../batch/column.ts";
import { addMonths, dayOfMonthOf, monthOf, monthsBetween, packedCivil, toDay, yearOf } from "./calendar.ts";
import { toDate, toDatetime, toFloat, toTime } from "./convert.ts";
import type { Func, FunctionTable } from "./function-table.ts";
import { parseDate, parseDatetime, parseDuration, parseTime } from "./iso.ts";
import { combined, mapped, type Loop1 } from "./loops.ts";
import { fromText } from "./meet.ts";
import { perCell } from "./per-cell.ts";
import { rounded } from "./rounding.ts";
import { constantNumber, isNumber, nameOf, type Built, type Term } from "./term.ts";

/** n units as a duration, to the nearest millisecond. */
function unit(name: string, ms: number): Func {
  const make = ([a]: readonly Term[]): Built => {
    if (a!.kind === "duration") return total(a!, ms);
    if (!isNumber(a!)) return { complaint: `${name} takes a number, or a duration to be counted, found ${nameOf(a!)}` };
    const isWhole = a!.kind === "integer";
    const wholeDays = isWhole && ms % DAY_MS === 0;
    const number = toFloat(a!);
    const millis = !isWhole;
    if (typeof number.constant === "number")
      return constantNumber("duration", rounded(number.constant * ms), 0, { wholeDays, millis });
    return mapped({ kind: "duration", wholeDays, millis, loose: true }, number, (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = rounded(x[i]! * ms);
    });
  };
  return { args: [1, 1], does: `that many ${name}; of a duration the whole ${name} in it`, make };
}

/** Whole units in a duration, towards zero. */
function total(a: Term, ms: number): Term {
  return mapped({ kind: "integer" }, a, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.trunc(x[i]! / ms) + 0;
  });
}

/** A whole number of the day of a date or datetime. */
function ofDay(name: string, does: string, loop: Loop1): FunctionTable {
  const make = ([a]: readonly Term[]): Built => {
    if (a!.kind !== "date" && a!.kind !== "datetime")
      return { complaint: `${name} takes a date or datetime, found ${nameOf(a!)}` };
    return mapped({ kind: "integer" }, toDate(a!), loop);
  };
  return { [name]: { args: [1, 1], does, make } };
}

/** Part `size` ms long of the time of day, counted from 0 to below `count`; of a duration the whole units in it. */
function ofTime(name: string, does: string, ms: number, count: number): FunctionTable {
  const make = ([a]: readonly Term[]): Built => {
    if (a!.kind === "duration") return total(a!, ms);
    if (a!.kind !== "datetime" && a!.kind !== "time")
      return { complaint: `${name} takes a datetime or time, found ${nameOf(a!)}` };
    return mapped({ kind: "integer" }, toTime(a!), (x, out, n) => {
      for (let i = 0; i < n; i++) out[i] = Math.floor(x[i]! / ms) % count;
    });
  };
  return { [name]: { args: [1, 1], does, make } };
}

const year: Loop1 = (a, out, n) => {
  for (let i = 0; i < n; i++) out[i] = yearOf(packedCivil(a[i]!));
};
const dayOfMonth =
  (first: number): Loop1 =>
  (a, out, n) => {
    for (let i = 0; i < n; i++) out[i] = dayOfMonthOf(packedCivil(a[i]!)) - 1 + first;
  };
const month =
  (first: number): Loop1 =>
  (a, out, n) => {
    for (let i = 0; i < n; i++) out[i] = monthOf(packedCivil(a[i]!)) - 1 + first;
  };
const dayOfYear =
  (first: number): Loop1 =>
  (a, out, n) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! - toDay(yearOf(packedCivil(a[i]!)), 1, 1)! + first;
  };
/** 1970-01-01 was a Thursday; `shift` is its number where `first` is that of the first day of the week. */
const weekday =
  (first: number, shift: number): Loop1 =>
  (a, out, n) => {
    for (let i = 0; i < n; i++) {
      const days = a[i]! + shift;
      out[i] = days - Math.floor(days / 7) * 7 + first;
    }
  };

/** A date or datetime moved by months; the time of day stays. */
function moved(name: string, months: number): Func {
  const make = ([a, count]: readonly Term[]): Built => {
    if ((a!.kind !== "date" && a!.kind !== "datetime") || count!.kind !== "integer")
      return {
        complaint: `${name} takes a date or datetime and a whole number, found ${nameOf(a!)} and ${nameOf(count!)}`,
      };
    const size = a!.kind === "date" ? 1 : DAY_MS;
    const { kind, millis } = a as Term & { kind: Kind };
    return combined({ kind, millis, loose: true }, a!, count!, (x, y, out, n) => {
      for (let i = 0; i < n; i++) {
        const day = Math.floor(x[i]! / size);
        out[i] = addMonths(day, y[i]! * months) * size + (x[i]! - day * size);
      }
    });
  };
  return {
    args: [2, 2],
    does: `so many ${name.slice(3).toLowerCase()} later; the last day of the month where it is shorter`,
    make,
  };
}

/** Whole spans of so many months from one date to another. */
function between(name: string, months: number): Func {
  const make = ([a, b]: readonly Term[]): Built => {
    const wrong = [a!, b!].find((term) => term.kind !== "date" && term.kind !== "datetime");
    if (wrong !== undefined)
      return {
        complaint: `${name} takes two dates, found ${nameOf(wrong)}`,
        hint: "To move a date: addMonths(date, 3).",
      };
    return combined({ kind: "integer" }, toDate(a!), toDate(b!), (x, y, out, n) => {
      for (let i = 0; i < n; i++) out[i] = Math.trunc(monthsBetween(x[i]!, y[i]!) / months) + 0;
    });
  };
  return { args: [2, 2], does: `whole ${name} from the first date to the second`, make };
}

const PARSERS = { date: parseDate, datetime: parseDatetime, time: parseTime, duration: parseDuration } as const;

/** A text in one of these kinds: checked now if it is literal, null where a cell cannot be read. */
function parsed(kind: keyof typeof PARSERS, a: Term): Built {
  if (typeof a.constant === "string")
    return fromText(a.constant, kind) ?? { complaint: `"${a.constant}" is no ${kind}`, hint: EXAMPLES[kind] };
  return perCell({ kind, millis: kind === "datetime" || kind === "time", partial: true }, [a], PARSERS[kind]);
}

const EXAMPLES = {
  date: 'Dates are written "2024-01-31".',
  datetime: 'Moments are written "2024-01-31T08:30:00Z".',
  time: 'Times are written "08:30" or "08:30:15".',
  duration: 'Durations are written "36h", "1h30m", "3d" or "P1DT2H".',
} as const;

function datetime([a]: readonly Term[]): Built {
  if (a!.kind === "date" || a!.kind === "datetime") return toDatetime(a!);
  if (a!.kind === "text") return parsed("datetime", a!);
  if (a!.kind !== "integer")
    return { complaint: `datetime takes a text, a date or seconds from 1970, found ${nameOf(a!)}` };
  return mapped({ kind: "datetime", loose: true }, a!, (x, out, n) => {
    for (let i = 0; i < n; i++) out[i] = x[i]! * 1000;
  });
}

function date(terms: readonly Term[]): Built {
  const [a] = terms as [Term];
  if (terms.length === 3) {
    if (terms.some((term) => term.kind !== "integer"))
      return { complaint: "date takes whole numbers as year, month and day" };
    return perCell({ kind: "date", partial: true }, terms, toDay);
  }
  if (terms.length === 2) return { complaint: "date takes a text, a datetime, or year, month and day" };
  if (a.kind === "text") return parsed("date", a);
  return a.kind === "date" || a.kind === "datetime"
    ? toDate(a)
    : { complaint: `date takes a text or a datetime, found ${nameOf(a)}` };
}

function time([a]: readonly Term[]): Built {
  if (a!.kind === "text") return parsed("time", a!);
  return a!.kind === "time" || a!.kind === "datetime"
    ? toTime(a!)
    : { complaint: `time takes a text or a datetime, found ${nameOf(a!)}` };
}

function duration([a]: readonly Term[]): Built {
  if (a!.kind === "duration") return a!;
  return a!.kind === "text"
    ? parsed("duration", a!)
    : { complaint: `duration takes a text, found ${nameOf(a!)}`, hint: "Or days(n), hours(n), minutes(n)." };
}

export const timeFunctions: FunctionTable = {
  date: { args: [1, 3], does: "of a text, of a datetime its day, or of year, month and day", make: date },
  datetime: {
    args: [1, 1],
    does: "of a text, of a date its midnight, of an integer the seconds from 1970",
    make: datetime,
  },
  timestamp: { args: [1, 1], does: "the same as datetime, CEL's name", make: datetime },
  time: { args: [1, 1], does: "of a text, or of a datetime its time of day", make: time },
  duration: { args: [1, 1], does: "of a text", make: duration },
  weeks: unit("weeks", 7 * DAY_MS),
  days: unit("days", DAY_MS),
  hours: unit("hours", 3_600_000),
  minutes: unit("minutes", 60_000),
  seconds: unit("seconds", 1000),
  addMonths: moved("addMonths", 1),
  addYears: moved("addYears", 12),
  months: between("months", 1),
  years: between("years", 12),
  ...ofDay("year", "the year", year),
  ...ofDay("month", "the month, 1 to 12", month(1)),
  ...ofDay("day", "the day of the month, from 1", dayOfMonth(1)),
  ...ofDay("quarter", "the quarter, 1 to 4", (a, out, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.ceil(monthOf(packedCivil(a[i]!)) / 3);
  }),
  ...ofDay("weekday", "the day of the week, 1 (Monday) to 7", weekday(1, 3)),
  ...ofDay("dayOfYear", "the day of the year, from 1", dayOfYear(1)),
  ...ofTime("hour", "the hour, 0 to 23", 3_600_000, 24),
  ...ofTime("minute", "the minute, 0 to 59", 60_000, 60),
  ...ofTime("second", "the second, 0 to 59", 1000, 60),
  ...ofDay("getFullYear", "as in CEL: the year", year),
  ...ofDay("getMonth", "as in CEL: the month from 0", month(0)),
  ...ofDay("getDate", "as in CEL: the day of the month from 1", dayOfMonth(1)),
  ...ofDay("getDayOfMonth", "as in CEL: the day of the month from 0", dayOfMonth(0)),
  ...ofDay("getDayOfWeek", "as in CEL: 0 (Sunday) to 6", weekday(0, 4)),
  ...ofDay("getDayOfYear", "as in CEL: the day of the year from 0", dayOfYear(0)),
  ...ofTime("getHours", "as in CEL", 3_600_000, 24),
  ...ofTime("getMinutes", "as in CEL", 60_000, 60),
  ...ofTime("getSeconds", "as in CEL", 1000, 60),
  ...ofTime("getMilliseconds", "as in CEL", 1, 1000),
};
