import { expect, test } from "vitest";
import { toCli, toCurl, toTypeScript } from "./copy-lines.ts";
import { toOrder } from "./order.ts";

const parts = {
  text: "name: it's\ntables: { t: { fields: { id: uuid } } }\n",
  name: "it's",
  template: "",
  now: "2026-01-01",
  format: "csv",
  origin: "http://127.0.0.1:8080",
};

test("a changed schema is written to a file before the command that reads it", () => {
  expect(toCli(parts)).toBe(
    `cat > it-s.yaml <<'SCHEMA'\n${parts.text}SCHEMA\nnpx semblance generate it-s.yaml --now 2026-01-01 --out it-s/`,
  );
  expect(toCli({ ...parts, text: "a: 1\nSCHEMA\n" })).toContain("<<'SCHEMA_'");
});

test("a template that nobody changed goes by its name", () => {
  expect(toCli({ ...parts, template: "bank", format: "parquet", now: undefined })).toBe(
    "npx semblance generate bank --format parquet --out it-s/",
  );
  expect(toOrder({ ...parts, template: "bank" })).toEqual({ template: "bank", now: "2026-01-01", format: "csv" });
});

test("quotes and backticks of a schema stay what they are", () => {
  expect(toCurl(parts)).toContain(String.raw`it'\''s`);
  const program = toTypeScript({ ...parts, text: "a: `${b}` \\d\n" }, "t");
  expect(program).toContain("a: \\`\\${b}\\` \\\\d");
});
