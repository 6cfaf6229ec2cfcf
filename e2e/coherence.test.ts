import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileOf, planOf } from "./templates.ts";

const ROWS = 20_000;

/** What must never be found, by template and table: each condition is counted by DuckDB over the Parquet file. */
const never: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  user: {
    user: [
      "full_name <> first_name || ' ' || last_name",
      "age <> date_diff('year', date_of_birth, DATE '2026-01-01') - (strftime(date_of_birth, '%m%d') > '0101')::INT",
      "age < 18 OR age > 85",
      "NOT email LIKE lower(regexp_replace(first_name, '[^A-Za-z]', '', 'g')) || '%@%'",
      "split_part(email, '@', 2) NOT IN ('example.com', 'example.org', 'example.net', 'mail.example', 'post.example', 'inbox.example', 'web.example')",
      "phone NOT LIKE '%555-01__'",
      "gender NOT IN ('Male', 'Female')",
      "salary <= 0",
      "created_at > TIMESTAMPTZ '2026-01-01 00:00:00Z'",
    ],
  },
  ecommerce: {
    ecommerce: [
      "(subtotal * 100)::BIGINT <> (quantity * (unit_price * 100)::BIGINT * (100 - discount_percent) + 50) // 100",
      "total_amount <> subtotal + tax_amount + shipping_cost",
      "(tax_amount * 100)::BIGINT <> ((subtotal * 100)::BIGINT * CASE currency WHEN 'USD' THEN 7 WHEN 'GBP' THEN 20 ELSE 19 END + 50) // 100",
      "shipped_date < order_date",
      "delivered_date < shipped_date",
      "delivered_date > TIMESTAMPTZ '2026-01-01 00:00:00Z'",
      "(shipped_date IS NULL) <> (order_status IN ('pending', 'processing', 'cancelled'))",
      "(delivered_date IS NULL) <> (order_status NOT IN ('delivered', 'refunded'))",
    ],
  },
  company: {
    company: [
      "size_category <> CASE WHEN employee_count >= 5000 THEN 'Enterprise' WHEN employee_count >= 250 THEN 'Large' WHEN employee_count >= 50 THEN 'Medium' WHEN employee_count >= 10 THEN 'Small' ELSE 'Micro' END",
      "(market_cap IS NULL) <> (company_type <> 'Public')",
      "(stock_symbol IS NULL) <> (company_type <> 'Public')",
      "(stock_exchange IS NULL) <> (company_type <> 'Public')",
      "NOT starts_with(company_name, trading_name)",
      "split_part(email, '@', 2) <> replace(website, 'https://www.', '')",
    ],
  },
  customer_data: {
    customer_data: [
      "last_order < customer_since",
      "last_order > DATE '2026-01-01'",
      "country_code = 'US' AND NOT regexp_matches(postal_code, '^[0-9]{5}$')",
      "country_code = 'DE' AND (latitude < 47 OR latitude > 56 OR longitude < 5 OR longitude > 16)",
    ],
  },
  transaction_history: {
    transaction_history: [
      "total <> amount + fee",
      "(card_number IS NULL) <> (channel <> 'card')",
      "value_date < booked_at::DATE",
    ],
  },
  product_catalog: { product_catalog: ["margin <> price - cost", "cost > price", "is_available <> (stock > 0)"] },
  employees: {
    employees: ["manager_id >= employee_id", "left_on < hired_on", "(left_on IS NULL) <> (status = 'active')"],
  },
  user_profile: { user_profile: ["last_login_at < joined_at", "json_array_length(interests) NOT BETWEEN 1 AND 5"] },
};

describe("templates agree with themselves, as DuckDB counts it", () => {
  const folder = mkdtempSync(join(tmpdir(), "semblance-coherence-"));
  let duck: DuckDBConnection;
  beforeAll(async () => {
    duck = await (await DuckDBInstance.create(":memory:")).connect();
    await duck.run("SET TimeZone = 'UTC'");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const count = async (sql: string): Promise<number> => Number((await duck.runAndReadAll(sql)).getRows()[0]![0]);

  for (const [template, tables] of Object.entries(never)) {
    it(`${template} holds all its promises`, async () => {
      const plan = await planOf(template, ROWS);
      for (const [name, conditions] of Object.entries(tables)) {
        const table = plan.tables.find((t) => t.header.table === name)!;
        const file = join(folder, `${template}-${name}.parquet`);
        writeFileSync(file, fileOf(plan, table, "parquet", ROWS));
        expect(await count(`SELECT count(*) FROM '${file}'`)).toBe(ROWS);
        for (const condition of conditions)
          expect([condition, await count(`SELECT count(*) FROM '${file}' WHERE ${condition}`)]).toEqual([condition, 0]);
      }
    });
  }

  it("a unique e-mail address stays unique, and an order's customer has one address", async () => {
    const file = join(folder, "user-user.parquet");
    expect(await count(`SELECT count(*) - count(DISTINCT email) FROM '${file}'`)).toBe(0);
    const orders = join(folder, "ecommerce-ecommerce.parquet");
    expect(
      await count(
        `SELECT count(*) FROM (SELECT customer_id FROM '${orders}' GROUP BY 1 HAVING count(DISTINCT customer_email) > 1)`,
      ),
    ).toBe(0);
    expect(
      await count(
        `SELECT count(*) FROM (SELECT product_id FROM '${orders}' GROUP BY 1 HAVING count(DISTINCT (product_name, unit_price)) > 1)`,
      ),
    ).toBe(0);
  });
});
