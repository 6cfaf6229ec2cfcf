/** Customers, orders and lines: a key of several columns, every simple kind, nulls and texts that need care. */
export const shop = `
name: shop
seed: 7
now: 2026-01-31
tables:
  customers:
    rows: 300
    fields:
      id: { type: sequence, key: true }
      name: person.full_name
      note: { type: category, values: ["plain", "a, b", 'said "no"', 'back\\slash', "", "NULL"], null: 0.2 }
      born: { type: date, from: 1950-01-01, to: 2005-12-31 }
      active: { type: boolean, null: 0.1 }
  orders:
    rows: 2_000
    fields:
      id: { type: sequence, key: true }
      customer_id: { type: reference, to: customers.id }
      token: uuid
      total: { type: decimal, scale: 2, min: -100, max: 90000 }
      score: { type: float, min: -1, max: 1 }
      placed_at: { type: datetime, from: 2020-01-01, to: 2025-12-31 }
  lines:
    rows: { per: orders, min: 1, max: 4 }
    fields:
      order_id: { type: reference, to: orders.id, key: true }
      line_no: { type: ordinal, from: 1, key: true }
      quantity: { type: integer, min: 1, max: 9 }
`;

/** Departments have a head, employees a department and a boss. */
export const circle = `
name: circle
seed: 3
now: 2026-01-31
tables:
  departments:
    rows: 20
    fields:
      id: { type: sequence, key: true }
      head_id: { type: reference, to: employees.id }
  employees:
    rows: 5_000
    fields:
      id: { type: sequence, key: true }
      department_id: { type: reference, to: departments.id }
      boss_id: { type: reference, to: employees.id, tree: { levels: [0.01, 0.09, 0.9] } }
`;

/** As the databases declare them, for dialects with ALTER TABLE. */
export const circleDdl = [
  "CREATE TABLE departments (id bigint PRIMARY KEY, head_id bigint NOT NULL)",
  "CREATE TABLE employees (id bigint PRIMARY KEY, department_id bigint NOT NULL REFERENCES departments (id), boss_id bigint REFERENCES employees (id))",
  "ALTER TABLE departments ADD CONSTRAINT heads FOREIGN KEY (head_id) REFERENCES employees (id)",
].join(";");

/** One table whose load takes some hundred chunks. */
export const long = `
name: long
seed: 5
tables:
  events:
    rows: 60_000
    fields:
      id: { type: sequence, key: true }
      kind: { type: category, values: [a, b, c] }
`;
