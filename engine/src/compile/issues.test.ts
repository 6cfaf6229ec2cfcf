import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync, Visitor } from "oxc-parser";
import { describe, expect, it } from "vitest";
import type { Issue } from "../errors.ts";
import { parseText } from "../sources/document.ts";
import { compile } from "./compile.ts";
import { prepare } from "./prepare.ts";

const engine = fileURLToPath(new URL("..", import.meta.url));
const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");

/** Codes that never reach the author of a schema. */
const INNER: ReadonlySet<string> = new Set([
  "expression/unknown-name", // compile says schema/unknown-field, which knows the table and what was meant
]);

interface Example {
  readonly code: string;
  /** How often its last line stands, the number in it counting up. */
  readonly times: number;
  readonly text: string;
}

function examplesOf(markdown: string): readonly Example[] {
  const fences = markdown.matchAll(/^```yaml\n# gives (\S+?)(?:, with the last line ([\d,]+) times)?\n(.*?)^```/gms);
  return [...fences].map(([, code = "", times = "1", text = ""]) => ({
    code,
    times: Number(times.replaceAll(",", "")),
    text,
  }));
}

function toText({ text, times }: Example): string {
  const lines = text.trimEnd().split("\n");
  const last = lines.pop() ?? "";
  const repeated = Array.from({ length: times }, (_, k) => (times === 1 ? last : last.replace("1", String(k + 1))));
  return `${[...lines, ...repeated].join("\n")}\n`;
}

async function issuesOf(text: string): Promise<readonly Issue[]> {
  const { document, issues } = parseText(text);
  return issues.length > 0 ? issues : compile(document, await prepare(document)).issues;
}

const isCode = (text: unknown): text is string =>
  typeof text === "string" && /^(schema|expression)\/[a-z]+(-[a-z]+)*$/.test(text);

/** Codes of what is imported, which is no schema yet: a table of the page lists them. */
const isImportCode = (text: unknown): text is string =>
  typeof text === "string" && /^import\/[a-z]+(-[a-z]+)*$/.test(text);

/** Every code that the engine's sources write down, and every `code` of another area that they should not. */
function codesInSources(): {
  readonly codes: ReadonlySet<string>;
  readonly imports: ReadonlySet<string>;
  readonly strays: readonly string[];
} {
  const codes = new Set<string>();
  const imports = new Set<string>();
  const strays: string[] = [];
  for (const file of globSync("**/*.ts", { cwd: engine, exclude: ["**/*.test.ts", "wasm/**", "words/**"] })) {
    const { program } = parseSync(file, readFileSync(`${engine}/${file}`, "utf8"));
    new Visitor({
      Literal: ({ value }) => void ((isCode(value) && codes.add(value)) || (isImportCode(value) && imports.add(value))),
      Property({ key, value }) {
        const isNamedCode = key.type === "Identifier" && key.name === "code" && value.type === "Literal";
        const isKnown = isNamedCode && (isCode(value.value) || isImportCode(value.value));
        if (isNamedCode && String(value.value).includes("/") && !isKnown) strays.push(String(value.value));
      },
    }).visit(program);
  }
  return { codes, imports, strays };
}

const examples = examplesOf(page);
const headings = [...page.matchAll(/^### (\S+)$/gm)].map(([, code = ""]) => code);

describe("docs/errors.md", () => {
  it("has one example under each code, and no code twice", () => {
    expect(headings.length).toBeGreaterThan(0);
    expect(examples.map(({ code }) => code)).toEqual(headings);
    expect(new Set(headings).size).toBe(headings.length);
  });

  it("lists the codes that the engine can give, and no others", () => {
    const { codes, strays } = codesInSources();
    expect(strays).toEqual([]);
    for (const code of INNER) expect(codes).toContain(code);
    expect([...codes].filter((code) => !INNER.has(code)).sort()).toEqual(headings.toSorted());
  });

  it("lists the codes of imports in a table", () => {
    const { imports } = codesInSources();
    expect(imports.size).toBeGreaterThan(0);
    for (const code of imports) expect(page).toContain(`| \`${code}\` |`);
  });

  it.each(examples)("$code: its example gives it, and says what is wrong and what to do", async (example) => {
    const issues = await issuesOf(toText(example));
    expect(issues.map(({ code }) => code)).toEqual([example.code]);
    const { message, hint = "", path } = issues[0]!;
    expect(message).toMatch(/\S.*\.$/s);
    expect(hint).not.toBe("");
    expect([path, message, hint].join("\n")).not.toMatch(/undefined|\[object|NaN|\bnull null\b/);
  });

  it("an example without its fault has no issue: the check would notice one that gives nothing", async () => {
    expect(await issuesOf("tables: { users: { fields: { id: uuid } } }")).toEqual([]);
    expect(examplesOf("```yaml\n# gives a/b, with the last line 2,000 times\nx: 1\n```\n")).toEqual([
      { code: "a/b", times: 2000, text: "x: 1\n" },
    ]);
  });
});
