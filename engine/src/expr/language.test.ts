import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FUNCTIONS } from "./functions.ts";
import { parseDate, parseDatetime, parseDuration, parseTime } from "./iso.ts";
import { NOW, trial, type Given, type Target } from "./trial.ts";

const document = readFileSync(new URL("../../../docs/expressions.md", import.meta.url), "utf8");

/** The cells of every table row with so many columns, backquotes taken off. */
function rowsOf(columns: number): readonly (readonly string[])[] {
  return document
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .slice(2, -2)
        .split(/ (?<!\\)\| /)
        .map((cell) => cell.replaceAll("\\|", "|")),
    )
    .filter((cells) => cells.length === columns);
}

const bare = (cell: string): string => /^`` (.*) ``$/.exec(cell)?.[1] ?? /^`(.*)`$/.exec(cell)?.[1] ?? cell;

/** The one row that the document declares, as columns of one cell. */
function sampleRow(): Readonly<Record<string, Given>> {
  const sample: Record<string, Given> = {};
  for (const [name, type, cell] of rowsOf(3)) {
    const [, kind] =
      /^(integer|decimal|float|text|boolean|date|datetime|time|duration)(, 2 places|, one of .*)?$/.exec(type!) ?? [];
    if (kind === undefined || document.indexOf(`| ${name} |`) > document.indexOf("## Names")) continue;
    const value = JSON.parse(bare(cell!)) as string | number | boolean | null;
    const words = /one of (.*)$/.exec(type!)?.[1]?.split(", ");
    const parse = { date: parseDate, datetime: parseDatetime, time: parseTime } as Record<
      string,
      (text: string) => number | undefined
    >;
    let held: string | number | null = typeof value === "boolean" ? Number(value) : value;
    if (typeof value === "string" && parse[kind] !== undefined) held = parse[kind](value)!;
    if (kind === "duration") held = parseDuration(value as string)!;
    if (kind === "decimal" && typeof value === "number") held = Math.round(value * 100);
    if (words !== undefined) held = words.indexOf(value as string);
    const scale = kind === "decimal" ? 2 : 0;
    sample[bare(name!)] = {
      type: { kind: kind as Given["type"]["kind"], scale, ...(words && { dictionary: { words } }) },
      cells: [held],
    };
  }
  return sample;
}

describe("docs/expressions.md", () => {
  const sample = sampleRow();
  const examples = rowsOf(3)
    .filter(([, , type]) => /^(integer|decimal \d+|float|text|boolean|date|datetime|time|duration)$/.test(type!))
    .filter(([name]) => document.indexOf(`| ${name} |`) > document.indexOf("## Names"));

  test("declares the row and has examples", () => {
    expect(Object.keys(sample)).toHaveLength(14);
    expect(examples.length).toBeGreaterThan(100);
  });

  test.each(examples)("%s gives %s, %s", (expression, gives, type) => {
    const { issues, type: found, cells } = trial(bare(expression), sample, 1, undefined, 7);
    expect(issues).toEqual([]);
    expect(cells[0]).toEqual(JSON.parse(bare(gives)));
    expect(found!.kind === "decimal" ? `decimal ${found!.scale}` : found!.kind).toBe(type);
  });

  test("shows every function but CEL's other names", () => {
    const aliases = /^(get|timestamp|datetime)/;
    const missing = Object.keys(FUNCTIONS).filter((name) => !aliases.test(name) && !document.includes(`${name}(`));
    expect(missing).toEqual([]);
  });
});

