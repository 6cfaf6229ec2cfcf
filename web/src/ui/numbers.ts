const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** 1,000,000 */
export const toCount = (value: number): string => whole.format(value);

/** 1M */
export const toShortCount = (value: number): string =>
  value < 10_000 ? whole.format(value) : short.format(value).replace("K", "k");

/** 3.1 ms, 120 ms, 1.4 s */
export function toDuration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${Math.max(0.1, ms).toFixed(1)} ms`;
}

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"];

/** 84 MB; decimal units, as disks are sold. */
export function toSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : Number(value.toPrecision(2))} ${UNITS[unit]}`;
}

/** 12%, <1%, 0.4% as whole per cents would hide it */
export function toShare(share: number): string {
  if (share > 0 && share < 0.005) return "<1%";
  return `${Math.round(share * 100)}%`;
}
