import { styleText } from "node:util";

/** Prints a line of a result on standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a line for people on standard error, where it never mixes with a result. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints the one JSON document of a command. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

type Style = Parameters<typeof styleText>[0];

/** The text in a style where the stream is a terminal that shows it. */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return stream.isTTY ? styleText(style, text, { stream }) : text;
}

/** 1234567 as "1,234,567". */
export function count(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");
}

function scaled(n: number, units: readonly string[]): string {
  let value = n;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 || value >= 99.95 ? String(Math.round(value)) : value.toFixed(1);
  return units[unit] === "" ? text : `${text} ${units[unit]}`;
}

/** 271000000 as "271 MB". */
export function bytesText(n: number): string {
  return scaled(n, ["bytes", "kB", "MB", "GB", "TB", "PB"]);
}

/** 1100000 as "1.1 M rows/s". */
export function rateText(rowsPerSecond: number): string {
  const text = scaled(rowsPerSecond, ["", "k", "M", "G"]);
  return `${text} rows/s`;
}

/** Seconds as "0.03 s", "0.9 s", "12 s", "3 min 20 s" or "2 h 5 min". */
export function secondsText(seconds: number): string {
  if (seconds < 0.1) return `${seconds.toFixed(2)} s`;
  if (seconds < 9.95 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${count(Math.floor(whole / 3600))} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** "1 row", "2 rows". */
export function plural(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** What terminals would obey instead of show becomes visible: control and format characters. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (c) => {
    const code = c.codePointAt(0)!;
    if (code < 32) return String.fromCodePoint(0x2400 + code); // the Unicode pictures of control characters
    return code === 127 ? "\u2421" : "\ufffd";
  });
}
