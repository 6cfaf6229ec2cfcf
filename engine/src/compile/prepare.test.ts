import { expect, test } from "vitest";
import { parseText } from "../sources/document.ts";
import { compile } from "./compile.ts";
import { prepare } from "./prepare.ts";

test("a circular document, or one without end, gets an issue in no time", async () => {
  const circle: Record<string, unknown> = { locale: "de_DE" };
  circle["tables"] = { t: circle };
  for (const document of [circle, parseText("tables: &a { t: *a }").document]) {
    const { issues } = compile(document, await prepare(document));
    expect(issues).toMatchObject([{ code: "schema/too-deep" }]);
  }
  const { issues } = parseText(`tables: ${"[ ".repeat(100_000)}`);
  expect(issues).toMatchObject([{ code: "schema/too-deep" }]);
});
