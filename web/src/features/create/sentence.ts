import { isMap } from "../../draft/edit.ts";
import type { RawField } from "../../draft/outline.ts";
import type { TypeInfo } from "../../preview/builder-protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { toCount, toShare } from "../../ui/numbers.ts";

const MOST_WORDS = 4;

/** A number as people read it; a text as it stands. */
function show(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isInteger(value) ? toCount(value) : JSON.stringify(value);
}

/** now-1y as words: "a year ago". */
export function momentInWords(moment: unknown): string {
  const text = show(moment);
  if (text === "now" || text === "today") return text;
  const moved = /^(?:now|today)?([+-])(\d+)(s|m|h|d|w|mo|y)$/.exec(text);
  if (moved === null) return text;
  const [, sign, count, unit] = moved;
  return texts.moved(Number(count), unit as "s", sign === "+");
}

function weightsInWords(values: unknown): string {
  if (Array.isArray(values)) {
    const words = values.slice(0, MOST_WORDS).map(String).join(", ");
    return values.length > MOST_WORDS ? `${words} ${texts.andMore(values.length - MOST_WORDS)}` : words;
  }
  if (!isMap(values)) return "";
  const entries = Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  const words = entries
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST_WORDS)
    .map(([word, weight]) => `${word} ${toShare(total > 0 ? weight / total : 0)}`);
  return `${words.join(", ")}${entries.length > MOST_WORDS ? ` ${texts.andMore(entries.length - MOST_WORDS)}` : ""}`;
}

function rangeInWords({ min, max, distribution }: RawField): string {
  const ends =
    min !== undefined && max !== undefined
      ? texts.between(show(min), show(max))
      : min !== undefined
        ? texts.atLeast(show(min))
        : max !== undefined
          ? texts.atMost(show(max))
          : "";
  const name =
    typeof distribution === "string" ? distribution : isMap(distribution) ? Object.keys(distribution)[0] : undefined;
  const inner = isMap(distribution) && name !== undefined && isMap(distribution[name]) ? distribution[name] : {};
  const about =
    typeof inner["mean"] === "number"
      ? inner["mean"]
      : typeof inner["mode"] === "number"
        ? inner["mode"]
        : typeof inner["mu"] === "number"
          ? Number(Math.exp(inner["mu"]).toPrecision(3))
          : undefined;
  const shape = name === undefined || name === "uniform" ? "" : (texts.shapeWords[name] ?? name);
  return [about === undefined ? "" : texts.around(show(about)), ends, shape].filter((part) => part !== "").join(", ");
}

const NUMBERS = new Set(["integer", "decimal", "float", "number", "percent", "price", "money", "rating"]);
const MOMENTS = new Set(["date", "datetime", "timestamp", "time"]);

/** A type by its name alone, while the engine has not told what it is: person.full_name as "Full name". */
function wordsOf(type: string): string {
  const words = type.slice(type.lastIndexOf(".") + 1).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function ruleOf(raw: RawField, type: TypeInfo | undefined): string {
  const summary = type?.summary ?? wordsOf(raw.type);
  if (typeof raw["value"] === "string" && raw.type !== "constant") return `= ${raw["value"]}`;
  if (raw.type === "constant") return texts.always(show(raw["value"]));
  if (raw.type === "reference") {
    const to = typeof raw["to"] === "string" ? raw["to"].split(".")[0]! : "";
    const popular = raw["distribution"] === "zipf" || (isMap(raw["distribution"]) && "zipf" in raw["distribution"]);
    return texts.oneOf(to, popular);
  }
  if (raw.type === "sequence")
    return typeof raw["format"] === "string" ? texts.countsAs(raw["format"]) : texts.countsFrom(show(raw["from"] ?? 1));
  if (raw.type === "category") return weightsInWords(raw["values"]);
  if (raw.type === "boolean") return texts.yes(toShare(typeof raw["share"] === "number" ? raw["share"] : 0.5));
  if (raw.type === "pattern" || raw.type === "regex") return texts.like(show(raw["pattern"]));
  if (raw.type === "template") return `“${show(raw["template"])}”`;
  if (NUMBERS.has(raw.type)) {
    const range = rangeInWords(raw);
    return range === "" ? summary : range.charAt(0).toUpperCase() + range.slice(1);
  }
  if (MOMENTS.has(raw.type)) {
    if (raw["after"] !== undefined)
      return texts.after(show(raw["after"]), raw["within"] === undefined ? "" : show(raw["within"]));
    if (raw["from"] === undefined && raw["to"] === undefined) return summary;
    return texts.fromTo(
      raw["from"] === undefined ? "" : momentInWords(raw["from"]),
      raw["to"] === undefined ? "" : momentInWords(raw["to"]),
    );
  }
  return typeof raw["from"] === "string" ? texts.fits(summary, raw["from"]) : summary;
}

/** What a field holds, as a sentence: "18 to 80, around 41, bell". */
export function sentenceOf(raw: RawField, type: TypeInfo | undefined): string {
  const blank = typeof raw["null"] === "number" && raw["null"] > 0 ? texts.blank(toShare(raw["null"])) : "";
  const when = typeof raw["when"] === "string" ? texts.onlyWhen(raw["when"]) : "";
  return [ruleOf(raw, type), blank, when].filter((part) => part !== "").join(", ");
}
