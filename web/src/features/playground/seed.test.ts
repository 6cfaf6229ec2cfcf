import { expect, test } from "vitest";
import { edited, readSeed, seedEdit } from "./seed.ts";

const change = (text: string, seed: string): string => edited(text, seedEdit(text, seed));

test("the seed changes in its own line and nothing else does", () => {
  const text = "version: 1\nseed: 42   # ours\ntables: {}\n";
  expect(readSeed(text)).toBe("42");
  expect(change(text, "7")).toBe("version: 1\nseed: 7   # ours\ntables: {}\n");
});

test("a text without a seed gets one below its name", () => {
  expect(change("version: 1\nname: shop\ntables: {}\n", "7")).toBe("version: 1\nname: shop\nseed: 7\ntables: {}\n");
  expect(change("tables: {}\n", "7")).toBe("seed: 7\ntables: {}\n");
});

test("an empty seed and a worded one are read back", () => {
  expect(change("seed:\ntables: {}\n", "7")).toBe("seed: 7\ntables: {}\n");
  expect(readSeed(change("seed: 1\n", "spring sale"))).toBe("spring sale");
});
