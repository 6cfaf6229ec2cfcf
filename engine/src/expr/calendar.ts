/**
 * Year, month (1-12) and day (1-31) of a day count from 1970-01-01 in one number: (year * 16 + month) * 32 + day, for years from 0.
 * Hinnant, "chrono-compatible low-level date algorithms". One number, so that a loop makes no objects; `| 0` keeps to whole division.
 */
export function packedCivil(day: number): number {
  const z = (day + 719_468) | 0;
  const era = (z / 146_097) | 0;
  const doe = z - era * 146_097;
  const yoe = ((doe - ((doe / 1460) | 0) + ((doe / 36_524) | 0) - ((doe / 146_096) | 0)) / 365) | 0;
  const doy = doe - (365 * yoe + (yoe >> 2) - ((yoe / 100) | 0));
  const mp = ((5 * doy + 2) / 153) | 0;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return (((year << 4) | month) << 5) | (doy - (((153 * mp + 2) / 5) | 0) + 1);
}

/** The parts of a packed date. */
export const yearOf = (packed: number): number => packed >> 9;
export const monthOf = (packed: number): number => (packed >> 5) & 15;
export const dayOfMonthOf = (packed: number): number => packed & 31;

/** Days of a month, 1-12. */
function daysIn(year: number, month: number): number {
  if (month === 2) return (year & 3) === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Day count of a date in years from 0. */
function dayCount(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = (y / 400) | 0;
  const yoe = y - era * 400;
  const doy = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1;
  return era * 146_097 + yoe * 365 + (yoe >> 2) - ((yoe / 100) | 0) + doy - 719_468;
}

const LAST_MONTH = 9999 * 12 + 11; // months from that of the year 0

/** The same day of the month so many months later, or that month's last day where it has no such day; stays in years 1 to 9999. */
export function addMonths(day: number, months: number): number {
  const packed = packedCivil(day);
  const wanted = yearOf(packed) * 12 + monthOf(packed) - 1 + months;
  const count = wanted < 12 ? 12 : wanted > LAST_MONTH ? LAST_MONTH : wanted | 0;
  const year = (count / 12) | 0;
  const month = count - year * 12 + 1;
  return dayCount(year, month, Math.min(dayOfMonthOf(packed), daysIn(year, month)));
}

/** Whole months from one day to another; negative where the second is earlier. */
export function monthsBetween(from: number, to: number): number {
  const isForth = to >= from;
  const a = packedCivil(isForth ? from : to);
  const b = packedCivil(isForth ? to : from);
  const months = (yearOf(b) - yearOf(a)) * 12 + monthOf(b) - monthOf(a) - (dayOfMonthOf(b) < dayOfMonthOf(a) ? 1 : 0);
  return isForth ? months : 0 - months;
}

/** Day count of a date if there is such a day. */
export function toDay(year: number, month: number, day: number): number | undefined {
  const exists = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? dayCount(year, month, day) : undefined;
}
