import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, type Server } from "../../e2e/loading/servers.ts";
import { atLeast, median, short, type Claim, type Figure } from "../claim.ts";
import { runSemblance } from "../command.ts";

const ROWS = 1_000_000;
const ROUNDS = 3;
const LEAST = 150_000;

const star = `
name: star
seed: 1
now: 2026-01-01
tables:
  customers: { rows: 50_000, fields: { id: { type: sequence, key: true }, name: person.full_name } }
  products: { rows: 2000, fields: { id: { type: sequence, key: true }, name: commerce.product_name } }
  stores: { rows: 200, fields: { id: { type: sequence, key: true }, city: address.city } }
  dates: { rows: 3650, fields: { id: { type: sequence, key: true }, day: { type: date, from: 2016-01-01, to: 2025-12-31 } } }
  sales:
    rows: ${ROWS}
    fields:
      id: { type: sequence, key: true }
      customer_id: { type: reference, to: customers.id }
      product_id: { type: reference, to: products.id }
      store_id: { type: reference, to: stores.id }
      date_id: { type: reference, to: dates.id }
      quantity: { type: integer, min: 1, max: 9 }
      amount: { type: decimal, scale: 2, min: 1, max: 900 }
      sold_at: { type: datetime, from: 2020-01-01, to: 2025-12-31 }
      status: { type: category, values: [open, paid, void] }
`;

/** Rows of sales per second, from the start of the process to its end. */
async function loadSales(server: Server, schema: string, to: string): Promise<number> {
  await server.query("star", "TRUNCATE sales");
  const { seconds } = await runSemblance("generate", schema, "--to", to, "--tables", "sales");
  return ROWS / seconds;
}

/** Binary COPY into a table with a primary key and four foreign keys, on a private server that syncs no disk. */
export const loading: Claim = {
  name: "loading",
  says: "a million rows into PostgreSQL with a primary key and four foreign keys on",
  async measure(): Promise<readonly Figure[]> {
    const server = await startPostgres();
    const folder = mkdtempSync(join(tmpdir(), "semblance-bench-"));
    try {
      const schema = join(folder, "star.yaml");
      writeFileSync(schema, star);
      const to = await server.database("star");
      await runSemblance("generate", schema, "--to", to, "--create-tables");
      const whole: number[] = [];
      for (let round = 0; round < ROUNDS; round++) whole.push(await loadSales(server, schema, to));
      // The server's own checks, row by row: for a user who may not leave them to us.
      const owned = ["customers", "products", "stores", "dates", "sales"].map((t) => `ALTER TABLE ${t} OWNER TO plain`);
      await server.query(
        "star",
        ["CREATE ROLE plain LOGIN", "GRANT ALL ON SCHEMA public TO plain", ...owned].join(";"),
      );
      const rows = await loadSales(server, schema, to.replace("postgres@", "plain@"));
      return [
        atLeast("keys of a chunk checked together, whole process", Math.round(median(whole)), LEAST, " rows/s"),
        { what: "keys checked by the server row by row, whole process", value: `${short(rows)} rows/s` },
      ];
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
