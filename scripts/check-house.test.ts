import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkHouse } from "./check-house.ts";

/** A small house in which every rule is kept. */
const KEPT = {
  "engine/src/errors.ts": "export const fail = 1;",
  "engine/src/globals.d.ts": "declare const performance: unknown;",
  "engine/src/math/power.ts": "export const power = (x: number) => Math.exp(x) ** 2;",
  "engine/src/words/data/en/first/names.ts": `export const names = [${'"performance",\n'.repeat(500)}];`,
  "engine/src/wasm/machine.ts": "export const machine = 1;",
  "engine/src/wasm/binary.generated.ts": "export const binary = Math.random();",
  "engine/src/wasm/assembly/index.ts": "@inline function bits(): void {}",
  "engine/src/random/draw.ts": 'import { machine } from "../wasm/machine.ts";\nexport const draw = machine;',
  "engine/src/batch/column.ts": "export interface Column { readonly Intl: 1 }",
  "engine/src/schema/schema.ts": 'import { z } from "zod";\nexport const schema = z;',
  "engine/src/plan/plan.ts": 'export type { Column } from "../batch/column.ts";',
  "engine/src/kernels/all.ts": 'import { number } from "./number.ts";\nexport const all = [number];',
  "engine/src/kernels/number.ts": 'import { part } from "./number-part.ts";\nexport const number = part;',
  "engine/src/kernels/number-part.ts":
    'import type { Column } from "../plan/plan.ts";\nexport const part = {} as Column;',
  "engine/src/kernels/date.ts": "export const date = new Date(0).getTime() + Math.sqrt(2);",
  "engine/src/formats/all.ts": 'export * from "./csv.ts";',
  "engine/src/formats/csv.ts": 'import type { Format } from "./format.ts";\nexport const csv = {} as Format;',
  "engine/src/formats/format.ts": "export interface Format { readonly name: string }",
  "engine/src/compile/fields/all.ts": 'import { numbers } from "./numbers.ts";\nexport const fields = [numbers];',
  "engine/src/compile/fields/numbers.ts":
    'import { number } from "../../kernels/number.ts";\nexport const numbers = number;',
  "engine/src/compile/compile.ts": 'import { all } from "../kernels/all.ts";\nexport const compile = all;',
  "engine/src/compile/compile.test.ts": 'import "../kernels/number.ts";\nconsole.log(Math.pow(2, 3));',
  "engine/src/index.ts": 'export { compile } from "./compile/compile.ts";',
  "host/src/config.ts": 'import { env } from "node:process";\nexport const config = env;',
  "host/src/stores/file.ts": 'import { config } from "../config.ts";\nexport const file = config;',
  "host/src/jobs/job.ts": 'import { compile } from "@semblance/engine";\nexport const job = compile;',
  "host/src/api/index.ts": 'import type { compile } from "@semblance/engine";\nexport type Api = typeof compile;',
  "host/src/cli/main.ts": 'import { job } from "../jobs/job.ts";\nconsole.log(job, Date.now());',
  "web/src/ui/button.tsx": "export const Button = () => <b />;",
  "web/src/api/client.ts": 'import type { Api } from "@semblance/host/api";\nexport type Client = Api;',
  "web/src/features/jobs/list.tsx": 'import { Button } from "../../ui/button.tsx";\nexport const List = Button;',
  "web/src/app/routes.tsx": 'import { List } from "../features/jobs/list.tsx";\nexport const routes = [List];',
  "e2e/cli.test.ts": 'import { compile } from "@semblance/engine";\nexport const used = compile;',
};

