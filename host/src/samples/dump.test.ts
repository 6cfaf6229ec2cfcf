import { readMysql, toSchema } from "@semblance/engine";
import { expect, test } from "vitest";
import { learnRows } from "./dump.ts";

const COUNTRIES = ["Germany", "Germany", "Germany", "USA"];
const CITIES = ["Berlin", "München", "Köln", "Boston"];
const day = (k: number): string => new Date(Date.UTC(2020, 0, 1) + k * 86_400_000).toISOString().slice(0, 10);

const SCRIPT = `
CREATE TABLE kinds (kind_id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, rate DECIMAL(4,2) NOT NULL);
CREATE TABLE customers (id INT PRIMARY KEY, first_name VARCHAR(40), city VARCHAR(60), country VARCHAR(60));
CREATE TABLE orders (
  order_id INT PRIMARY KEY, customer_id INT NOT NULL, kind_id INT NOT NULL, code CHAR(6) NOT NULL, state VARCHAR(20),
  price DOUBLE, ordered_on DATETIME NOT NULL, arrived_on DATE,
  FOREIGN KEY (customer_id) REFERENCES customers (id), FOREIGN KEY (kind_id) REFERENCES kinds (kind_id)
);
INSERT INTO kinds VALUES (1, 'Small', 0.19), (2, 'Large', 0.07), (3, 'Odd', 0.00);
INSERT INTO customers (id, country, city, first_name) VALUES ${Array.from({ length: 40 }, (_, k) => `(${k + 1}, '${COUNTRIES[k % 4]}', '${CITIES[k % 4]}', 'Anna')`).join(", ")};
INSERT INTO orders VALUES ${Array.from(
  { length: 200 },
  (_, k) =>
    `(${k + 501}, ${(k % 40) + 1}, ${(k % 3) + 1}, 'AB-${String(k).padStart(3, "0")}', '${k % 4 === 0 ? "sent" : "paid"}', ${(k * 1.1).toFixed(8)}, '${day(k)} 00:00:00', ${k % 5 === 0 ? "NULL" : `'${day(k + (k % 9))}'`})`,
).join(",\n")};
`;

test("rows of a dump give its schema their numbers, shares, ranges, order and lists", async () => {
  const { tables, notes } = await learnRows(readMysql(SCRIPT), SCRIPT, "mysql");
  expect(tables.map(({ rows }) => rows)).toEqual([3, 40, 200]);
  expect(notes[0]!.text).toMatch(/^243 rows of 3 tables were read/);
  const { document } = toSchema({ origin: "mysql", tables, notes: [] });
  const fields = (name: string) =>
    (document["tables"] as Record<string, { fields: Record<string, unknown> }>)[name]!.fields;
  expect(fields("kinds")).toEqual({
    kind_id: { type: "sequence", key: true },
    name: { type: "map", from: "kind_id", values: { 1: "Small", 2: "Large", 3: "Odd" } },
    rate: { type: "map", from: "kind_id", values: { 1: 0.19, 2: 0.07, 3: 0 } },
  });
  const countries = { DE: 0.75, US: 0.25 };
  expect(fields("customers")).toMatchObject({
    first_name: { type: "person.first_name" }, // no name of anybody is taken over
    city: { type: "address.city", countries },
    country_iso: { type: "address.country_code", countries, hidden: true },
    country: { type: "map", from: "country_iso", values: { DE: "Germany", US: "USA" } },
  });
  expect(fields("orders")).toMatchObject({
    order_id: { type: "sequence", from: 501 },
    code: { type: "regex", pattern: "AB-[0-9]{3}" },
    state: { type: "category", values: { paid: 0.75, sent: 0.25 } },
    price: { type: "decimal", min: 0, max: 218.9 },
    ordered_on: { type: "date", from: "2020-01-01", to: "2020-07-18", ordered: true },
    arrived_on: { type: "date", after: "ordered_on", within: "8d", null: 0.2 },
  });
});

test("rows that cannot be read, and those of no table, say nothing", async () => {
  const broken = `CREATE TABLE a (x INT);\nINSERT INTO a VALUES (1), ('`;
  const catalogue = readMysql("CREATE TABLE a (x INT);");
  const { tables, notes } = await learnRows(catalogue, broken, "mysql");
  expect([tables, notes.map(({ text }) => text.slice(0, 24))]).toEqual([
    catalogue.tables,
    ["its rows cannot be read,"],
  ]);
  expect(await learnRows(catalogue, "INSERT INTO b VALUES (1);", "mysql")).toBe(catalogue);
});
