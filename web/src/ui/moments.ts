const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const full = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });
const time = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** 26 Nov 2026 as the reader's language writes it. */
export const toDay = (iso: string): string => day.format(new Date(iso));

/** Date and time to the second. */
export const toMoment = (iso: string): string => full.format(new Date(iso));

/** 14:05:09 */
export const toTime = (iso: string): string => time.format(new Date(iso));

/** "5 minutes ago"; a date where it is longer than a week. */
export function toAgo(iso: string, now: number): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const steps = [
    [60, "second", 1],
    [3600, "minute", 60],
    [86_400, "hour", 3600],
    [7 * 86_400, "day", 86_400],
  ] as const;
  if (seconds > -45 && seconds < 5) return "just now";
  for (const [below, unit, length] of steps) {
    if (Math.abs(seconds) < below) return ago.format(Math.round(seconds / length), unit);
  }
  return toDay(iso);
}

/** 42 s, 3 min 5 s, 2 h 10 min, 3 d 4 h */
export function toSpan(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return s % 60 === 0 ? `${s / 60} min` : `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}
