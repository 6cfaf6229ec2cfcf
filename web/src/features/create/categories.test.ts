import { fieldTypes } from "@semblance/engine";
import { expect, test } from "vitest";
import { findTypes, groupOf } from "./categories.ts";

const types = fieldTypes.map(({ name, summary }) => ({ name, summary, params: [], example: {}, derived: false }));

test("few types stand in no group", () => {
  const lost = types.filter(({ name }) => groupOf(name) === "other").map(({ name }) => name);
  expect(lost.length, lost.join(" ")).toBeLessThan(types.length / 10);
});

test("the type whose name one writes comes first", () => {
  for (const [words, name] of [
    ["email", "internet.email"],
    ["city", "address.city"],
    ["integer", "integer"],
    ["full name", "person.full_name"],
  ] as const)
    expect(findTypes(types, words, "all")[0]!.name, words).toBe(name);
});
