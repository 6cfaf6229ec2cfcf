import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../compile/compile.ts";
import { toLine } from "../errors.ts";
import { rows } from "../rows.ts";
import type { Catalogue, Imported } from "./catalogue.ts";
import { readPostgres } from "./postgres/read.ts";
import { readMysql } from "./sql/mysql.ts";
import { readSqlite } from "./sql/sqlite.ts";
import { readSqlServer } from "./sql/sqlserver.ts";
import { toSchema } from "./to-schema.ts";

const READERS: Readonly<Record<string, (text: string) => Catalogue | Promise<Catalogue>>> = {
  mysql: readMysql,
  sqlite: readSqlite,
  sqlserver: readSqlServer,
  postgres: readPostgres,
};
const files = globSync(`${import.meta.dirname}/fixtures/*.sql`);

interface Document {
  readonly tables: Readonly<
    Record<
      string,
      {
        readonly rows: number;
        readonly target?: string;
        readonly unique?: readonly (readonly string[])[];
        readonly fields: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
        readonly rules?: readonly Readonly<Record<string, unknown>>[];
      }
    >
  >;
}

const documentOf = ({ document }: Imported): Document => document as unknown as Document;
const importOf = async (sql: string, total?: number): Promise<Imported> =>
  toSchema(await readPostgres(sql), total === undefined ? {} : { rows: total });
const complaintsOf = ({ document }: Imported): readonly string[] => compile(document).issues.map(toLine);
const fieldsOf = async (columns: string): Promise<Document["tables"][string]["fields"]> => {
  const imported = await importOf(`CREATE TABLE t (${columns});`);
  expect(complaintsOf(imported)).toEqual([]);
  return documentOf(imported).tables["t"]!.fields;
};

describe("schemas of others", () => {
  it("are there", () => {
    expect(files.length).toBeGreaterThanOrEqual(9);
  });

  it.each(files.map((file) => [basename(file), file] as const))(
    "%s: imports, compiles and generates",
    async (name, file) => {
      const catalogue = await READERS[name.split(".")[1]!]!(readFileSync(file, "utf8"));
      const imported = toSchema(catalogue, { rows: 4000 });
      expect(complaintsOf(imported)).toEqual([]);
      const { tables } = documentOf(imported);
      const total = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
      expect(total).toBeGreaterThan(2000);
      expect(total).toBeLessThan(5000);
      for (const [table, { rows: count, fields }] of Object.entries(tables)) {
        const made = rows(imported.document as { tables: Record<string, never> }, table, {
          from: 0,
          count: Math.min(count, 200),
        });
        const { columns } = catalogue.tables.find(
          (each) => each.name === table || `${each.namespace}_${each.name}` === table,
        )!;
        for (const { name: column, nullable, type } of columns) {
          const field = fields[column];
          if (field === undefined || field["hidden"] === true) continue;
          const cells = made.map((row) => (row as Record<string, unknown>)[column]);
          if (!nullable) expect(cells, `${table}.${column}`).not.toContain(null);
          for (const cell of cells)
            if (typeof cell === "string" && type.kind === "text" && type.length !== undefined)
              expect([...cell].length, `${table}.${column}`).toBeLessThanOrEqual(type.length);
        }
      }
    },
  );

  it("is the same schema each time", async () => {
    const text = readFileSync(
      files.find((file) => file.endsWith("every-kind.postgres.sql"))!,
      "utf8",
    );
    expect(await importOf(text)).toEqual(await importOf(text));
  });
});