describe("a result takes the type that is wanted", () => {
  const columns: Readonly<Record<string, Given>> = {
    q: { type: { kind: "integer" }, cells: [1, null] },
    p: { type: { kind: "decimal", scale: 2 }, cells: [250, -105] },
    x: { type: { kind: "float" }, cells: [0.125, -2.5] },
    day: { type: { kind: "date" }, cells: [0, 20_000] },
    at: { type: { kind: "datetime" }, cells: [86_399_000, 1_700_000_000_000] },
    word: { type: { kind: "text", dictionary: { words: ["a", "b"] } }, cells: [1, 0] },
    name: { type: { kind: "text" }, cells: ["a", "zz"] },
    id: { type: { kind: "uuid" }, cells: ["00112233-4455-6677-8899-aabbccddeeff", null] },
  };
  test.each<[string, Target, readonly unknown[]]>([
    ["q", { kind: "decimal", scale: 2 }, [1, null]],
    ["q", { kind: "float" }, [1, null]],
    ["p", { kind: "integer" }, [3, -1]],
    ["p", { kind: "decimal", scale: 1 }, [2.5, -1.1]],
    ["x", { kind: "decimal", scale: 2 }, [0.13, -2.5]],
    ["x > 0", { kind: "integer" }, [1, 0]],
    ["day", { kind: "datetime" }, ["1970-01-01T00:00:00Z", "2024-10-04T00:00:00Z"]],
    ["at", { kind: "date" }, ["1970-01-01", "2023-11-14"]],
    ["at", { kind: "time" }, ["23:59:59", "22:13:20"]],
    ["p", { kind: "text" }, ["2.50", "-1.05"]],
    ["id", { kind: "text" }, ["00112233-4455-6677-8899-aabbccddeeff", null]],
    ["id", { kind: "uuid" }, ["00112233-4455-6677-8899-aabbccddeeff", null]],
    ["'2024-01-31'", { kind: "date" }, ["2024-01-31", "2024-01-31"]],
    ["null", { kind: "uuid" }, [null, null]],
    ["null", { kind: "text" }, [null, null]],
    ["word", { kind: "text", dictionary: { words: ["c", "b", "a"] } }, ["b", "a"]],
    ["name", { kind: "text", dictionary: { words: ["c", "b", "a"] } }, ["a", null]],
    ["id == id", { kind: "boolean" }, [true, null]],
    ["id == '00112233-4455-6677-8899-aabbccddeeff'", { kind: "boolean" }, [true, null]],
    ["q * 9007199254740991 * 2", { kind: "integer" }, [9_007_199_254_740_991, null]],
    ["day + days(q * 9007199254740991)", { kind: "date" }, ["9999-12-31", null]],
  ])("%s as %o", (text, target, cells) => {
    const outcome = trial(text, columns, 2, target);
    expect(outcome.issues).toEqual([]);
    expect(outcome.cells).toEqual(cells);
    expect(outcome.type!.kind).toBe(target!.kind);
  });

  test("or it is an issue", () => {
    for (const [text, kind] of [
      ["q", "boolean"],
      ["name", "date"],
      ["name", "integer"],
      ["day", "integer"],
      ["q", "uuid"],
      ["at", "duration"],
    ] as const)
      expect(trial(text, columns, 2, { kind }).issues.map((issue) => issue.code)).toEqual(["expression/type"]);
    expect(
      trial("q > 1 ? 'a' : 'z'", columns, 2, { kind: "text", dictionary: { words: ["a", "b"] } }).issues[0]!.message,
    ).toContain('"z"');
  });

  test("words stay words: literals, fields of few words, and what is made of them", () => {
    const words = (text: string): readonly string[] | undefined => trial(text, columns, 2).type!.dictionary?.words;
    expect(words("q > 1 ? 'x' : p > 1 ? 'y' : 'x'")).toEqual(["x", "y"]);
    expect(words("q > 1 ? 'x' : word")).toEqual(["x", "a", "b"]);
    expect(words("word + '!'")).toEqual(["a!", "b!"]);
    expect(words("word.upperAscii()")).toEqual(["A", "B"]);
    expect(words("coalesce(word, 'none')")).toEqual(["a", "b"]);
    expect(words("q > 1 ? name : word")).toBeUndefined();
  });

  test("now is the moment given", () => {
    expect(trial("now", {}, 1).raw).toEqual([NOW]);
  });
});
