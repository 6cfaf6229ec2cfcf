import { DAY_MS } from "../batch/cells.ts";
import { toDay } from "./calendar.ts";

/** Day count of `2024-01-31`. */
export function parseDate(text: string): number | undefined {
  const m = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  return m === null ? undefined : toDay(Number(m[1]), Number(m[2]), Number(m[3]));
}

/** ms from midnight of `08:30`, `08:30:15` or `08:30:15.250`. */
export function parseTime(text: string): number | undefined {
  const m = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/.exec(text.trim());
  if (m === null) return undefined;
  const [hours, minutes, seconds] = [Number(m[1]), Number(m[2]), Number(m[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((m[4] ?? "").padEnd(3, "0").slice(0, 3));
}

/** ms from 1970 of an ISO 8601 moment; UTC where it names no offset, midnight where it names no time. */
export function parseDatetime(text: string): number | undefined {
  const m = /^(\d{4}-\d{2}-\d{2})(?:[T ]([\d:.]+))?\s?(Z|[+-]\d{2}:?\d{2})?$/.exec(text.trim());
  const day = m === null ? undefined : parseDate(m[1]!);
  const time = m?.[2] === undefined ? 0 : parseTime(m[2]);
  if (m === null || day === undefined || time === undefined) return undefined;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(m[3] ?? "") ?? [];
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return day * DAY_MS + time + (sign === "-" ? offset : -offset);
}

const UNIT_MS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: DAY_MS,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
};

/** ms of `36h`, `1h30m`, `-2.5s`, `3d` (as in CEL, and w and d) or of ISO 8601 `P1DT2H`. */
export function parseDuration(text: string): number | undefined {
  const iso = /^([+-]?)P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  const plain = /^([+-]?)((?:\d+(?:\.\d+)?(?:ms|us|µs|ns|[wdhms]))+|0)$/.exec(text);
  let ms = 0;
  if (iso !== null) ["w", "d", "h", "m", "s"].forEach((unit, k) => (ms += Number(iso[k + 2] ?? 0) * UNIT_MS[unit]!));
  else if (plain === null) return undefined;
  else for (const [, n, unit] of plain[2]!.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g)) ms += Number(n) * UNIT_MS[unit!]!;
  const whole = Math.round(ms);
  if (whole > Number.MAX_SAFE_INTEGER) return undefined;
  return (iso ?? plain)![1] === "-" ? 0 - whole : whole;
}

/** A number as CEL and SQL write it. */
export function parseNumber(text: string): number | undefined {
  const trimmed = text.trim();
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : NaN;
  return Number.isFinite(value) ? value : undefined;
}
