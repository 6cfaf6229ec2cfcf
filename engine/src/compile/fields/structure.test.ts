import { expect, test } from "vitest";
import { readRow, type Cell } from "../../batch/cells.ts";
import { toLine, type Issue } from "../../errors.ts";
import { generate } from "../../plan/generate.ts";
import { compile } from "../compile.ts";

type Row = { readonly [name: string]: Cell };

function rowsOf(tables: Record<string, { rows: number; fields: object }>, name = "t", seed = 1): Row[] {
  const { plan, issues } = compile({ seed, now: "2026-01-31", tables });
  if (plan === undefined) throw new Error(issues.map(toLine).join("\n"));
  const all: Row[] = [];
  for (const batch of generate(plan, { table: name, from: 0, to: tables[name]!.rows }))
    for (let i = 0; i < batch.length; i++) all.push(readRow(batch, i));
  return all;
}

const rows = (fields: object, count = 500): Row[] => rowsOf({ t: { rows: count, fields } });
const issuesOf = (fields: object, tables: object = {}): readonly Issue[] =>
  compile({ tables: { t: { rows: 10, fields }, ...tables } }).issues;

test("objects parse as JSON, whatever stands in them", () => {
  const all = rows({
    n: { type: "integer", null: 0.3 },
    o: {
      type: "object",
      fields: {
        'a"b\\': { type: "constant", value: 'quote " backslash \\ line\nbell\u0007 é 😀' },
        id: "uuid",
        n: { type: "decimal", null: 0.5 },
        when: "datetime",
        day: "date",
        long: "duration",
        yes: "boolean",
        x: "float",
        word: "text.word",
        copy: { type: "expression", value: "n" },
        inner: {
          type: "object",
          fields: { list: { type: "array", of: { type: "object", fields: { k: "integer" } }, min: 0, max: 3 } },
        },
      },
    },
    empty: { type: "object", fields: {} },
  });
  let nulls = 0;
  for (const row of all) {
    const o = row["o"] as Record<string, Cell>;
    expect(Object.keys(o)).toEqual(['a"b\\', "id", "n", "when", "day", "long", "yes", "x", "word", "copy", "inner"]);
    expect(o['a"b\\']).toBe('quote " backslash \\ line\nbell\u0007 é 😀');
    expect(o["id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(typeof o["yes"] === "boolean" && typeof o["x"] === "number" && typeof o["word"] === "string").toBe(true);
    expect(o["copy"]).toBe(row["n"]);
    expect((o["inner"] as { list: object[] }).list.length).toBeLessThanOrEqual(3);
    if (o["n"] === null) nulls++;
    expect(row["empty"]).toEqual({});
  }
  expect(Math.abs(nulls - 250)).toBeLessThan(5 * Math.sqrt(125));
});

test("arrays have between min and max elements, all of them drawn anew", () => {
  const all = rows({
    a: { type: "array", of: { type: "integer", min: 1, max: 1000 }, min: 0, max: 6 },
    j: { type: "array", of: "text.word", min: 2, max: 2, join: "; " },
    z: { type: "array", of: "integer", max: 0, min: 0 },
  });
  const lengths = new Set(all.map((row) => (row["a"] as number[]).length));
  expect([...lengths].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(all.filter((row) => new Set(row["a"] as number[]).size < (row["a"] as number[]).length).length).toBeLessThan(
    40,
  );
  for (const row of all) expect((row["j"] as string).split("; ")).toHaveLength(2);
  expect(all[0]!["z"]).toEqual([]);
  expect(issuesOf({ a: { type: "array", of: "integer", min: 4, max: 2 } })[0]?.path).toBe("tables.t.fields.a.min");
});

test("faces agree within an object, and each object has a person of its own", () => {
  const all = rows({
    name: "person.full_name",
    a: { type: "object", fields: { first: "person.first_name", full: "person.full_name" } },
    b: { type: "object", fields: { first: "person.first_name", row: { type: "person.full_name", from: "name" } } },
  });
  for (const { name, a, b } of all as { name: string; a: Record<string, string>; b: Record<string, string> }[]) {
    expect(a["full"]!.startsWith(a["first"]!)).toBe(true);
    expect(b["row"]).toBe(name);
  }
  expect(all.filter(({ a, b }) => (a as Row)["first"] === (b as Row)["first"]).length).toBeLessThan(50);
});

test("complaints about nested fields say where they stand", () => {
  expect(issuesOf({ o: { type: "object", fields: { x: "intger" } } })).toMatchObject([
    { path: "tables.t.fields.o.fields.x.type", code: "schema/unknown-type", hint: "Did you mean integer?" },
  ]);
  expect(
    issuesOf({ o: { type: "array", of: { type: "object", fields: { x: { type: "integer", min: 5, max: 1 } } } } })[0]
      ?.path,
  ).toMatch(/^tables\.t\.fields\.o\.of\.fields\.x/);
  expect(issuesOf({ o: { type: "object", fields: { x: { type: "integer", wrong: 1 } } } })[0]?.message).toMatch(
    /wrong/,
  );
  expect(issuesOf({ o: { type: "one_of", options: [{ field: { type: "uuid", unique: true } }] } })[0]?.code).toBe(
    "schema/unique-unsupported",
  );
});

test("one of several fields comes as often as its weight says, nulls and all", () => {
  const all = rows(
    {
      same: {
        type: "one_of",
        options: [
          { weight: 3, field: { type: "integer", min: 0, max: 9 } },
          { weight: 1, field: { type: "integer", min: 100, max: 109, null: 0.5 } },
        ],
      },
      words: {
        type: "one_of",
        options: [
          { field: { type: "category", values: ["a", "b"] } },
          { field: { type: "category", values: ["b", "c"] } },
        ],
      },
      mixed: {
        type: "one_of",
        options: [{ field: "uuid" }, { field: "integer" }, { field: { type: "constant", value: null } }],
      },
      ids: { type: "one_of", options: [{ field: "uuid" }, { field: { type: "uuid", version: 7 } }] },
    },
    8000,
  );
  const share = (test: (row: Row) => boolean, expected: number): void => {
    const found = all.filter(test).length;
    expect(Math.abs(found - 8000 * expected)).toBeLessThan(5 * Math.sqrt(8000 * expected * (1 - expected)));
  };
  share((row) => row["same"] !== null && (row["same"] as number) < 10, 0.75);
  share((row) => row["same"] === null, 0.125);
  share((row) => row["words"] === "b", 0.5);
  share((row) => row["mixed"] === null, 1 / 3);
  share((row) => typeof row["mixed"] === "string" && /^\d+$/.test(row["mixed"]), 1 / 3);
  share((row) => (row["ids"] as string)[14] === "7", 0.5);
});

test("templates fill in fields, also of rows referred to", () => {
  const tables = {
    p: { rows: 20, fields: { id: "uuid", name: { type: "regex", pattern: "[a-z]{6}" } } },
    t: {
      rows: 300,
      fields: {
        p: { type: "reference", to: "p.id" },
        n: { type: "integer", null: 0.4 },
        a: { type: "template", template: "{{p.name}}/{{ n }}!" },
        b: { type: "template", template: "{{p.name}}/{{n}}!", skip_null: true },
        c: { type: "template", template: "plain" },
      },
    },
  };
  const names = new Map(rowsOf(tables, "p").map((row) => [row["id"], row["name"] as string]));
  for (const row of rowsOf(tables)) {
    const name = names.get(row["p"]) ?? "";
    const n = row["n"] as number | null;
    expect(row["a"]).toBe(n === null ? null : `${name}/${n}!`);
    expect(row["b"]).toBe(`${name}/${n ?? ""}!`);
    expect(row["c"]).toBe("plain");
  }
  expect(issuesOf({ a: { type: "template", template: "{{b}} {{}}" } })).toHaveLength(2);
});

test("references exist, spread as asked, and can be one to one", () => {
  const tables = {
    p: { rows: 50, fields: { id: { type: "id.short", key: true } } },
    t: {
      rows: 5000,
      fields: {
        id: "sequence",
        u: { type: "reference", to: "p.id" },
        z: { type: "reference", to: "p.id", distribution: { zipf: { s: 1.3 } } },
        boss: { type: "reference", to: "t.id" },
      },
    },
  };
  const ids = new Set(rowsOf(tables, "p").map((row) => row["id"]));
  const all = rowsOf(tables);
  const counts = (field: string): number[] => {
    const count = new Map<Cell, number>();
    for (const row of all) count.set(row[field]!, (count.get(row[field]!) ?? 0) + 1);
    return [...count.values()].toSorted((a, b) => b - a);
  };
  for (const row of all) expect(ids.has(row["u"]) && ids.has(row["z"])).toBe(true);
  expect(counts("u")[0]).toBeLessThan(160);
  expect(counts("z")[0]).toBeGreaterThan(1000);
  expect(all[0]!["boss"]).toBeNull();
  for (const row of all.slice(1)) expect(row["boss"] as number).toBeLessThan(row["id"] as number);
  const once = rowsOf({ p: tables.p, t: { rows: 50, fields: { u: { type: "reference", to: "p.id", unique: true } } } });
  expect(new Set(once.map((row) => row["u"])).size).toBe(50);
});

test("references that lead nowhere say so, with what was probably meant", () => {
  const parents = { customers: { rows: 5, fields: { id: "uuid" } }, none: { rows: 0, fields: { id: "uuid" } } };
  const issue = (to: string): Issue | undefined => issuesOf({ r: { type: "reference", to } }, parents)[0];
  expect(issue("customer.id")).toMatchObject({ code: "schema/unknown-table", path: "tables.t.fields.r.to" });
  expect(issue("customers.idd")).toMatchObject({ code: "schema/unknown-field", hint: "Did you mean id?" });
  expect(issue("none.id")?.code).toBe("schema/no-rows");
  expect(issue("customers")?.code).toBe("schema/reference");
  expect(issue("t.r")?.code).toBe("schema/cycle");
});

test("maps look up words, numbers and truth values; what they lack is the default or null", () => {
  const all = rows({
    s: { type: "category", values: ["a", "b", "c"], null: 0.2 },
    n: { type: "integer", min: 1, max: 3 },
    yes: "boolean",
    w: { type: "map", from: "s", values: { a: "A", b: "B" }, default: "?" },
    x: { type: "map", from: "s", values: { a: 1.5, b: 2 } },
    m: { type: "map", from: "n", values: { 1: true, 2: false, 3: true } },
    y: { type: "map", from: "yes", values: { true: "on", false: "off" } },
  });
  for (const row of all) {
    const s = row["s"] as string | null;
    expect(row["w"]).toBe(s === null ? null : ({ a: "A", b: "B" }[s] ?? "?"));
    expect(row["x"]).toBe(s === null ? null : ({ a: 1.5, b: 2 }[s] ?? null));
    expect(row["m"]).toBe(row["n"] !== 2);
    expect(row["y"]).toBe(row["yes"] === true ? "on" : "off");
  }
});

test("constants and expressions have the kind of their value", () => {
  const [row] = rows(
    {
      a: { type: "constant", value: 5 },
      b: { type: "constant", value: "x" },
      c: { type: "constant", value: true },
      d: { type: "constant", value: null },
      e: { type: "constant", value: 2.5 },
      f: { type: "expression", value: "a + 1" },
    },
    1,
  );
  expect(row).toEqual({ a: 5, b: "x", c: true, d: null, e: 2.5, f: 6 });
  expect(issuesOf({ f: "expression" })[0]?.code).toBe("schema/no-value");
});

test("a unique reference points to what is unique, and then has each value once", () => {
  const fields = { id: { type: "sequence", key: true }, color: { type: "category", values: ["red", "blue"] } };
  const parents = { rows: 20, fields };
  const to = (field: string): object => ({ p: { type: "reference", to: `parents.${field}`, unique: true } });
  const all = rowsOf({ parents, t: { rows: 20, fields: to("id") } });
  expect(new Set(all.map(({ p }) => p)).size).toBe(20);
  expect(issuesOf(to("color"), { parents }).map(({ code }) => code)).toEqual(["schema/unique-unsupported"]);
  expect(compile({ tables: { parents, t: { rows: 21, fields: to("id") } } }).issues[0]?.code).toBe(
    "schema/unique-capacity",
  );
});

test("rows per parent follow the first reference that asks for no distribution", () => {
  const { plan, issues } = compile({
    tables: {
      parents: { rows: 20, fields: { id: "sequence" } },
      t: {
        rows: { per: "parents", min: 3, max: 3 },
        fields: {
          liked: { type: "reference", to: "parents.id", distribution: "zipf" },
          owner: { type: "reference", to: "parents.id" },
        },
      },
    },
  });
  expect(issues).toEqual([]);
  const owners: Cell[] = [];
  for (const batch of generate(plan!, { table: "t", from: 0, to: 60 }))
    for (let i = 0; i < batch.length; i++) owners.push(readRow(batch, i)["owner"]!);
  expect(owners).toEqual(Array.from({ length: 60 }, (_, i) => Math.floor(i / 3) + 1));
});
