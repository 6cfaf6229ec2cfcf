import { z } from "zod";
import { powerOfTen } from "../../math/exact.ts";
import { concat } from "../../kernels/concat.ts";
import { shuffledFrom, wholeQuotient } from "../../kernels/rows-of.ts";
import { sequence } from "../../kernels/sequence.ts";
import { snowflake } from "../../kernels/snowflake.ts";
import { uuid4, uuid7 } from "../../kernels/uuid.ts";
import { defineType, type FieldType, type Made, type Site, type Source } from "../field-type.ts";
import { DIGITS, HEX, LOWER, UPPER, of, recentMoment, shapeMade, shapesMade } from "../making.ts";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's base 32, as the ULID specification has it
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"; // Bitcoin's: no 0, O, I, l
const NANOID = `_-${DIGITS}${LOWER}${UPPER}`;
const YEAR_MS = 365 * 86_400_000;
const WIDEST = 16; // digits of the greatest exact whole number, 2^53 - 1
const TWITTER_EPOCH = 1_288_834_974_657;

const at = z
  .string()
  .optional()
  .describe(
    "A datetime field of the row that gives the time; otherwise a moment of the year before now. A time before the id's own year 0, mostly 1970, counts as that.",
  );

/** The moment an id carries: the field that `path` names, or one of its own. */
function momentOf(site: Site, path: string | undefined): Source | undefined {
  if (path === undefined) return recentMoment(site);
  const source = site.read(path, "at");
  if (source === undefined || source.kind === "datetime") return source;
  site.issue("schema/kind", `at needs a datetime; ${path} is ${source.kind}.`, undefined, "at");
  return undefined;
}

const nothing = (kind: "text" | "uuid"): Made => ({ kind, kernel: uuid4, does: "" });

/** How many of first, first + step, ... lie from -most to most. */
function roomFor(first: number, step: number, most: number): number {
  if (Math.abs(first) > most) return 0;
  return step === 0 ? Infinity : Math.floor((most - Math.sign(step) * first) / Math.abs(step)) + 1;
}

/** The least power of ten, 10 or more, that is at least `rows`: a shuffled sequence draws on so many numbers. */
function wholeMagnitude(rows: number): number {
  let numbers = 10;
  while (numbers < rows) numbers *= 10;
  return numbers;
}

/** How many rows a sequence may have whose first `room` numbers are good: all of them, shuffled those of whole magnitudes. */
function rowsWithin(room: number, shuffled: boolean): number {
  if (!shuffled || room === Infinity) return room;
  const most = wholeMagnitude(room);
  return most === room ? room : most > 10 ? most / 10 : 0;
}

interface Order {
  readonly first: number;
  readonly step: number;
  readonly shuffled: boolean;
}

/** Numbers must not outgrow their width: how many rows fit, and a complaint where the table has more. */
function rowsOfWidth(site: Site, { first, step, shuffled }: Order, digits: number): number {
  const isNegative = first < 0 || step < 0;
  if (isNegative || digits < 1 || digits > WIDEST) {
    const fault = isNegative
      ? "numbers with leading zeros cannot be negative."
      : `a width is 1 to ${WIDEST} digits; found ${digits}.`;
    site.issue(
      "schema/format",
      fault,
      isNegative ? "Drop the width, or start at 0 or more." : 'Write "{n:8}", or "{n}" without zeros.',
      "format",
    );
    return Infinity;
  }
  const rows = rowsWithin(roomFor(first, step, Math.min(powerOfTen(digits) - 1, Number.MAX_SAFE_INTEGER)), shuffled);
  if (site.rows > rows && !site.unique) {
    const last = first + step * ((shuffled ? wholeMagnitude(site.rows) : site.rows) - 1);
    const order = shuffled ? " in hidden order" : "";
    site.issue(
      "schema/format",
      `${site.rows} rows${order} from ${first} in steps of ${step} reach ${last}: more than ${digits} digits.`,
      "Widen it, or drop the width.",
      "format",
    );
  }
  return rows;
}

/** "ORD-{n:8}" over a column of whole numbers. */
function formatted(site: Site, format: string, numbers: Made, order: Order): Made {
  const parts = /^(.*?)\{n(?::(\d{1,2}))?\}(.*)$/s.exec(format);
  if (parts === null) {
    site.issue(
      "schema/format",
      "a format needs {n} where the number stands.",
      'Write "ORD-{n}" or, padded with zeros to eight digits, "ORD-{n:8}".',
      "format",
    );
    return nothing("text");
  }
  const [, before = "", digits, after = ""] = parts;
  const number = site.own("n", numbers);
  const padded = digits === undefined ? {} : { padded: Number(digits) };
  const room = digits === undefined ? Infinity : rowsOfWidth(site, order, Number(digits));
  return {
    kind: "text",
    kernel: concat([before, { input: 0, type: number, ...padded }, after]),
    inputs: [number],
    capacity: Math.min(room, numbers.capacity!),
    does: format,
  };
}

