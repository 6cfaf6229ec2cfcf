import { z } from "zod";
import type { Kind } from "../../batch/column.ts";
import { calledNumber, calledText } from "../../kernels/called.ts";
import { constantWord } from "../../kernels/constant.ts";
import { rowRandom, type RowRandom } from "../../random/row-random.ts";
import { defineType, type FieldType, type Made, type Site } from "../field-type.ts";

/** What is used of the module @faker-js/faker; the engine does not load it by itself. */
interface FakerModule {
  readonly Faker: new (options: {
    readonly locale: readonly unknown[];
    readonly randomizer: { next(): number; seed(): void };
  }) => FakerInstance;
  readonly allLocales: Readonly<Record<string, unknown>>;
}
type FakerInstance = Readonly<Record<string, unknown>> & { setDefaultRefDate(moment: number): void };
type Method = (...args: readonly unknown[]) => unknown;

const SAMPLES = 16;
const LONGEST = 10_000; // what an argument may ask for, in characters or words
const LIST_MODULES = new Set(["string", "lorem", "word", "helpers"]);
/** They print a warning at every call, and go with faker 11. */
const DEPRECATED = new Set(["image.urlLoremFlickr"]);
/** Those helpers that neither run templates, which could reach any code, nor need functions. */
const HELPERS = new Set([
  "arrayElement",
  "arrayElements",
  "fromRegExp",
  "objectKey",
  "objectValue",
  "rangeToNumber",
  "replaceSymbols",
  "shuffle",
  "slugify",
  "uniqueArray",
  "weightedArrayElement",
]);

function isFakerModule(value: unknown): value is FakerModule {
  return typeof value === "object" && value !== null && "Faker" in value && "allLocales" in value;
}

/** The methods of one part of faker that a field may call. */
function methodsOf(faker: FakerInstance, part: string): ReadonlyMap<string, Method> {
  const owner = Object.hasOwn(faker, part) ? faker[part] : undefined;
  const found = new Map<string, Method>();
  if (
    typeof owner !== "object" ||
    owner === null ||
    part.startsWith("_") ||
    ["rawDefinitions", "definitions", "fakerCore"].includes(part)
  )
    return found;
  for (const holder of [owner, Object.getPrototypeOf(owner) as object | null]) {
    if (holder === null || holder === Object.prototype) continue;
    for (const name of Object.getOwnPropertyNames(holder)) {
      const method: unknown = (holder as Record<string, unknown>)[name];
      if (
        name !== "constructor" &&
        typeof method === "function" &&
        (part !== "helpers" || HELPERS.has(name)) &&
        !DEPRECATED.has(`${part}.${name}`)
      )
        found.set(name, method.bind(owner) as Method);
    }
  }
  return found;
}

function open(module: FakerModule, locale: string, now: number, random: RowRandom): FakerInstance {
  const { allLocales } = module;
  const chain = [locale, locale.slice(0, 2), "en", "base"].filter(
    (code, k, all) => code in allLocales && all.indexOf(code) === k,
  );
  const faker = new module.Faker({
    locale: chain.map((code) => allLocales[code]),
    randomizer: { next: () => random.next(), seed: () => undefined },
  });
  faker.setDefaultRefDate(now);
  return faker;
}

const QUANTIFIER = /(\))?\{(?:\d+,)?(\d+)\}/g;

/** Whether a text, or one within, is longer than we take or, as a regular expression, asks for so much. */
function isLongText(value: unknown): boolean {
  if (value instanceof RegExp) return isLongText(value.source);
  if (typeof value === "object" && value !== null) return Object.values(value).some(isLongText);
  if (typeof value !== "string") return false;
  let characters = value.length,
    times = 1;
  for (const [, group, count] of value.matchAll(QUANTIFIER)) {
    if (group === undefined) characters += Number(count);
    else times *= Math.max(1, Number(count)); // groups may stand within one another
  }
  return characters * times > LONGEST;
}

