import { expect, test } from "vitest";
import { describe as read } from "./describe.ts";

/** Fields of the first table. */
function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const { document } = read(text);
  return Object.values(document.tables as Record<string, { fields: Record<string, unknown> }>)[0]!.fields;
}

test("a share behind money is that part of what it is of, behind a rate the rate, and before a name how often it is true", () => {
  expect(fieldsOf("products with price, tax 20%, discount 10%")).toMatchObject({
    tax: { type: "decimal", scale: 2, value: "0.2 * price" },
    discount: { type: "decimal", scale: 2, value: "0.1 * price" },
  });
  expect(fieldsOf("loans with amount, interest rate of 4.5%")).toMatchObject({
    interest_rate: { type: "constant", value: 4.5 },
  });
  expect(fieldsOf("80 employees with net, gross, tax 25%")).toMatchObject({ tax: { value: "0.25 * gross" } });
  expect(fieldsOf("invoices with VAT 19%")).toEqual({ vat: { type: "constant", value: 19 } });
  expect(fieldsOf("orders with amount, 30% discount")).toMatchObject({ discount: { type: "boolean", share: 0.3 } });
  expect(fieldsOf("users with churn rate 20%")).toMatchObject({ churn: { type: "boolean", share: 0.2 } });
});

test.each([
  ["employees with name, manager, vacation days", { manager: "person.full_name", vacation_days: "integer" }],
  ["patients with blood pressure, symptoms", { blood_pressure: "regex", symptoms: "category" }],
  ["bookings with guests, room number", { guests: "integer", room_number: "integer" }],
  ["flights with gate, aircraft", { gate: "regex", aircraft: "category" }],
  ["logs with level, message", { level: "log.level" }],
])("names of trades: %s", (text, types) => {
  const fields = fieldsOf(text);
  for (const [name, type] of Object.entries(types)) expect(fields[name], name).toMatchObject({ type });
});

test.each([
  ["a csv file of customers with name and email", "customers", "csv", ["name", "email"]],
  ["an Excel sheet with 20 invoices: number, amount", "invoices", "xlsx", ["number", "amount"]],
  ["log file of a web server with ip, url", "logs", undefined, ["ip", "url"]],
])("a file is what its rows are: %s", (text, table, format, fields) => {
  const { document, output, unknown } = read(text);
  const tables = document.tables as Record<string, { fields: Record<string, unknown> }>;
  expect(Object.keys(tables)).toEqual([table]);
  expect(Object.keys(tables[table]!.fields)).toEqual(fields);
  expect(output.format).toBe(format);
  expect(unknown).toEqual([]);
});

test("a format that there is none of is told with those that there are, and is no field", () => {
  const { document, notes } = read("100 customers as xml");
  expect(Object.keys(document.tables as Record<string, object>)).toEqual(["customers"]);
  expect(notes.map(({ text }) => text)).toEqual([expect.stringMatching(/^xml is no format of files here: csv, /)]);
  expect(fieldsOf("documents with title, format: pdf, docx")).toHaveProperty("title");
});

/** Tables with their rows, and fields with what they refer to. */
function outlineOf(text: string): Readonly<Record<string, string>> {
  const tables = read(text).document.tables as Record<
    string,
    { rows: unknown; fields: Record<string, { type?: string; to?: string; every?: string }> }
  >;
  return Object.fromEntries(
    Object.entries(tables).map(([name, { rows, fields }]) => [
      name,
      `${typeof rows === "number" ? rows : "per"}: ${Object.entries(fields)
        .map(([field, { to, every }]) => `${field}${to === undefined ? "" : `>${to}`}${every ?? ""}`)
        .join(" ")}`,
    ]),
  );
}

test.each([
  [
    "customers (name), products (name, price), orders linked to both with quantity and date",
    {
      customers: "100: id name",
      products: "100: id name price",
      orders: "per: customer_id>customers.id product_id>products.id quantity date",
    },
  ],
  ["1k IoT readings every 5 minutes with humidity", { iot_readings: "1000: timestamp5m humidity" }],
  [
    "inventory: 500 products spread across 4 warehouses with quantity on hand",
    { products: "500: warehouse_id>warehouses.id quantity_on_hand", warehouses: "4: id warehouse_name city capacity" },
  ],
  [
    "20 users. Each user has 1-3 addresses, up to 4 cards and 0-10 orders. Orders have a total and a status.",
    {
      users: "20: id name email username created_at",
      addresses: "per: user_id>users.id street city postal_code country",
      cards: "per: user_id>users.id name",
      orders: "per: user_id>users.id total status",
    },
  ],
  [
    "Simulate a year of daily sales for 3 stores with units sold and revenue",
    { sales: "per: store_id>stores.id date1d units_sold revenue", stores: "3: id name city opened_at" },
  ],
  ["2 years of monthly invoices with amount", { invoices: "24: date1mo amount" }],
  [
    "5 orders with order items: product name, quantity",
    {
      orders: "5: id order_date total order_status",
      order_items: "per: order_id>orders.id product_name quantity",
    },
  ],
  ["9 readings every 5 minutes", { readings: "9: timestamp5m" }],
  [
    "I need test data for a gym: members, trainers. Each member books 0 to 10 classes.",
    {
      members: "100: id name email membership_tier joined_at>now",
      trainers: "100: id name email phone",
      classes: "per: member_id>members.id trainer_id>trainers.id course_title capacity",
    },
  ],
  [
    "I need test data: customers, orders.",
    {
      customers: "100: id name email phone city registered_at",
      orders: "per: customer_id>customers.id order_date total order_status",
    },
  ],
  ["test data: name, age", { records: "100: name age" }],
  [
    "github-like data: users, repos, issues",
    {
      users: "100: id name email username created_at",
      repos: "per: id user_id>users.id slug language stars created_at",
      issues: "per: repo_id>repos.id title status created_at",
    },
  ],
  ["7 rows with name and zip code for Germany", { records: "7: name zip_code" }],
  [
    "library: books, members, loans",
    {
      books: "100: id book_title book_author isbn price publication_year",
      members: "100: id name email membership_tier joined_at>now",
      loans: "per: book_id>books.id member_id>members.id loaned_at returned_at",
    },
  ],
  ["9 product reviews with verified purchase", { product_reviews: "9: verified_purchase" }],
  [
    "Mock data for a mobile game: players, levels, purchases.",
    {
      players: "100: id name age nationality",
      levels: "100: name",
      purchases: "per: player_id>players.id purchase_date amount",
    },
  ],
  ["300 leads for a sales team: name, company", { leads: "300: name company" }],
  [
    "users have posts, each post has 2-20 comments",
    {
      users: "100: id name email username created_at",
      posts: "per: id user_id>users.id title body published_at>now",
      comments: "per: post_id>posts.id user_id>users.id comment_text created_at",
    },
  ],
  [
    "a student has many courses and a course has many students",
    {
      students: "100: id name email date_of_birth gpa",
      courses: "100: id course_title credits semester",
      student_courses: "per: student_id>students.id course_id>courses.id",
    },
  ],
  ["3 bookings with check-in and check-out dates", { bookings: "3: check_in_date check_out_date" }],
])("%s", (text, tables) => {
  expect(outlineOf(text)).toEqual(tables);
});
