import { MOMENT_RULES } from "../moment-rules.ts";
import { NUMBER_RULES, TABLE_RULES, TEXT_RULES } from "../name-rules.ts";
import { openNames } from "../names.ts";
import type { Lexicon } from "./lexicon.ts";

/** What a name says about a field. */
export interface NameGuess {
  readonly type: string;
  readonly extra: Readonly<Record<string, unknown>>;
  /** How many words of the name were known. */
  readonly known: number;
}

export interface FieldNames {
  /** What the name alone says; undefined where nothing. */
  find(name: string, table: string): NameGuess | undefined;
}

const BOOLEAN_FRONT = new Set("is has was can should are did does allow allows willing wants accepts".split(" "));
const ADJECTIVES = new Set(
  "active enabled disabled verified vaccinated subscribed paid refunded explicit enrolled churned deleted archived approved discontinued defaulted default online anonymous vegetarian vegan smoker remote read insured fraud fraudulent published featured completed flagged taxable overdue returned delivered cancelled canceled resolved recurring urgent premium available visible public private billable perishable organic married employed retired renewed converted attended accepted answered opened closed shipped blocked banned locked suspended onboarded gluten-free reimbursed confirmed organised international domestic sold sent won lost seen broken hidden bought kept met fulfilled delayed".split(
    " ",
  ),
);
const FLAG_ENDS = [
  "flag",
  "opt_in",
  "opted_in",
  "optin",
  "in_stock",
  "full_time",
  "on_time",
  "opt_out",
  "or_not",
  "gift_wrapped",
  "verified_purchase",
  "churn",
  "consent",
  "agreed",
  "eligible",
];
const MOMENT_ADJECTIVES = new Set(
  "joined hired created registered founded started ended updated modified born listed ordered purchased issued posted placed recorded measured installed subscribed_at enrolled_at".split(
    " ",
  ),
);
const DATE_ENDS = new Set("date day on deadline birthday expiry expiration expires due since from until".split(" "));
/** "shift start", "end of contract": what begins and ends is a moment. */
const LIMITS = new Set("start end beginning begin".split(" "));
const COUNTS = new Set("number count total max min maximum minimum num".split(" "));
const LIMITED = new Set("max min maximum minimum num".split(" "));
const SPANS = new Set("years months weeks days hours minutes seconds".split(" "));
/** "last backup", "next inspection": what nobody knows came or comes at a moment. */
const LATEST = new Set("last latest next".split(" "));
/** Names of persons by what they are for. */
const OF_PERSONS = new Set("kana kanji birth maiden legal stage pen native preferred".split(" "));
const MOMENT_ENDS = new Set("at timestamp datetime login logout seen moment".split(" "));
const MOMENT_TIMES = new Set(
  "departure arrival start end login logout check-in checkin checkout pickup dropoff delivery order transaction event created updated opening closing appointment scheduled in out".split(
    " ",
  ),
);
const EVENTS = new Set("shift call session event meeting trip class lesson appointment incident outage".split(" "));
const NUMBERS = new Set("integer decimal percent money number age year".split(" "));
const PEOPLE =
  /(?:er|or|ist|ian|ant|ent|ee|eur|man|men|woman|person|people|user|client|member|guest|friend|staff|kid|candidate|delegate|associate|graduate|child|children|nurse|pupil|lead|coach|chef|athlete|citizen|relative|celebrit|personnel|crew|cast|host|analyst|human|contact|adult|minor|hero|owner|applicant|vet|fan|ceo|cto|cfo|baby|guide|emp|cust|spouse|wife|husband)$/;
const NO_PEOPLE =
  /^(?:order|letter|number|server|printer|sensor|computer|paper|container|center|newsletter|trailer|router|meter|folder|parameter|character|chapter|sticker|poster|offer|transfer|voucher|supplier|publisher|retailer|manufacturer|carrier|vendor|floor|color|error|door|motor|reactor|monitor|investment|payment|shipment|document|event|department|apartment|appointment|restaurant|plant|comment|equipment|experiment|assignment|enrollment|agreement|incident|content|component|environment|tournament|treatment|statement|element|segment|announcement|settlement|flower|beer|water|player_stat|weather|ledger|tracker|register|disaster|cluster|layer|tower|river|theater|freezer|heater|boiler|fridge|locker|scanner|drawer|charger|printer|router|boxer_match|adventure|coffee|fee|employee_review|tree|committee|ingredient)$/;