/** The same lists and records anew: some methods of faker change what they are given. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (typeof value !== "object" || value === null || value instanceof RegExp || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyOf(inner)]));
}

/** Whether an argument asks for an endless text. */
function isGreedy(part: string, args: readonly unknown[]): boolean {
  const tooMuch = (value: unknown): boolean =>
    typeof value === "number"
      ? value > LONGEST
      : typeof value === "object" && value !== null && Object.values(value).some(tooMuch);
  if (args.some(isLongText)) return true;
  if (LIST_MODULES.has(part)) return args.some(tooMuch);
  const counted = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).some(([name, inner]) => /length|count|lines|limit/i.test(name) && tooMuch(inner));
  return args.some((arg) => (typeof arg === "number" ? part !== "number" && arg > LONGEST : counted(arg)));
}

/** What a value is as a cell: numbers, truth values, moments, text, or JSON. */
function kindOf(samples: readonly unknown[]): Kind {
  const all = samples.filter((value) => value !== undefined && value !== null);
  if (all.length > 0 && all.every((value) => typeof value === "number")) return "float";
  if (all.length > 0 && all.every((value) => typeof value === "boolean")) return "boolean";
  if (all.length > 0 && all.every((value) => value instanceof Date)) return "datetime";
  return all.some((value) => typeof value === "object") ? "json" : "text";
}

const toNumber = (value: unknown): number | undefined =>
  value === undefined || value === null ? undefined : Number(value);

function toText(kind: Kind, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (kind === "json" || typeof value === "object") return JSON.stringify(value);
  return typeof value === "string" ? value : `${value as number}`;
}

const none: Made = { kind: "text", dictionary: { words: [""] }, kernel: constantWord({ words: [""] }), does: "" };

function lowerCall(module: FakerModule, part: string, method: string, args: readonly unknown[], site: Site): Made {
  const random = rowRandom();
  const faker = open(module, site.locale.code, site.now, random);
  const call = methodsOf(faker, part).get(method);
  if (call === undefined) return none;
  if (isGreedy(part, args)) {
    site.issue("schema/faker", `an argument asks for more than ${LONGEST}.`, "Ask for less.", "args");
    return none;
  }
  const fresh = (): unknown => call(...args.map(copyOf));
  const samples: unknown[] = [];
  try {
    for (let k = 0; k < SAMPLES; k++) {
      random.start(k, 1, 2, 3);
      samples.push(fresh());
    }
  } catch (error) {
    site.issue(
      "schema/faker",
      `faker.${part}.${method} fails: ${error instanceof Error ? error.message.split("\n")[0] : "no reason given"}.`,
      "See fakerjs.dev for its arguments.",
      "args",
    );
    return none;
  }
  const kind = kindOf(samples);
  const nullable = samples.some((value) => value === undefined || value === null);
  const does = `faker.${part}.${method}(${args.map((arg) => JSON.stringify(arg)).join(", ")})`;
  const isNumeric = kind === "float" || kind === "boolean" || kind === "datetime";
  const kernel = isNumeric
    ? calledNumber(random, () => toNumber(fresh()) ?? (nullable ? undefined : 0))
    : calledText(random, () => toText(kind, fresh()) ?? (nullable ? undefined : kind === "json" ? "null" : ""));
  return { kind, ...(kind === "datetime" ? { millis: true } : {}), kernel, nullable, does };
}

/**
 * The type `faker.module.method`: any method of faker with its own arguments, tens to hundreds of times slower than our types. Each cell gets random
 * numbers of its own, so cells are as pure as all others; undefined where `faker`, the loaded module, has no such method.
 */
export function fakerType(name: string, faker: unknown): FieldType | undefined {
  const [prefix, part, method, ...rest] = name.split(".");
  if (prefix !== "faker" || part === undefined || method === undefined || rest.length > 0 || !isFakerModule(faker))
    return undefined;
  if (!methodsOf(open(faker, "en", 0, rowRandom()), part).has(method)) return undefined;
  return defineType({
    name,
    summary: `What ${part}.${method} of faker gives; slower than other types`,
    params: z.object({
      args: z.array(z.unknown()).max(20).optional().describe("Its arguments, as fakerjs.dev has them."),
    }),
    lower: ({ args = [] }, site) => lowerCall(faker, part, method, args, site),
  });
}

/** The names of all types that faker gives, for docs and suggestions. */
export function fakerTypeNames(faker: unknown): readonly string[] {
  if (!isFakerModule(faker)) return [];
  const instance = open(faker, "en", 0, rowRandom());
  return Object.keys(instance).flatMap((part) =>
    [...methodsOf(instance, part).keys()].map((method) => `faker.${part}.${method}`),
  );
}