export const idTypes: readonly FieldType[] = [
  defineType({
    name: "sequence",
    summary: "Whole numbers in order: 1, 2, 3, ...",
    params: z.object({
      from: z.int().optional().describe("The first number; 1."),
      step: z.int().optional().describe("What each number adds; 1."),
      shuffled: z
        .boolean()
        .optional()
        .describe("The same numbers in hidden order: the first 10, the next 90, the next 900 ... among themselves."),
      format: z
        .string()
        .max(200)
        .optional()
        .describe('Text around the number: "ORD-{n}", or "ORD-{n:8}" with zeros to eight digits.'),
    }),
    example: { type: "sequence", from: 1000 },
    lower({ from = 1, step = 1, shuffled = false, format }, site) {
      const does = shuffled ? `${from}, ${from + step}, ... in hidden order` : `${from}, ${from + step}, ...`;
      const rows = rowsWithin(roomFor(from, step, Number.MAX_SAFE_INTEGER), shuffled);
      if (site.rows > rows && !site.unique)
        site.issue(
          "schema/range",
          `numbers must be exact, at most ${Number.MAX_SAFE_INTEGER} in size: there are ${rows} from ${from} in steps of ${step}${shuffled ? " for a hidden order" : ""}; found ${site.rows} rows.`,
          "Start nearer to 0, or take smaller steps.",
          "from",
        );
      const numbers: Made = {
        kind: "integer",
        kernel: shuffled ? shuffledFrom(from, step) : sequence(from, step),
        capacity: step === 0 ? 1 : rows,
        does,
      };
      return format === undefined ? numbers : formatted(site, format, numbers, { first: from, step, shuffled });
    },
  }),
  defineType({
    name: "uuid",
    summary: "A random identifier (RFC 9562), version 4 or, ordered by time, 7",
    params: z.object({
      version: z
        .union([z.literal(4), z.literal(7)])
        .optional()
        .describe("4 is random, 7 begins with a time; 4."),
      at,
    }),
    lower({ version = 4, at: path }, site) {
      if (version === 4) return { kind: "uuid", kernel: uuid4, capacity: Infinity, does: "random uuid, version 4" };
      const moment = momentOf(site, path);
      return moment === undefined
        ? nothing("uuid")
        : { kind: "uuid", kernel: uuid7, inputs: [moment], capacity: Infinity, does: "uuid, version 7" };
    },
  }),
  defineType({
    name: "ulid",
    summary: "A sortable identifier of 26 characters: time, then 80 random bits",
    params: z.object({ at }),
    lower({ at: path }, site) {
      const moment = momentOf(site, path);
      if (moment === undefined) return nothing("text");
      return shapesMade(
        site,
        [{ positions: ["01234567", ...of(CROCKFORD, 25)], givenTo: 10 }],
        "ulid",
        undefined,
        moment,
      );
    },
  }),
  defineType({
    name: "nanoid",
    summary: "A short random identifier that is safe in addresses",
    params: z.object({
      length: z.int().min(1).max(256).optional().describe("Characters; 21."),
      alphabet: z
        .string()
        .regex(/^[\x21-\x7e]{2,95}$/, "2 to 95 ASCII characters without spaces")
        .refine((text) => new Set(text).size === text.length, "no character twice")
        .optional()
        .describe("The characters to use; letters, digits, _ and -."),
    }),
    example: { type: "nanoid", length: 12 },
    lower: ({ length = 21, alphabet = NANOID }, site) =>
      shapeMade(site, of(alphabet, length), `${length} of ${alphabet}`),
  }),
  defineType({
    name: "id.short",
    summary: "A short identifier of letters and digits",
    params: z.object({
      length: z.int().min(1).max(64).optional().describe("Characters; 8."),
      base: z
        .union([z.literal(58), z.literal(62)])
        .optional()
        .describe("58 leaves out what is easily misread: 0 O I l; 58."),
    }),
    lower: ({ length = 8, base = 58 }, site) =>
      shapeMade(
        site,
        of(base === 58 ? BASE58 : DIGITS + UPPER + LOWER, length),
        `${length} characters of base ${base}`,
      ),
  }),
  defineType({
    name: "id.object",
    summary: "24 hexadecimal digits, as MongoDB's ObjectId: seconds, then 64 random bits",
    params: z.object({ at }),
    lower({ at: path }, site) {
      const moment = momentOf(site, path);
      if (moment === undefined) return nothing("text");
      const seconds = site.own("seconds", {
        kind: "integer",
        kernel: wholeQuotient(1000),
        inputs: [moment],
        does: "whole seconds",
      });
      return shapesMade(site, [{ positions: of(HEX, 24), givenTo: 8 }], "object id", undefined, seconds);
    },
  }),
  defineType({
    name: "id.snowflake",
    summary: "A 64-bit number in text: milliseconds, then 22 bits (as Twitter and Discord have)",
    params: z.object({
      at,
      epoch: z
        .int()
        .nonnegative()
        .optional()
        .describe("The moment that counts as 0, in ms from 1970; 1288834974657, Twitter's."),
    }),
    lower({ at: path, epoch = TWITTER_EPOCH }, site) {
      const kernel = snowflake(epoch, site.now - YEAR_MS, YEAR_MS);
      if (path === undefined) return { kind: "text", kernel, capacity: 9_007_199_254_740_992, does: "snowflake id" };
      const moment = momentOf(site, path);
      return moment === undefined
        ? nothing("text")
        : { kind: "text", kernel, inputs: [moment], does: `snowflake id at ${path}` };
    },
  }),
];
