import { createReadStream } from "node:fs";
import { DataError } from "@semblance/engine";

/** The longest record that is read. A line without end, or a quote that nothing closes, would else keep the reader for minutes. */
export const MOST_RECORD_BYTES = 2 * 1024 * 1024;

const PIECE_BYTES = 4 * 1024 * 1024; // longer than a record may be
const [ZERO, LF, CR, QUOTE] = [0, 10, 13, 34];
const SEPARATORS: ReadonlySet<number> = new Set(Buffer.from("\n\r,;|\t"));

const lastEnd = (bytes: Buffer, at: number): number => Math.max(bytes.lastIndexOf(LF, at), bytes.lastIndexOf(CR, at));

/** Lines that end before a place. */
function countLines(bytes: Buffer, to: number): number {
  let lines = 0;
  const end = bytes.subarray(0, to).includes(LF) ? LF : CR;
  for (let at = 0; at < to; at++) if (bytes[at] === end) lines++;
  return lines;
}

/** Where the quote that opens before `at` is closed; -1 where it is not. A doubled quote is one of the text, RFC 4180 section 2. */
function closeOf(bytes: Buffer, at: number): number {
  for (let next = bytes.indexOf(QUOTE, at); next !== -1; next = bytes.indexOf(QUOTE, next + 1)) {
    const after = bytes[next + 1];
    if (after === undefined || SEPARATORS.has(after)) return next;
    if (after === QUOTE && bytes[next - 1] !== 0x5c) next++; // \"" is an escaped one, and the end
  }
  return -1;
}

interface Fault {
  readonly at: number;
  readonly message: string;
  readonly hint: string;
}

const ENDLESS: Omit<Fault, "at"> = {
  message: `the line is longer than ${MOST_RECORD_BYTES} bytes.`,
  hint: "Look whether its lines end, and whether it is a file of rows at all.",
};
const OPEN: Omit<Fault, "at"> = {
  message: `a quote opens here, and nothing closes it within ${MOST_RECORD_BYTES} bytes.`,
  hint: 'Close it, or double it where it belongs to the text: "".',
};
const NO_TEXT: Omit<Fault, "at"> = {
  message: "this is no text: it holds a zero byte.",
  hint: "Take the zero bytes away, or name a CSV file.",
};

function findZero(bytes: Buffer): Fault | undefined {
  const at = bytes.indexOf(ZERO);
  return at === -1 ? undefined : { ...NO_TEXT, at };
}

/** The first line without end that begins before `to`. */
function findEndless(bytes: Buffer, to: number): Fault | undefined {
  for (let from = 0; from < Math.max(to, 1) && bytes.length - from > MOST_RECORD_BYTES;) {
    const end = lastEnd(bytes, from + MOST_RECORD_BYTES);
    if (end < from) return { ...ENDLESS, at: from };
    from = end + 1;
  }
  return undefined;
}

/** Goes from quote to quote; `from` is where a text that was open in the piece before ends. */
function findOpen(bytes: Buffer, from: number, to: number): Fault | { readonly next: number } {
  let at = from;
  let far = from; // the close that was found too far away: it need not be looked for again
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at);
    if (quote === -1 || quote >= to) return { next: Math.max(at, to) };
    at = quote + 1;
    if (quote !== 0 && !SEPARATORS.has(bytes[quote - 1]!)) continue;
    const close = far > quote ? far : closeOf(bytes, at);
    if (close !== -1 && close - quote <= MOST_RECORD_BYTES) {
      at = close + 1;
      continue;
    }
    far = close === -1 ? Infinity : close;
    // Lenient readers take "five" men for a text, if it is on one line.
    const other = bytes.indexOf(QUOTE, at);
    if (other === -1 || bytes.subarray(at, other).includes(LF)) return { ...OPEN, at: quote };
    at = other + 1;
  }
}

/** Whether the values of a file are parted by tabs: such files often know no quotes. */
function isTabbed(head: Buffer): boolean {
  const line = head.subarray(0, lastEnd(head.subarray(0, MOST_RECORD_BYTES), MOST_RECORD_BYTES));
  return line.includes(9) && !line.includes(44) && !line.includes(59);
}

/**
 * Looks through a text of separated values in any encoding that has ASCII in it, and throws DataError at the first zero byte, and at the first record
 * without end: a line, or a quote, that goes on for more than `MOST_RECORD_BYTES`.
 */
export async function checkRecords(path: string, name: string): Promise<void> {
  let kept: Buffer = Buffer.alloc(0);
  let lines = 0;
  let next = 0; // in `kept`: where no quote is open
  let knowsQuotes: boolean | undefined;
  /** Looks at all that begins before `to`; what follows is there to see it end. */
  const look = (bytes: Buffer, to: number): void => {
    knowsQuotes ??= !isTabbed(bytes);
    const open = !knowsQuotes || next >= to ? { next: Math.max(next, to) } : findOpen(bytes, next, to);
    const faults = [findZero(bytes.subarray(0, to)), findEndless(bytes, to), "next" in open ? undefined : open];
    const [first] = faults.filter((each) => each !== undefined).sort((a, b) => a.at - b.at);
    if (first !== undefined) {
      const line = lines + countLines(bytes, first.at) + 1;
      throw new DataError(`${name}: line ${line}: ${first.message}\n${first.hint}`, name, line);
    }
    next = "next" in open ? open.next : to;
  };
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
    const bytes = Buffer.concat([kept, piece as Buffer]);
    // What begins before the last line's end, a record before the end, is seen to its own end.
    const to = lastEnd(bytes, Math.max(0, bytes.length - MOST_RECORD_BYTES - 2)) + 1;
    look(bytes, to);
    lines += countLines(bytes, to);
    next -= to;
    kept = bytes.subarray(to);
  }
  look(kept, kept.length);
}
