import { beginOf, DAY_MS, monthBegun, shifted } from "./calendar.ts";
import { nameWords, type FieldDraft } from "./draft.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Found } from "./patterns.ts";
import { toDay } from "./said-moments.ts";
import type { Token } from "./tokens.ts";

interface Context {
  readonly lexicon: Lexicon;
  /** In ms from 1970. */
  readonly now: number;
  readonly note: (text: string, choices?: readonly string[]) => void;
}

type Meaning = (draft: FieldDraft, found: Found, context: Context) => void;

const MOST_LISTED = 12; // numbers between two that are told one by one
const value = (found: Found, k: number): number => found.numbers[k]!.value!;
const text = (tokens: readonly Token[]): string => nameWords(tokens.map((token) => token.text).join(" ")).join("_");
const firstDay = (token: Token): string => token.days?.[0] ?? toDay(token.value!, 1, 1);
const lastDay = (token: Token): string => token.days?.[1] ?? toDay(token.value!, 12, 31);

/** `3 quarters` as a span of the schema. */
function toSpan(count: number, word: string, { lexicon }: Context): string {
  const unit = lexicon.times[word] ?? "d";
  const whole = Math.max(1, Math.round(count));
  if (unit === "q") return `${whole * 3}mo`;
  if (unit === "dec") return `${whole * 10}y`;
  return unit === "w" ? `${whole * 7}d` : `${whole}${unit}`;
}

function range(draft: FieldDraft, a: number, b: number): void {
  draft.min = Math.min(a, b);
  draft.max = Math.max(a, b);
}

function money(draft: FieldDraft, found: Found): void {
  const currency = found.numbers.find((token) => token.currency !== undefined)?.currency;
  if (currency !== undefined) draft.currency = currency;
}

const ago = (draft: FieldDraft, count: number, word: string, context: Context): void => {
  draft.from = `now-${toSpan(count, word, context)}`;
  draft.to = "now";
};

