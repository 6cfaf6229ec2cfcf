/** How dense moments lie by the calendar: a weight per day times a profile of the hours that all days share. */
export interface Calendar {
  /** The first day of the table, days from 1970. */
  readonly from: number;
  /** One weight per day from there; days beyond the table repeat it. */
  readonly days: Float64Array;
  /** Pieces of the day in ms from midnight, ascending from 0 to the day's end, and the weight of each. */
  readonly edges: readonly number[];
  readonly weights: readonly number[];
}

/** Sums of a calendar's weights, and their inverse. Moments are in ms from 1970. */
export interface CalendarMass {
  /** The weight of all moments of the table's first day and after, before `ms`. */
  before(ms: number): number;
  /** The moment before which that much weight lies: one of positive weight. */
  at(mass: number): number;
  /** The weight of the whole table. */
  readonly total: number;
}

const DAY = 86_400_000;

function sumsOf(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length + 1);
  for (let k = 0; k < weights.length; k++) sums[k + 1] = sums[k]! + weights[k]!;
  return sums;
}

/** The last k with sums[k] <= x < sums[k + 1]: so one of positive weight; the last such where x is past all. */
function placeOf(sums: Float64Array, x: number): number {
  let low = 0,
    high = sums.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (sums[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && sums[low + 1] === sums[low]) low--;
  return low;
}

/** Sums the calendar up once; any moment is then found by binary search. */
export function openCalendar({ from, days, edges, weights }: Calendar): CalendarMass {
  const daySums = sumsOf(days);
  const total = daySums[days.length]!;
  const pieces = sumsOf(weights.map((weight, k) => (weight * (edges[k + 1]! - edges[k]!)) / DAY));
  const whole = pieces[weights.length]!;
  return {
    total: whole > 0 ? total : 0,
    before(ms) {
      const day = Math.floor(ms / DAY);
      const past = ms - day * DAY;
      const rounds = Math.floor((day - from) / days.length);
      const place = day - from - rounds * days.length;
      let k = 0;
      while (k < weights.length - 1 && edges[k + 1]! <= past) k++;
      const inDay = pieces[k]! + (weights[k]! * (past - edges[k]!)) / DAY;
      return rounds * total + daySums[place]! + (days[place]! * inDay) / whole;
    },
    at(mass) {
      const rounds = Math.floor(mass / total);
      const rest = mass - rounds * total;
      const place = placeOf(daySums, rest);
      const inDay = ((rest - daySums[place]!) / days[place]!) * whole;
      const k = placeOf(pieces, inDay);
      const part = (inDay - pieces[k]!) / (pieces[k + 1]! - pieces[k]!);
      const past = edges[k]! + Math.max(0, part) * (edges[k + 1]! - edges[k]!);
      return (from + rounds * days.length + place) * DAY + Math.min(past, edges[k + 1]! - 1);
    },
  };
}
