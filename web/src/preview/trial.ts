import {
  compile,
  generate,
  parseText,
  parseTree,
  pathOf,
  prepare,
  type Issue,
  type Machine,
  type Node,
} from "@semblance/engine";
import type { Trial } from "./builder-protocol.ts";
import { toTexts } from "./summarize.ts";

const ROWS = 2000;
const MOST_EXAMPLES = 6;
const TRIAL = "trial__";

type Entries = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Entries =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The document without its rules of that table, or without one of them, and with one more field that tells what the expression says. */
function withTrial(
  document: unknown,
  table: string,
  expression: string,
  skip: readonly (string | number)[] | undefined,
): unknown {
  if (!isMap(document) || !isMap(document["tables"])) return undefined;
  const found = document["tables"][table];
  if (!isMap(found) || !isMap(found["fields"])) return undefined;
  const without = (rules: unknown, path: readonly (string | number)[]): unknown =>
    Array.isArray(rules) && skip !== undefined && skip.slice(0, -1).join(".") === path.join(".")
      ? rules.filter((_, k) => k !== skip.at(-1))
      : rules;
  const own = without(found["rules"], ["tables", table, "rules"]);
  const shared = without(document["rules"], ["rules"]);
  const tried = {
    ...found,
    hidden: false,
    fields: { ...found["fields"], [TRIAL]: { type: "boolean", value: expression } },
    ...(own === undefined ? {} : { rules: own }),
  };
  const { dirty: _, ...rest } = document;
  return {
    ...rest,
    ...(shared === undefined ? {} : { rules: shared }),
    tables: { ...document["tables"], [table]: tried },
  };
}

/** The fields that an expression names, those behind references too. */
function fieldsIn(expression: string): readonly string[] {
  const names = new Set<string>();
  const tree = parseTree(expression);
  if ("issue" in tree) return [];
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) for (const inner of part) walk(inner);
    if (typeof part !== "object" || part === null || !("op" in part)) return;
    const path = pathOf(tree, part as Node);
    if (path === undefined) walk((part as { readonly args?: unknown }).args);
    else names.add(path);
  };
  walk(tree.root);
  return [...names];
}

/**
 * Tries an expression on the first rows of a table, as they are without the rule at `skip`: how many keep it (true or null), how many
 * break it, and some of both; or what is wrong with it. Rows where `when` is not true keep it.
 */
export async function trial(
  {
    text,
    table,
    expression,
    when,
    skip,
  }: {
    readonly text: string;
    readonly table: string;
    readonly expression: string;
    readonly when: string;
    readonly skip: readonly (string | number)[] | undefined;
  },
  machine: Machine,
  now: number,
): Promise<Trial> {
  const whole = when === "" ? expression : `(${when}) ? (${expression}) : true`;
  const document = withTrial(parseText(text).document, table, whole, skip);
  const artifacts = await prepare(document, { now });
  const { plan, issues } = compile(document, artifacts);
  if (plan === undefined) {
    const at = `tables.${table}.fields.${TRIAL}`;
    const own = issues.filter(({ path }) => path.startsWith(at)).map((issue): Issue => ({ ...issue, path: "" }));
    return { issues: own.length > 0 ? own : issues };
  }
  const named = new Set(fieldsIn(expression).concat(when === "" ? [] : fieldsIn(when)));
  const examples: { row: number; keeps: boolean; texts: readonly (string | null)[] }[] = [];
  let broken = 0;
  let rows = 0;
  let fields: string[] = [];
  const total = plan.tables.find(({ header }) => header.table === table)!.rows;
  for (const batch of generate(plan, { table, from: 0, to: Math.min(total, ROWS) }, machine)) {
    const names = batch.header.columns.map(({ name }) => name);
    const told = names.indexOf(TRIAL);
    const shown = names.flatMap((name, c) => (named.has(name) ? [c] : []));
    fields = shown.map((c) => names[c]!);
    for (let i = 0; i < batch.length; i++) {
      const texts = toTexts(batch, i);
      const keeps = texts[told] !== "false";
      if (!keeps) broken++;
      const alike = examples.filter((example) => example.keeps === keeps).length;
      if (alike < MOST_EXAMPLES / 2) examples.push({ row: rows + i, keeps, texts: shown.map((c) => texts[c] ?? null) });
    }
    rows += batch.length;
  }
  return {
    rows,
    kept: rows - broken,
    broken,
    fields,
    examples: examples.toSorted((a, b) => Number(a.keeps) - Number(b.keeps)),
  };
}
