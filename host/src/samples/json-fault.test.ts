import { expect, it } from "vitest";
import { faultOfJson } from "./json-fault.ts";

it.each([
  ['[{"a":1},\n{"a":}]', 2, 6, 'expected a value; found "}]"'],
  ['[{"a":1},', 1, 10, "expected a value; found the end of the file"],
  ['{"a" 1}', 1, 6, 'expected a colon; found "1}"'],
  ['{"a": 1\n "b": 2}', 2, 2, 'expected a comma or its end; found "\\"b\\": 2}"'],
  ["[1, 2}", 1, 6, 'expected a comma or its end; found "}"'],
  ['{"a": 1,}', 1, 9, 'expected a name; found "}"'],
  ["{a: 1}", 1, 2, 'expected a name or }; found "a: 1}"'],
  ["[1] x", 1, 5, 'expected nothing more; found "x"'],
  ["", 1, 1, "expected a value; found the end of the file"],
])("%j is broken at %i:%i", (text, line, column, finding) => {
  expect(faultOfJson(text)).toEqual({ line, column, finding });
});

it.each(["[]", "{}", ' {"a": [1, -2.5e3, "x\\n\\u00e9", true, null, {}]} ', `"${"x".repeat(3_000_000)}"`])(
  "what JSON.parse takes is whole",
  (text) => {
    JSON.parse(text);
    expect(faultOfJson(text)).toBeUndefined();
  },
);
