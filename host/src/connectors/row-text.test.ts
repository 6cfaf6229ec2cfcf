import { array, asyncProperty, assert, constantFrom, integer, option, string } from "fast-check";
import { expect, test } from "vitest";
import { parseRowText, toRowText } from "./row-text.ts";

async function* cut(text: string, pieceLength: number): AsyncGenerator<string, void, void> {
  for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

test("rows come back from their text, wherever its pieces end", async () => {
  const cell = option(string({ unit: constantFrom("a", '"', ",", "\n", "\\N", "é") }));
  const rows = array(array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 8 });
  await assert(
    asyncProperty(rows, integer({ min: 1, max: 7 }), async (given, length) => {
      const text = (await all(toRowText(given))).join("");
      expect(await all(parseRowText(cut(text, length)))).toEqual(given);
    }),
  );
});
