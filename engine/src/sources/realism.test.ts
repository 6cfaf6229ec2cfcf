import { describe, expect, it } from "vitest";
import { compile } from "../compile/compile.ts";
import { toLine } from "../errors.ts";
import { rows } from "../rows.ts";
import { readPostgres } from "./postgres/read.ts";
import { toSchema } from "./to-schema.ts";

type Row = Readonly<Record<string, unknown>>;

const SHOP = `
  CREATE TABLE clients (id serial PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL,
    email varchar(120) NOT NULL UNIQUE, joined_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE tickets (id serial PRIMARY KEY, client_id int NOT NULL REFERENCES clients, status varchar(20) NOT NULL DEFAULT 'new',
    opened_at timestamptz NOT NULL, closed_at timestamptz, shelf varchar(30), CHECK (closed_at IS NULL OR closed_at > opened_at));
  CREATE TABLE invoices (number varchar(20) PRIMARY KEY, client_id int NOT NULL REFERENCES clients, issued_on date NOT NULL,
    due_on date NOT NULL, subtotal numeric(10,2) NOT NULL, tax_rate numeric(4,3) NOT NULL DEFAULT 0.2,
    tax numeric(10,2) NOT NULL, total numeric(10,2) NOT NULL, cents int NOT NULL CHECK (cents BETWEEN 999 AND 19900));
  CREATE TABLE lines (id serial PRIMARY KEY, code varchar(12) NOT NULL, qty int NOT NULL, unit_price numeric(8,2) NOT NULL,
    line_total numeric(10,2) NOT NULL);
  COMMENT ON COLUMN lines.code IS 'e.g. AB-1200';
  CREATE TABLE visits (client_id int REFERENCES clients, checked_in timestamptz, checked_out timestamptz NOT NULL,
    PRIMARY KEY (client_id, checked_in), CHECK (checked_out > checked_in));`;

const { document, notes } = toSchema(await readPostgres(SHOP), { rows: 1000 });
const schema = { now: "2026-06-15", ...document } as unknown as Parameters<typeof rows>[0];
const table = (name: string): readonly Row[] => rows(schema, name as never, { count: 150 });
const day = (value: unknown): number => new Date(value as string).getTime() / 86_400_000;

describe("rows of an imported schema", () => {
  it("compile, and every guess is told", () => {
    expect(compile(document).issues.map(toLine)).toEqual([]);
    expect(notes.filter(({ text }) => text.endsWith("by their names.")).length).toBeGreaterThanOrEqual(7);
  });

  it("e-mail addresses that no two share are their owners'", () => {
    for (const { email, first_name } of table("clients"))
      expect(String(email)).toContain(
        String(first_name)
          .toLowerCase()
          .replaceAll(/[^a-z]/g, "")
          .slice(0, 3),
      );
  });

  it("amounts are sums where names say so", () => {
    for (const { subtotal, tax_rate, tax, total } of table("invoices")) {
      expect(Number(tax)).toBeCloseTo(Number(subtotal) * Number(tax_rate), 1);
      expect(Number(total)).toBeCloseTo(Number(subtotal) + Number(tax), 6);
      expect([0, 0.2]).toContain(Number(tax_rate));
    }
    for (const { qty, unit_price, line_total } of table("lines"))
      expect(Number(line_total)).toBeCloseTo(Number(qty) * Number(unit_price), 6);
  });

  it("moments follow each other, those of a parent's row first, and are there where their state is", () => {
    const joined = new Map(table("clients").map(({ id, joined_at }) => [id, day(joined_at)]));
    for (const { client_id, issued_on, due_on } of table("invoices")) {
      expect(day(due_on) - day(issued_on)).toBeLessThanOrEqual(30);
      if (joined.has(client_id)) expect(day(issued_on)).toBeGreaterThanOrEqual(Math.floor(joined.get(client_id)!));
    }
    const tickets = table("tickets");
    expect(new Set(tickets.map(({ status }) => status))).toContain("new");
    for (const { status, closed_at } of tickets)
      expect(closed_at !== null).toBe(status === "resolved" || status === "closed");
  });

  it("a check may order moments strictly, a key's too", () => {
    for (const { checked_in, checked_out } of table("visits")) {
      expect(day(checked_out)).toBeGreaterThan(day(checked_in));
      expect(day(checked_out) - day(checked_in)).toBeLessThan(0.5);
      expect(day(checked_in)).toBeGreaterThan(day("2024-06-01"));
    }
  });

  it("codes look like the comment's example, numbers like their table's, bounds are the check's", () => {
    for (const { code } of table("lines")) expect(code).toMatch(/^AB-\d{4}$/);
    const invoices = table("invoices");
    for (const { number } of invoices) expect(number).toMatch(/^INV-\d{6}$/);
    expect(Math.max(...invoices.map(({ cents }) => Number(cents)))).toBeGreaterThan(10_000);
  });

  it("short texts are not cut", () => {
    const shelves = table("tickets").flatMap(({ shelf }) => (typeof shelf === "string" ? [shelf] : []));
    expect(shelves.every((shelf) => /^\w+( \w+){0,2}$/.test(shelf))).toBe(true);
    expect(shelves.length).toBeGreaterThan(100);
  });
});