const hour = (h: number, m: number): string => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`;

const WEEKDAYS = { mon: 1, tue: 1, wed: 1, thu: 1, fri: 1, sat: 0, sun: 0 };
const WEEKENDS = { mon: 0, tue: 0, wed: 0, thu: 0, fri: 0, sat: 1, sun: 1 };

/** Stands for the field before. */
export const LATER = "*";

/** What each meaning of a phrase does to a field. */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  range(draft, found, context) {
    const [a, b] = found.numbers as [Token, Token];
    // "100-500k": the unit of the second stands for both
    const scale =
      b.value! >= 1000 && a.value! < 1000 && /\d\s?(?:k|m)$/i.test(b.text) && a.value! > 0 && !/[km]$/i.test(a.text)
        ? /k$/i.test(b.text)
          ? 1000
          : 1e6
        : 1;
    const isScaled = scale > 1 && a.value! * scale < b.value!;
    if (isScaled) context.note(`${a.text} to ${b.text} is read as ${a.value! * scale} to ${b.value!}.`);
    if (found.numbers.some((token) => /^\D*\d+\.\d+\D?$/.test(token.text) && !/[km]$/i.test(token.text)))
      draft.scale ??= 1; // 1.0-5.0
    range(draft, isScaled ? a.value! * scale : a.value!, b.value!);
    money(draft, found);
  },
  min(draft, found) {
    draft.min = value(found, 0);
    money(draft, found);
  },
  max(draft, found) {
    draft.max = value(found, 0);
    money(draft, found);
  },
  over(draft, found) {
    draft.min = value(found, 0);
    money(draft, found);
  },
  under(draft, found) {
    draft.max = value(found, 0);
    money(draft, found);
  },
  ages: (draft, found) => range(draft, value(found, 0), value(found, 1)),
  "age-min"(draft, found) {
    draft.min = value(found, 0);
  },
  /** The bound of most of them is no bound of all. */
  "mostly-under"(draft, found) {
    draft.most = value(found, 0);
    money(draft, found);
  },
  "age-min-is"(draft, found) {
    draft.min = Number(found.argument);
  },
  ending(draft, found) {
    const cents = value(found, 0);
    draft.ending = cents >= 1 ? cents / 100 : cents;
  },
  positive(draft) {
    draft.min = Math.max(draft.min ?? 0, 0);
  },
  negative(draft) {
    draft.max = Math.min(draft.max ?? 0, 0);
  },
  "min-is"(draft, found) {
    draft.min = Number(found.argument);
  },
  constant(draft, found) {
    draft.constant = value(found, 0);
    money(draft, found);
  },
  shape(draft, found) {
    draft.shape = String(found.argument);
  },
  mean(draft, found) {
    draft.mean = value(found, 0);
    money(draft, found);
  },
  normal(draft, found) {
    draft.shape = "normal";
    draft.mean = value(found, 0);
    if (found.numbers.length > 1) draft.sd = value(found, 1);
    money(draft, found);
  },
  sd(draft, found) {
    draft.sd = value(found, 0);
  },
  median(draft, found) {
    draft.median = value(found, 0);
    money(draft, found);
  },
  about(draft, found, context) {
    draft.mean = value(found, 0);
    context.note(`about ${draft.mean}: numbers spread around it as a bell curve, the rounder the wider.`);
    money(draft, found);
  },
  step(draft, found) {
    draft.step = value(found, 0);
  },
  "step-is"(draft, found) {
    draft.step = Number(found.argument);
  },
  scale(draft, found) {
    draft.scale = value(found, 0);
  },
  lengths(draft, found) {
    draft.lengths = [Math.min(value(found, 0), value(found, 1)), Math.max(value(found, 0), value(found, 1))];
  },
  "min-length"(draft, found) {
    draft.lengths = [value(found, 0), value(found, 0) * 2];
  },
  "max-length"(draft, found) {
    draft.lengths = [undefined, value(found, 0)];
  },
  length(draft, found) {
    draft.lengths = [value(found, 0), value(found, 0)];
  },
  digits(draft, found) {
    draft.like = "9".repeat(Math.max(1, Math.min(18, Math.round(value(found, 0)))));
  },
  "letters-digits"(draft, found) {
    const [letters, digits] = [value(found, 0), value(found, 1)].map((count) =>
      Math.max(1, Math.min(18, Math.round(count))),
    );
    draft.pattern = "?".repeat(letters!) + "#".repeat(digits!);
  },
  clock(draft, found) {
    const at = (k: number): number => (value(found, k) % 12) + (found.words[k]!.startsWith("p") ? 12 : 0);
    draft.hours = `${hour(at(0), 0)}-${hour(at(1), 0)}`;
  },
  "clock-minutes"(draft, found) {
    draft.hours = `${hour(value(found, 0), value(found, 1))}-${hour(value(found, 2), value(found, 3))}`;
  },
  "work-hours"(draft, found) {
    draft.season = { weekday: WEEKDAYS };
    draft.hours = `${hour(value(found, 0), 0)}-${hour(value(found, 1), 0)}`;
  },
  "hours-range"(draft, found) {
    draft.hours = `${hour(value(found, 0), 0)}-${hour(value(found, 1), 0)}`;
  },
  "above-name"(draft, found) {
    draft.above = text(found.names[0]!);
  },
  nothing: () => undefined,
  words(draft, found) {
    draft.words = [value(found, 0), value(found, found.numbers.length - 1)];
  },
  sentences(draft, found) {
    draft.sentences = [value(found, 0), value(found, found.numbers.length - 1)];
  },
  required(draft) {
    draft.isRequired = true;
  },
  "null-share"(draft, found) {
    draft.nullShare = value(found, 0) / 100;
  },
  "null-share-is"(draft, found, context) {
    draft.nullShare = Number(found.argument);
    context.note(`how often was said roughly: ${Math.round(draft.nullShare * 100)}% are empty.`);
  },
  "not-share"(draft, found) {
    draft.notShare = value(found, 0) / 100;
  },
  nullable(draft) {
    draft.isNullable = true;
  },
  unique(draft) {
    draft.isUnique = true;
  },
  key(draft) {
    draft.isKey = true;
  },
  serial(draft) {
    draft.isSerial = true;
  },
  every(draft, found, context) {
    draft.every = toSpan(value(found, 0), found.words[0]!, context);
  },
  "every-from"(draft, found, context) {
    draft.every = toSpan(value(found, 0), found.words[0]!, context);
    draft.from = firstDay(found.moments[0]!);
  },
  "every-is"(draft, found, context) {
    draft.every = toSpan(1, found.words[0]!, context);
  },
  share(draft, found) {
    draft.share = value(found, 0) / 100;
  },
  "share-is"(draft, found, context) {
    draft.share = Number(found.argument);
    context.note(`how often was said roughly: ${Math.round(draft.share * 100)}% are taken.`);
  },
  kind(draft, found) {
    draft.kind = String(found.argument);
  },
  "mostly-true"(draft, _, context) {
    draft.kind = "boolean";
    draft.mostly = "true";
    context.note("how often was said roughly: 90% are taken.");
  },
  mostly(draft, found) {
    const [truth, ...more] = found.names[0] ?? [];
    if (more.length === 0 && ["true", "yes", "false", "no"].includes(truth?.lower ?? "")) draft.kind = "boolean";
    draft.mostly =
      found.numbers.length > 0
        ? found.numbers.map((token) => token.value!)
        : found.names[0]!.map((token) => token.text).join(" ");
  },
  "mostly-from"(draft, found) {
    const [from, to] = [value(found, 0), value(found, 1)];
    const count = to - from + 1;
    const isShort = Number.isInteger(from) && Number.isInteger(to) && count > 1 && count <= MOST_LISTED;
    if (isShort) draft.mostly = Array.from({ length: count }, (_, k) => from + k);
    else [draft.min, draft.max] = [Math.min(from, to), Math.max(from, to)];
  },
  dates(draft, found) {
    const [a, b] = found.moments as [Token, Token];
    const isOrdered = firstDay(a) <= lastDay(b);
    draft.from = firstDay(isOrdered ? a : b);
    draft.to = lastDay(isOrdered ? b : a);
  },
  ago(draft, found, context) {
    ago(draft, value(found, 0), found.words[0]!, context);
  },
  /** Of what counts in years it is an age as well. */
  "no-older"(draft, found, context) {
    const [unit] = found.words;
    if (context.lexicon.times[unit!] === "y") draft.max = value(found, 0);
    else ago(draft, value(found, 0), unit!, context);
  },
  "ago-is"(draft, found, context) {
    const [unit] = found.words;
    ago(draft, Number(found.argument), unit!, context);
    if (context.lexicon.times[unit!] === "y")
      context.note("a year is the 12 months before now, not the calendar year.", [
        "the 12 months before now",
        "the calendar year",
      ]);
  },
  "ago-between"(draft, found, context) {
    const [a, b] = [value(found, 0), value(found, 1)];
    draft.from = `now-${toSpan(Math.max(a, b), found.words[0]!, context)}`;
    draft.to = `now-${toSpan(Math.min(a, b), found.words[0]!, context)}`;
  },
  "ago-is-day"(draft) {
    draft.from = "now-1d";
    draft.to = "now";
  },
  ahead(draft, found, context) {
    draft.from = "now";
    draft.to = `now+${toSpan(value(found, 0), found.words[0]!, context)}`;
  },
  "ahead-is"(draft, found, context) {
    draft.from = "now";
    draft.to = `now+${toSpan(Number(found.argument), found.words[0]!, context)}`;
  },
  /** "this year", "month to date": the calendar's, so far. */
  this(draft, found, context) {
    draft.from = beginOf(context.lexicon.times[found.words[0] ?? String(found.argument)] ?? "d", context.now);
    draft.to = "now";
  },
  "since-month"(draft, found, context) {
    draft.from = monthBegun(found.words[0]!, context.lexicon, context.now);
    draft.to = "now";
  },
  "in-month"(draft, found, context) {
    const [from, to] = [found.words[0]!, found.words.at(-1)!].map((word) =>
      monthBegun(word, context.lexicon, context.now),
    ) as [string, string];
    const begin = from <= to ? from : shifted(from, -12);
    draft.from = begin;
    draft.to = new Date(Date.parse(shifted(to, 1)) - DAY_MS).toISOString().slice(0, 10);
  },
  since(draft, found) {
    draft.from = firstDay(found.moments[0]!);
    draft.to = "now";
  },
  "after-day"(draft, found) {
    draft.from = firstDay(found.moments[0]!);
    draft.isOpenEnd = true;
  },
  until(draft, found) {
    const [moment] = found.moments as [Token];
    const day = firstDay(moment);
    draft.to = new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
  },
  during(draft, found) {
    draft.from = firstDay(found.moments[0]!);
    draft.to = lastDay(found.moments[0]!);
  },
  "during-years"(draft, found) {
    const years = found.moments as [Token, Token];
    draft.from = firstDay(years[0]);
    draft.to = lastDay(years[1]);
  },
  future(draft) {
    draft.from = "now";
    draft.to = "now+1y";
  },
  past(draft) {
    draft.to = "now";
  },
  recent(draft) {
    draft.from = "now-30d";
    draft.to = "now";
  },
  hours(draft, found) {
    draft.hours = String(found.argument);
  },
  days(draft, found) {
    draft.season = { weekday: found.argument === "weekends" ? WEEKENDS : WEEKDAYS };
  },
  after(draft, found) {
    draft.after = text(found.names[0]!);
  },
  "after-between"(draft, found, context) {
    draft.after = text(found.names[0]!);
    const [a, b] = [value(found, 0), value(found, 1)];
    const [unit] = found.words;
    draft.wait = [toSpan(Math.min(a, b), unit!, context), toSpan(Math.max(a, b), unit!, context)];
  },
  "after-within"(draft, found, context) {
    draft.after = text(found.names[0]!);
    draft.wait = [undefined, toSpan(value(found, 0), found.words[0]!, context)];
  },
  "after-exact"(draft, found, context) {
    draft.after = text(found.names[0]!);
    const span = toSpan(value(found, 0), found.words[0]!, context);
    draft.wait = [span, span];
  },
  later(draft, found, context) {
    draft.after = LATER;
    const span = toSpan(value(found, 0), found.words[0]!, context);
    draft.wait = [span, span];
  },
  "before-name"(draft, found) {
    draft.before = text(found.names[0]!);
  },
  currency(draft, found, { lexicon }) {
    draft.currency = lexicon.currencies[found.words.at(-1)!]!;
    if (found.words.length > 1) draft.unit = found.words[0]!; // in million euros
  },
  unit(draft, found) {
    draft.unit = found.words[0]!;
  },
  self(draft) {
    draft.refers = "self";
  },
  refers(draft, found) {
    draft.refers = text(found.names[0]!);
  },
};
