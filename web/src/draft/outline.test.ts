import { expect, test } from "vitest";
import { hasRoom } from "./outline.ts";
import { readDraft } from "./read.ts";

const roomy = (text: string): boolean => hasRoom(readDraft(text)?.value);

test("tables have a place in an empty document and in one that names none yet", () => {
  expect(["", "# a remark\n", "seed: 1\n", "tables:\n"].filter((text) => !roomy(text))).toEqual([]);
});

test("they have none in a word, a list, a number, or where the tables are something else", () => {
  expect(["hello", "- a\n- b\n", "42", "tables: [1]", "tables: some", "tables: {"].filter(roomy)).toEqual([]);
});