/** Whether a table of that name holds persons. */
export function isPeople(table: string, lexicon: Lexicon): boolean {
  const last = lexicon.singular(table.split("_").at(-1) ?? "");
  if (NO_PEOPLE.test(last) || last.endsWith("list")) return false;
  return PEOPLE.test(last) || /^(?:record|row|data|entry)$/.test(last);
}

const MOST_KEPT = 20_000; // guesses

export function openFieldNames(lexicon: Lexicon): FieldNames {
  const own = openNames(lexicon.fields as readonly (readonly [string, string, Readonly<Record<string, unknown>>?])[]);
  const texts = openNames(TEXT_RULES);
  const numbers = openNames(NUMBER_RULES);
  const moments = openNames(MOMENT_RULES);
  const tables = openNames(TABLE_RULES);
  const cache = new Map<string, NameGuess | undefined>();

  function byEnding(name: string): NameGuess | undefined {
    const count = name.split("_").length;
    const length = (prefix: string): number => count - (prefix === "" ? 0 : prefix.split("_").length);
    const [ownHit] = own.find(name);
    const [moment] = moments.find(name);
    const [text] = texts.find(name);
    const [number] = numbers.find(name);
    const hits: NameGuess[] = [];
    if (ownHit !== undefined)
      hits.push({ type: ownHit.rule[1], extra: ownHit.rule[2] ?? {}, known: length(ownHit.prefix) });
    if (moment !== undefined) {
      const { type, ...extra } = moment.rule[1];
      hits.push({ type, extra, known: length(moment.prefix) });
    }
    if (text !== undefined && text.rule[0] !== "name") {
      const { type, ...extra } = text.rule[1];
      hits.push({ type, extra, known: length(text.prefix) });
    }
    if (number !== undefined) {
      const [, min, max] = number.rule;
      // what sort of number it is, a shorter ending knows: a total price is money
      const isMoney = ownHit?.rule[1] === "money";
      hits.push({ type: isMoney ? "money" : "number", extra: { min, max }, known: length(number.prefix) });
    }
    return hits.sort((a, b) => b.known - a.known)[0];
  }

  function nameOf(words: readonly string[], table: string): NameGuess | undefined {
    const last = words.at(-1)!;
    if (last !== "name") return undefined;
    const about = words.length > 1 ? words.slice(0, -1).join("_") : table;
    const hit = tables.find(lexicon.plural(lexicon.singular(about)))[0] ?? tables.find(about)[0];
    const known = words.length;
    if (words.length > 1 && hit === undefined && !isPeople(about, lexicon))
      return OF_PERSONS.has(about) && isPeople(table, lexicon)
        ? { type: "person.full_name", extra: {}, known }
        : { type: "text.title", extra: {}, known: 1 };
    if (about === "pet" || about === "pets" || about === "animals")
      return { type: "animal.pet_name", extra: {}, known };
    if (hit !== undefined) return { type: hit.rule[1].type, extra: {}, known };
    return isPeople(about, lexicon)
      ? { type: "person.full_name", extra: {}, known }
      : { type: "text.title", extra: {}, known };
  }

  const contexts = new Map<string, NameGuess>();
  for (const [things, ownNames, type, extra = {}] of lexicon.contexts)
    for (const thing of things.split(" "))
      for (const own of ownNames.split(" "))
        contexts.set(`${thing} ${own}`, { type, extra, known: own.split("_").length });

  /** "max attendees", "number of visits": whole numbers, in the bounds of what is counted where those are known. */
  function count(of: string, table: string): NameGuess {
    const counted = guess(of, table);
    return counted?.type === "integer" ? counted : { type: "integer", extra: { min: 1, max: 100 }, known: 1 };
  }

  /** What stands in a unit is a number: time is told in whole ones. */
  const measure = (unit: string): NameGuess =>
    SPANS.has(unit) || (lexicon.isPlural(unit) && !lexicon.units.has(unit))
      ? { type: "integer", extra: { min: 1, max: 60 }, known: 1 }
      : { type: "decimal", extra: { min: 1, max: 500, scale: 1 }, known: 1 };

  function guess(name: string, table: string): NameGuess | undefined {
    const words = name.split("_");
    const here = contexts.get(`${lexicon.singular(table.split("_").at(-1) ?? "")} ${name}`);
    if (here !== undefined) return here;
    const last = words.at(-1)!;
    const all = { extra: {}, known: words.length };
    if (BOOLEAN_FRONT.has(words[0]!) && words.length > 1) return { type: "boolean", ...all };
    if (FLAG_ENDS.some((end) => name === end || name.endsWith(`_${end}`))) return { type: "boolean", ...all };
    const of = words.findIndex((word) => word === "of" || word === "de");
    if (of > 0 && of < words.length - 1) {
      if (LIMITS.has(words[of - 1]!)) return { type: "date", ...all };
      if (COUNTS.has(words[of - 1]!)) return count(words.slice(of + 1).join("_"), table);
      if (SPANS.has(words[of - 1]!)) return measure(words[of - 1]!);
      // the date of last contact is a date, the name of the owner the owner's
      const whose = words.slice(of + 1).filter((word) => word !== "the");
      if (words[of - 1] === "name" && of === 1) return guess([...whose, "name"].join("_"), table);
      const front = guess(words.slice(0, of).join("_"), table);
      if (front !== undefined && (byEnding(name)?.known ?? 0) < 2) return { ...front, known: Math.min(front.known, 1) };
    }
    const ending = byEnding(name);
    if (ending !== undefined && ending.known > 1) return ending;
    const per = words.indexOf("per");
    if (per > 0 && per < words.length - 1) {
      const rated = guess(words.slice(0, per).join("_"), table);
      return rated !== undefined && NUMBERS.has(rated.type) ? rated : measure(words[per - 1]!);
    }
    if (name === "customer_id" || last === "id") return { type: "sequence", ...all, known: words.length > 1 ? 2 : 1 };
    if (words[0] === "year" && words.length === 2) return { type: "year", ...all };
    if (MOMENT_ADJECTIVES.has(last))
      return { type: last === "hired" || last === "born" || last === "founded" ? "date" : "datetime", ...all };
    if (last === "by" && words.length > 1) return { type: "person.full_name", ...all };
    if (last === "time") {
      const isMoment = words.length > 1 && MOMENT_TIMES.has(words.slice(0, -1).join("-"));
      return { type: isMoment ? "datetime" : "time", ...all };
    }
    if (words.length > 1 && MOMENT_ENDS.has(last)) return { type: "datetime", ...all };
    if (last === "timestamp" || last === "datetime") return { type: "datetime", ...all };
    if (ADJECTIVES.has(last) && (words.length === 1 || ending === undefined)) return { type: "boolean", ...all };
    if (
      DATE_ENDS.has(last) &&
      (words.length > 1 || last === "date" || last === "deadline" || last === "due" || last.startsWith("expir"))
    )
      return ending?.type.startsWith("person.birth") === true
        ? ending
        : { type: "date", extra: ending?.type === "date" ? ending.extra : {}, known: words.length };
    if (last === "date") return { type: "date", ...all };
    if (LIMITS.has(last)) return { type: EVENTS.has(words.at(-2) ?? "") ? "datetime" : "date", ...all };
    const named = nameOf(words, table);
    if (named !== undefined) return named;
    const isCounted = LIMITED.has(words[0]!) && words.length > 1 && !NUMBERS.has(ending?.type ?? "");
    if (isCounted && ending?.type !== "number") return count(words.slice(1).join("_"), table);
    if (ending !== undefined) return ending;
    if (words.length > 1) {
      if (SPANS.has(words[0]!)) return measure(words[0]!); // years teaching
      if (LATEST.has(words[0]!)) return { type: "date", ...all };
      if (lexicon.units.has(last) && last.length > 1) {
        const measured = guess(words.slice(0, -1).join("_"), table);
        return measured !== undefined && NUMBERS.has(measured.type) ? measured : measure(last);
      }
    }
    if (/^(?:ph|height|weight)$/.test(last)) return { type: "number", extra: { min: 1, max: 14 }, known: 1 };
    if (last.length > 4 && last.endsWith("ed") && words.length <= 2) return { type: "boolean", ...all, known: 0 };
    return undefined;
  }

  return {
    find(name, table) {
      const key = `${name}\n${table}`;
      if (cache.size > MOST_KEPT) cache.clear();
      if (!cache.has(key)) {
        const found = guess(name, table);
        const words = name.split("_");
        const one = [...words.slice(0, -1), lexicon.singular(words.at(-1)!)].join("_");
        const again = found === undefined && one !== name ? guess(one, table) : undefined;
        cache.set(key, found ?? again);
      }
      return cache.get(key);
    },
  };
}
