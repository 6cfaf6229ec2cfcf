import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folder, semblance } from "../cli/semblance.ts";
import { startMariadb, startPostgres, type Server } from "./servers.ts";

// Rows are added to a table whose parents are in the database already, from somewhere else.

const schema = `
tables:
  customers:
    rows: 100
    fields:
      id: { type: integer, key: true, min: 1, max: 1000000 }
      registered: { type: datetime, from: 2024-01-01, to: 2024-12-31 }
      registered_day: { type: date, value: date(registered), hidden: true }
  orders:
    rows: { per: customers, min: 1, max: 4 }
    fields:
      id: { type: sequence, key: true }
      customer_id: { type: reference, to: customers.id }
      placed: { type: datetime, after: customer_id.registered, to: 2025-06-01 }
      day: { type: date, value: customer_id.registered_day }
`;
const customers = Array.from(
  { length: 30 },
  (_, k) => `(${7000 + k * 13}, '2024-02-${String((k % 28) + 1).padStart(2, "0")} 10:00:00')`,
);
const filled = [
  "CREATE TABLE customers (id int PRIMARY KEY, registered timestamp NOT NULL)",
  "CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers (id), placed timestamp NOT NULL, day date)",
  `INSERT INTO customers VALUES ${customers.join(",")}`,
  "INSERT INTO orders VALUES (41, 7000, '2024-03-01 00:00:00', NULL)",
];
const late = "SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.placed < c.registered";
const wrongDay =
  "SELECT count(*) FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.day <> date(c.registered)";
const spread = "SELECT count(DISTINCT customer_id), min(id), count(*) - count(DISTINCT id) FROM orders WHERE id > 41";

let postgres: Server;
let mariadb: Server;
beforeAll(async () => {
  [postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()]);
});
afterAll(() => Promise.all([postgres.stop(), mariadb.stop()]));

/** Adds orders; gives what is said of it, and of the rows that came. */
async function added(to: string, cwd: string, query: (sql: string) => Promise<string>): Promise<readonly unknown[]> {
  const args = ["generate", "s.yaml", "--to", to, "--append", "--tables", "orders", "--quiet"];
  const { code, stderr } = await semblance(args, { cwd });
  return [stderr, code, await query(spread), await query(late), await query(wrongDay)];
}
const right = ["", 0, "30\t42\t0", "0", "0"];

test.each(["postgres", "mariadb"] as const)(
  "%s: every parent that is there gets children, none other",
  async (name) => {
    const server = name === "postgres" ? postgres : mariadb;
    const to = await server.database("there");
    await server.query("there", filled.join(";"));
    const cwd = await folder({ "s.yaml": schema });
    expect(await added(to, cwd, (sql) => server.query("there", sql))).toEqual(right);
  },
);

test("sqlite: every parent that is there gets children, none other", async () => {
  const cwd = await folder({ "s.yaml": schema });
  const file = new DatabaseSync(join(cwd, "there.db"));
  file.exec(filled.join(";"));
  const query = (sql: string): Promise<string> => Promise.resolve(Object.values(file.prepare(sql).get()!).join("\t"));
  expect(await added("sqlite:there.db", cwd, query)).toEqual(right);
  file.close();
});
