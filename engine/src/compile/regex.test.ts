import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readText } from "../batch/cells.ts";
import { phrase } from "../kernels/phrase.ts";
import { shaped } from "../kernels/shape.ts";
import { openMachine } from "../wasm/machine.ts";
import { readRegex } from "./regex.ts";

const machine = openMachine();

function texts(pattern: string, count = 40): string[] {
  const readable = readRegex(pattern);
  if (typeof readable === "string") throw new Error(`${pattern} ${readable}`);
  machine.release();
  const kernels = [
    phrase(readable.phrase),
    ...(readable.positions === undefined || readable.positions.length === 0
      ? []
      : [shaped([{ positions: readable.positions }])]),
  ];
  return kernels.flatMap((kernel) => {
    const [column] = kernel.run({
      machine,
      rows: { from: 0, length: count, numbers: 0 },
      inputs: [],
      key: { k0: 1, k1: 2 },
    });
    return Array.from({ length: count }, (_, i) => readText(machine, column!, i));
  });
}

const matches = (pattern: string, flags = "u"): void => {
  const whole = new RegExp(`^(?:${pattern})$`, flags);
  for (const text of texts(pattern)) expect(text, pattern).toMatch(whole);
};

test("texts of everyday patterns match them", () => {
  expect.hasAssertions();
  for (const pattern of [
    "[A-Z]{2}\\d{4}",
    "^\\+?[1-9]\\d{1,14}$",
    "(foo|bar|)+",
    "[^a-z]",
    "\\w+@\\w+\\.(com|org)",
    "(?:ab?c*){2,3}",
    "[äöü]{3}x",
    "\\bword\\b",
    "a.c",
    "\\s\\S\\D\\W",
    "(?<year>20\\d\\d)-(0[1-9]|1[0-2])",
    "x{0}y",
    "[\\d.-]{5}",
    "\\u{1F600}é",
    "[а-я]{4}",
    "(a|b)(c|[de])",
    "\\\\\\/\\.",
    "",
  ])
    matches(pattern);
  matches("\\-{2}[\\w-]", "");
});

test("shapes that never vary in length are known as such", () => {
  const positions = (pattern: string): readonly string[] | undefined => {
    const readable = readRegex(pattern);
    return typeof readable === "string" ? undefined : readable.positions;
  };
  expect(positions("AB-\\d{2}[xy]")).toEqual(["A", "B", "-", "0123456789", "0123456789", "xy"]);
  expect(positions("(a|b|a)c")).toEqual(["ab", "c"]);
  expect(positions("a?")).toBeUndefined();
  expect(positions("(ab|c)")).toBeUndefined();
});

test("what cannot be made is refused with a reason", () => {
  expect(readRegex("(a)\\1")).toMatch(/refers back/);
  expect(readRegex("(?=a)b")).toMatch(/looks around/);
  expect(readRegex("a^b")).toMatch(/in its middle/);
  expect(readRegex("[")).toMatch(/cannot be read/);
  expect(readRegex("a{1,99999}")).toMatch(/repeats/);
  expect(readRegex("[^\\s\\S]")).toMatch(/needs a character/);
});

test("texts of any pattern within the subset match it", () => {
  expect.hasAssertions();
  const leaf = fc.oneof(
    fc.constantFrom("\\d", "\\w", "\\s", "\\D", "\\W", ".", "[a-f]", "[^0-9]", "[xyz-]", "\\.", "\\$", "é", "-"),
    fc.constantFrom("a", "b", "Z", "7", " ", "@"),
  );
  // Unbounded repeats stand at single characters only: nested ones make the RegExp that checks run for ever.
  const single = fc
    .tuple(leaf, fc.constantFrom("", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "??", "+?"))
    .map(([atom, times]) => atom + times);
  const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
    piece: fc.oneof(
      { depthSize: "small", maxDepth: 3 },
      single,
      fc
        .tuple(tie("pattern"), fc.constantFrom("(", "(?:"), fc.constantFrom("", "", "?", "{2}"))
        .map(([inner, open, times]) => `${open}${inner})${times}`),
    ),
    pattern: fc
      .array(
        fc.array(tie("piece"), { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join("")),
        { minLength: 1, maxLength: 3 },
      )
      .map((list) => list.join("|")),
  }));
  fc.assert(
    fc.property(pattern, (source) => {
      // The time that the checking RegExp takes grows by a power for each unbounded repeat, those of doubled groups twice.
      const unbounded = source.match(/[*+]|,\}/g)?.length ?? 0;
      fc.pre(unbounded * 2 ** (source.match(/\)\{2\}/g)?.length ?? 0) <= 4);
      const whole = new RegExp(`^(?:${source})$`, "us");
      for (const text of texts(source, 8)) expect(text, source).toMatch(whole);
    }),
    { numRuns: 300 },
  );
});