describe("keys", () => {
  it("number, are codes within their length, and caps rows to what they tell apart", async () => {
    const imported = await importOf(
      "CREATE TABLE t (id smallint PRIMARY KEY); CREATE TABLE u (c char(1) PRIMARY KEY);",
      100_000,
    );
    expect(complaintsOf(imported)).toEqual([]);
    const { tables } = documentOf(imported);
    expect(tables["t"]).toMatchObject({ rows: 65_536, fields: { id: { type: "sequence", from: -32_768, key: true } } });
    expect(tables["u"]).toMatchObject({ rows: 26, fields: { c: { type: "pattern", pattern: "?", key: true } } });
    expect(imported.notes.map(({ path }) => path)).toContain("u");
  });

  it("of several columns stay one key, and references keep theirs together", async () => {
    const imported = await importOf(`
      CREATE TABLE stock (w varchar(4), bin int, PRIMARY KEY (w, bin));
      CREATE TABLE lines (id int PRIMARY KEY, w varchar(4) NOT NULL, bin int NOT NULL, FOREIGN KEY (w, bin) REFERENCES stock);
      CREATE TABLE tags (a int REFERENCES lines, b int REFERENCES lines, PRIMARY KEY (a, b));`);
    expect(complaintsOf(imported)).toEqual([]);
    const { stock, lines, tags } = documentOf(imported).tables;
    expect([stock!.fields["w"]!["key"], stock!.fields["bin"]!["key"]]).toEqual([true, true]);
    expect(lines!.fields["w"]).toEqual({ type: "reference", to: "stock.w" });
    expect(lines!.fields["bin"]).toEqual({ type: "reference", to: "stock.bin", with: "w" });
    expect(tags!.fields["a"]).toEqual({ type: "reference", to: "lines.id", key: true });
  });

  it("unique ones: alone, together, partial, and with nulls that are alike", async () => {
    const imported = await importOf(`
      CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b text, c int NOT NULL, d int, e int, UNIQUE (b, c));
      CREATE UNIQUE INDEX i ON t (d) WHERE a > 3; CREATE UNIQUE INDEX j ON t (e) NULLS NOT DISTINCT;`);
    expect(complaintsOf(imported)).toEqual([]);
    const { t } = documentOf(imported).tables;
    expect(t!.unique).toEqual([["b", "c"]]);
    for (const name of ["a", "d", "e"]) expect(t!.fields[name]!["unique"]).toBe(true);
    expect(t!.fields["e"]!["null"]).toBeUndefined();
    expect(imported.notes.some(({ path, text }) => path === "t.d" && text.includes("unique where"))).toBe(true);
  });

  it("circles and tables that refer to themselves compile", async () => {
    const imported = await importOf(`
      CREATE TABLE departments (id int PRIMARY KEY, head_id int NOT NULL UNIQUE);
      CREATE TABLE employees (id int PRIMARY KEY, department_id int NOT NULL REFERENCES departments, boss_id int REFERENCES employees);
      ALTER TABLE departments ADD FOREIGN KEY (head_id) REFERENCES employees;`);
    expect(complaintsOf(imported)).toEqual([]);
    const { departments, employees } = documentOf(imported).tables;
    expect(employees!.fields["boss_id"]).toMatchObject({ distribution: "earlier" });
    expect(departments!.rows).toBeLessThanOrEqual(employees!.rows);
  });

  it("tables of one name in two name spaces get names of their own, and a target", async () => {
    const imported = await importOf(
      "CREATE TABLE a.t (id int PRIMARY KEY); CREATE TABLE b.t (id int PRIMARY KEY); CREATE TABLE b.u (x int);",
    );
    const { tables } = documentOf(imported);
    expect(Object.entries(tables).map(([name, { target }]) => [name, target])).toEqual([
      ["a_t", "a.t"],
      ["b_t", "b.t"],
      ["u", "b.u"],
    ]);
  });
});