/** Each rule broken once: the files that break it, and what the complaint says. */
const BROKEN: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    "a room enters a room it may not",
    { "engine/src/plan/peek.ts": 'import "../schema/schema.ts";' },
    /engine\/plan to import .* found schema/,
  ],
  [
    "a type import counts",
    { "engine/src/batch/peek.ts": 'import type { A } from "../plan/plan.ts";\nexport type B = A;' },
    /found plan/,
  ],
  [
    "an import type counts",
    { "engine/src/batch/peek.ts": 'export type A = import("../plan/plan.ts").Column;' },
    /found plan/,
  ],
  [
    "a dynamic import counts",
    { "engine/src/batch/peek.ts": 'export const a = import("../plan/plan.ts");' },
    /found plan/,
  ],
  ["a re-export counts", { "engine/src/batch/peek.ts": 'export * from "../plan/plan.ts";' }, /found plan/],
  [
    "a basic room imports of ours",
    { "engine/src/words/peek.ts": 'import "../errors.ts";' },
    /engine\/words to import nothing of ours/,
  ],
  ["an unknown room", { "engine/src/helpers/all.ts": "export const a = 1;" }, /known room; found engine\/helpers/],
  ["an unknown file below src", { "host/src/utils.ts": "export const a = 1;" }, /known room; found host\/utils/],
  [
    "host rooms know each other",
    { "host/src/backends/a.ts": 'import "../stores/file.ts";' },
    /host\/backends .* found stores/,
  ],
  [
    "jobs know the server",
    { "host/src/server/app.ts": "export {};", "host/src/jobs/peek.ts": 'import "../server/app.ts";' },
    /found server/,
  ],
  ["the contract knows Node", { "host/src/api/peek.ts": 'import "node:fs";' }, /nothing of Node in host\/api/],
  ["the engine knows Node", { "engine/src/batch/peek.ts": 'import "node:fs";' }, /nothing of Node in engine\/batch/],
  [
    "ui knows a package",
    { "web/src/ui/peek.ts": 'import "@semblance/engine";' },
    /web\/ui to import texts; found @semblance\/engine/,
  ],
  [
    "a feature knows another",
    { "web/src/features/data/peek.ts": 'import "../jobs/list.tsx";' },
    /features\/data .* found features\/jobs/,
  ],
  [
    "a package enters by a window",
    { "host/src/jobs/peek.ts": 'import "@semblance/engine/src/errors.ts";' },
    /expected the door of a package/,
  ],
  [
    "a package enters by a path",
    { "host/src/jobs/peek.ts": 'import "../../../engine/src/index.ts";' },
    /Packages meet at their doors/,
  ],
  [
    "a test enters by a path",
    { "host/src/jobs/peek.test.ts": 'import "../../../engine/src/errors.ts";' },
    /Packages meet at their doors/,
  ],
  [
    "end-to-end tests enter by a path",
    { "e2e/peek.ts": 'import "../host/src/config.ts";' },
    /Packages meet at their doors/,
  ],
  [
    "a package imports itself by name",
    { "engine/src/compile/peek.ts": 'import "@semblance/engine";' },
    /the file itself inside a package/,
  ],
  ["an inner barrel", { "engine/src/batch/index.ts": 'export * from "./column.ts";' }, /no inner barrel/],
  [
    "siblings of a plug know each other",
    { "engine/src/kernels/pair.ts": 'import "./date.ts";' },
    /no import between siblings of kernels; found date/,
  ],
  [
    "formats know each other",
    { "engine/src/formats/json.ts": 'import "./csv.ts";' },
    /no import between siblings of formats; found csv/,
  ],
  [
    "a member knows the list",
    { "engine/src/kernels/pair.ts": 'import "./all.ts";' },
    /not to know its siblings; found all/,
  ],
  [
    "a member is named outside the list",
    { "engine/src/index.ts": 'import "./formats/csv.ts";' },
    /expected formats\/all.ts; found formats\/csv/,
  ],
  [
    "a cycle",
    { "engine/src/batch/a.ts": 'import "./b.ts";', "engine/src/batch/b.ts": 'import "./a.ts";' },
    /no cycle; found engine\/src\/batch\/a.ts -> engine\/src\/batch\/b.ts -> engine\/src\/batch\/a.ts/,
  ],
  [
    "a cycle of types",
    {
      "engine/src/batch/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;',
      "engine/src/batch/b.ts": 'export type { A as B } from "./a.ts";',
    },
    /no cycle/,
  ],
  [
    "a file of too many lines",
    { "engine/src/batch/long.ts": "export {};\n".repeat(401) },
    /at most 400 lines of code; found 401/,
  ],
  ["a folder too deep", { "engine/src/batch/a/b/c.ts": "export {};" }, /at most 2 folders below src; found 3/],
  ["source that does not parse", { "engine/src/batch/bad.ts": "export const = 1;" }, /expected source that parses/],
];

/** Expressions the engine may not hold. */
const IMPURE = [
  "Math.random()",
  'Math["random"]()',
  "Date.now()",
  "new Date()",
  "Date()",
  "new Date(2020, 1)",
  "Intl.NumberFormat",
  '"a".localeCompare("b")',
  "(1).toLocaleString()",
  "performance.now()",
  "globalThis.fetch",
];
const INEXACT = [
  "Math.pow(2, 3)",
  "2 ** 3",
  "Math.exp(1)",
  "Math.log(1)",
  "Math.sin(1)",
  "Math.cbrt(1)",
  "[1].map(Math.log2)",
  "Math",
  "(Math as any).pow",
  'Math["p" + "ow"]',
];

let root: string;

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "semblance-house-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("the house check", () => {
  test("a house that keeps every rule has no problems", () => {
    write(KEPT);
    const { problems, imports } = checkHouse(root);
    expect(problems).toEqual([]);
    expect(imports).toBe(22);
  });

  test.for(BROKEN)("complains once: %s", ([, files, complaint]) => {
    write({ ...KEPT, ...files });
    const { problems } = checkHouse(root);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(complaint);
  });

  test.for(IMPURE)("the engine may not hold %s, not even in math", (expression) => {
    write({
      ...KEPT,
      "engine/src/batch/a.ts": `export const a = ${expression};`,
      "engine/src/math/a.ts": `export const a = ${expression};`,
    });
    expect(checkHouse(root).problems).toEqual([
      expect.stringMatching(/batch\/a.ts:1: expected the same result everywhere/),
      expect.stringMatching(/math\/a.ts:1: expected the same result everywhere/),
    ]);
  });

  test.for(INEXACT)("only math may hold %s", (expression) => {
    write({
      ...KEPT,
      "engine/src/batch/a.ts": `export const a = ${expression};`,
      "engine/src/math/a.ts": `export const a = ${expression};`,
    });
    expect(checkHouse(root).problems).toEqual([expect.stringMatching(/batch\/a.ts:1: expected exact arithmetic/)]);
  });

  test("powers of big integers, comments and blank lines are free", () => {
    write({
      ...KEPT,
      "engine/src/batch/a.ts": `export const a = 10n ** 3n;\n${"// Math.pow\n\n/* ** */\n".repeat(400)}`,
    });
    expect(checkHouse(root).problems).toEqual([]);
  });

  test("a check that has seen no import fails", () => {
    write({ "engine/src/errors.ts": "export const a = 1;" });
    expect(checkHouse(root).problems).toEqual([expect.stringMatching(/expected imports to check; found none/)]);
  });

  test("an empty folder fails", () => {
    expect(checkHouse(root).problems).toHaveLength(1);
  });
});
