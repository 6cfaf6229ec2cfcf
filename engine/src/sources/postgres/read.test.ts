import { describe, expect, test } from "vitest";
import type { CatalogueTable } from "../catalogue.ts";
import { readPostgres } from "./read.ts";

async function tableOf(sql: string): Promise<CatalogueTable> {
  const { tables } = await readPostgres(sql);
  return tables.at(-1)!;
}

describe("PostgreSQL's DDL", () => {
  test("tells keys, types, defaults and what the database computes", async () => {
    const table = await tableOf(`
      CREATE TYPE mood AS ENUM ('sad', 'it''s fine');
      CREATE TABLE t (
        id bigserial PRIMARY KEY, n smallint NOT NULL DEFAULT 7, x varchar(10) UNIQUE, c char(2), m mood,
        p numeric(8,3), z timestamptz(0), a text[], g int GENERATED ALWAYS AS (n * 2) STORED,
        i int GENERATED ALWAYS AS IDENTITY, j jsonb, w tsvector
      );`);
    const kinds = table.columns.map(({ name, type: { kind } }) => `${name} ${kind}`).join(", ");
    expect(kinds).toBe(
      "id integer, n integer, x text, c text, m enum, p decimal, z datetime, a array, g integer, i integer, j json, w other",
    );
    const [id, n, x, c, m, p, , , g, i] = table.columns;
    expect(table.primaryKey).toEqual(["id"]);
    expect([id!.identity, id!.nullable, i!.identity]).toEqual(["identity", false, "always"]);
    expect([n!.type.min, n!.type.max, n!.default?.tree]).toEqual([-32768, 32767, { op: "literal", value: 7 }]);
    expect([x!.type.length, c!.type.fixed, m!.type.values]).toEqual([10, true, ["sad", "it's fine"]]);
    expect([p!.type.precision, p!.type.scale, g!.generatedAs?.text]).toEqual([8, 3, "n * 2"]);
    expect(table.unique).toEqual([{ columns: ["x"], nullsDistinct: true }]);
  });

  test("is read from a dump with its rows, commands and later constraints", async () => {
    const { tables, notes } = await readPostgres(`
\\connect shop
SET search_path = '';
CREATE TABLE public.a (id integer NOT NULL, name text);
CREATE TABLE sales.b (a_id integer, k text);
COPY public.a (id, name) FROM stdin;
1	it's; a "trap" (
2	CREATE TABLE public.c (id int);
\\.
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN; CREATE TABLE x (y int); END; $body$;
CREATE SEQUENCE public.a_id_seq;
ALTER TABLE ONLY public.a ALTER COLUMN id SET DEFAULT nextval('public.a_id_seq'::regclass);
ALTER TABLE ONLY public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX ON sales.b USING btree (k) WHERE (k IS NOT NULL);
ALTER TABLE ONLY sales.b ADD CONSTRAINT b_fk FOREIGN KEY (a_id) REFERENCES public.a(id) DEFERRABLE;
COMMENT ON COLUMN sales.b.k IS 'kind';
CREATE TABLE broken (;
`);
    expect(tables.map(({ name, namespace }) => [namespace, name])).toEqual([
      [undefined, "a"],
      ["sales", "b"],
    ]);
    const [a, b] = tables;
    expect([a!.primaryKey, a!.columns[0]!.identity, a!.columns[0]!.nullable]).toEqual([["id"], "identity", false]);
    expect(b!.foreignKeys).toEqual([
      { name: "b_fk", columns: ["a_id"], table: "a", references: ["id"], deferrable: true },
    ]);
    expect(b!.unique[0]).toMatchObject({ columns: ["k"], where: { tree: { op: "not" } } });
    expect(b!.columns[1]!.comment).toBe("kind");
    expect(notes.map(({ text }) => text)).toEqual([expect.stringContaining("line 17: a statement cannot be read")]);
  });

  test.each([
    [
      "x > 0 AND x <= y",
      {
        op: "and",
        args: [
          { op: "binary", operator: ">" },
          { op: "binary", operator: "<=" },
        ],
      },
    ],
    [
      "(s)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])",
      { op: "in", list: [{ op: "cast" }, { op: "cast" }] },
    ],
    ["s NOT IN ('a')", { op: "not", arg: { op: "in" } }],
    ["x BETWEEN 1 AND 5", { op: "between", low: { op: "literal", value: 1 }, high: { op: "literal", value: 5 } }],
    ["s ~ '^[A-Z]$'", { op: "binary", operator: "~" }],
    ["s NOT LIKE 'a%'", { op: "not", arg: { op: "binary", operator: "like" } }],
    ["s IS NOT NULL OR length(s) = 3", { op: "or", args: [{ op: "not", arg: { op: "is-null" } }, { op: "binary" }] }],
    [
      "CASE WHEN x > 1 THEN true ELSE false END",
      { op: "case", whens: [{ when: { op: "binary" }, then: { op: "literal", value: true } }] },
    ],
    ["extract(year FROM d) > 2000", { op: "binary", left: { op: "call", name: "extract" } }],
    ["x = -1", { op: "binary", operator: "=" }],
  ])("reads the check %s", async (check, tree) => {
    const table = await tableOf(`CREATE TABLE t (x int, y int, s text, d date, CONSTRAINT c CHECK (${check}));`);
    expect(table.checks[0]).toMatchObject({ name: "c", text: check, tree });
  });

  test("takes domains, name spaces in one statement, LIKE, and partitions as part of their whole", async () => {
    const { tables } = await readPostgres(`
      CREATE DOMAIN plz AS text NOT NULL CHECK (VALUE ~ '^[0-9]{5}$');
      CREATE SCHEMA hr CREATE TABLE person (zip plz);
      CREATE TABLE copy (LIKE hr.person, extra int);
      CREATE TABLE log (at date) PARTITION BY RANGE (at);
      CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');`);
    expect(tables.map(({ name }) => name)).toEqual(["person", "copy", "log"]);
    expect(tables[0]!.columns[0]).toMatchObject({
      nullable: false,
      type: { kind: "text", checks: [{ text: "VALUE ~ '^[0-9]{5}$'" }] },
    });
    expect(tables[1]!.columns.map(({ name }) => name)).toEqual(["zip", "extra"]);
  });

  test.each(["", "no SQL at all", "SELECT 1;", "\\connect x\n"])("is missed in %j", async (text) => {
    await expect(readPostgres(text)).rejects.toThrow("there is no CREATE TABLE in it");
  });
});