describe("checks", () => {
  it("of one column and constants become the field's own range, words or pattern", async () => {
    const fields = await fieldsOf(`a int NOT NULL CHECK (a BETWEEN 3 AND 9), b text NOT NULL CHECK (b IN ('x', 'y')),
      c text NOT NULL CHECK (c ~ '^[A-Z]{3}$'), d numeric(6,2) NOT NULL CHECK (d > 0 AND d < 5), e date NOT NULL CHECK (e >= '2020-01-01' AND e < '2021-01-01'),
      f text NOT NULL CHECK (length(f) = 5), g int NOT NULL CHECK (g IN (1, 2, 4)), h text NOT NULL CHECK (h = lower(h)), i int CHECK (i IS NULL OR i > 100)`);
    expect(fields["a"]).toMatchObject({ min: 3, max: 9 });
    expect(fields["b"]).toEqual({ type: "category", values: ["x", "y"] });
    expect(fields["c"]).toEqual({ type: "regex", pattern: "[A-Z]{3}" });
    expect(fields["d"]).toMatchObject({ min: 0.01, max: 4.99, scale: 2 });
    expect(fields["e"]).toEqual({ type: "date", from: "2020-01-01", to: "2020-12-31" });
    expect(fields["f"]).toEqual({ type: "pattern", pattern: "?####" });
    expect(fields["g"]).toMatchObject({ distribution: { values: { 1: 1, 2: 1, 4: 1 } } });
    expect(fields["h"]).toMatchObject({ type: "regex" });
    expect(fields["i"]).toMatchObject({ min: 101 });
  });

  it("between columns become rules, moments `after`, and what cannot be said becomes a note with its text", async () => {
    const imported =
      await importOf(`CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL, s text NOT NULL,
      p timestamp NOT NULL, q timestamp NOT NULL, r timestamp, CHECK (a <= b), CHECK (q >= p), CHECK (r <= p),
      CHECK (CASE WHEN a > 5 THEN b > 6 ELSE true END), CHECK (to_tsvector(s) IS NOT NULL));`);
    expect(complaintsOf(imported)).toEqual([]);
    const { t } = documentOf(imported).tables;
    expect(t!.rules).toEqual([{ check: "a <= b" }, { check: "a > 5 ? b > 6 : true" }]);
    expect(t!.fields["q"]).toMatchObject({ after: "p" });
    expect(t!.fields["r"]).toMatchObject({ before: "p" });
    expect(imported.notes.some(({ text }) => text.includes("to_tsvector(s)"))).toBe(true);
  });

  it("of domains and partitions count as the column's", async () => {
    const imported = await importOf(`CREATE DOMAIN pct AS int CHECK (VALUE >= 0 AND VALUE <= 100);
      CREATE TABLE t (id int, p pct NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
      CREATE TABLE t1 PARTITION OF t FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
      CREATE TABLE t2 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');`);
    const { tables } = documentOf(imported);
    expect(Object.keys(tables)).toEqual(["t"]);
    expect(tables["t"]!.fields["at"]).toMatchObject({ from: "2023-01-01", to: "2024-12-31" });
    expect(Number(tables["t"]!.fields["p"]!["max"])).toBeLessThanOrEqual(100);
  });

  it("columns that the database computes are kept hidden, so that no load writes them", async () => {
    const imported = await importOf(
      "CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) STORED, c text GENERATED ALWAYS AS (md5('x')) STORED);",
    );
    expect(complaintsOf(imported)).toEqual([]);
    const { fields } = documentOf(imported).tables["t"]!;
    expect(fields["b"]).toEqual({ type: "integer", value: "a * 2", hidden: true });
    expect(fields["c"]).toBeUndefined();
  });
});

describe("names", () => {
  it("choose the generator, with type and length as the judge", async () => {
    const fields =
      await fieldsOf(`email varchar(80) NOT NULL, "custEmail" text NOT NULL, zip varchar(10) NOT NULL, latitude double precision NOT NULL,
      country char(2) NOT NULL, country_name varchar(60) NOT NULL, iban varchar(34) NOT NULL, first_name varchar(40) NOT NULL, phone text NOT NULL,
      "First Name" text NOT NULL, quantity int NOT NULL, sku text NOT NULL, state char(2) NOT NULL, email_verified boolean NOT NULL, email_code char(3) NOT NULL`);
    const types = Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]));
    expect(types).toEqual({
      email: "internet.email",
      custEmail: "internet.email",
      zip: "address.postal_code",
      latitude: "float",
      country: "address.country_code",
      country_name: "address.country",
      iban: "finance.iban",
      first_name: "person.first_name",
      phone: "phone.number",
      "First Name": "person.first_name",
      quantity: "integer",
      sku: "sku",
      state: "address.region_code",
      email_verified: "boolean",
      email_code: "pattern",
    });
    expect(fields["email"]!["max_length"]).toBe(80);
  });

  it("order moments: what is created is never after what is changed, and no NOT NULL moment follows a null", async () => {
    const fields = await fieldsOf("created_at timestamp NOT NULL, shipped_at timestamp, updated_at timestamp NOT NULL");
    expect(fields["shipped_at"]).toMatchObject({ after: "created_at" });
    expect(fields["updated_at"]).toMatchObject({ after: "created_at" });
  });
});
