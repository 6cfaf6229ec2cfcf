import { expect, test } from "vitest";
import { compile } from "../../compile/compile.ts";
import { outline } from "../fixtures/english-outline.ts";
import { describe } from "./describe.ts";

/** Which table refers to which, as `orders>customers`. */
const linksOf = (text: string): readonly string[] =>
  Object.entries(outline(text))
    .flatMap(([table, said]) => [...said.matchAll(/>(\w+)/g)].map(([, parent]) => `${table}>${parent}`))
    .sort();

test.each([
  [
    "things of a kind that mostly belong together",
    "200 patients, 20 doctors and 1000 appointments",
    ["appointments>doctors", "appointments>patients"],
  ],
  [
    "none past what stands between",
    "customers, products, orders and order items",
    ["order_items>orders", "order_items>products", "orders>customers"],
  ],
  ["none that another leads to", "customers, orders, payments", ["orders>customers", "payments>orders"]],
  ["who comments is not who wrote", "users, posts and comments", ["comments>posts", "comments>users", "posts>users"]],
  ["what was said is enough", "50 guests, 9 rooms, bookings linked to guests", ["bookings>guests", "bookings>rooms"]],
  ["one of a group is enough", "users, customers, orders linked to users", ["orders>users"]],
  [
    "shared things are linked by what shares them",
    "40 books and 100 orders, each order has 1 to 5 books",
    ["order_books>books", "order_books>orders"],
  ],
  ["things that have nothing to do with each other", "200 users and 50 products", []],
])("%s", (_, text, links) => {
  expect(linksOf(text)).toEqual(links);
});

test("a link is a guess, and can be taken away", () => {
  const { document, guesses, origins } = describe("9 patients, 4 doctors, 70 appointments");
  const path = "tables.appointments.fields.doctor_id";
  expect(origins.find((origin) => origin.path === path)).toEqual({ path, origin: "assumed" });
  const [kept, none] = guesses.find((guess) => guess.path === path)!.choices;
  expect(kept!.changes).toEqual([{ path, value: { type: "reference", to: "doctors.id" } }]);
  expect(none!.changes).toEqual([{ path }]);
  const without = structuredClone(document) as { tables: Record<string, { fields: Record<string, unknown> }> };
  delete without.tables["appointments"]!.fields["doctor_id"];
  expect(compile(without).issues).toEqual([]);
});

test.each([
  ["a library with books, members and loans", ["books", "loans", "members"]],
  ["our hotel has rooms, guests, and bookings with a total", ["bookings", "guests", "rooms"]],
  ["a university with professors, courses and students", ["courses", "professors", "students"]],
  ["a school with name, city and students", ["schools"]],
  ["a music streaming service with artists, albums, songs", ["albums", "artists", "songs"]],
  ["Generate data for a ride sharing app with drivers, riders and trips", ["drivers", "riders", "trips"]],
  ["inventory management: products, suppliers, stock levels", ["products", "stock_levels", "suppliers"]],
  ["insurance: 100 customers, 150 policies", ["customers", "policies"]],
  ["a product with images, sizes and prices", ["products"]],
])("what a place has is tables, if it is things: %s", (text, tables) => {
  expect(Object.keys(outline(text)).sort()).toEqual(tables);
});

test.each([
  "customers, products and guests, 50 rows each",
  "customers, products and guests - 50 each",
  "customers, products and guests with 50 entries each",
  "customers, products, guests. 50 rows per table.",
])("so many of each: %s", (text) => {
  expect(Object.values(outline(text)).map((said) => said.split(":")[0])).toEqual(["50", "50", "50"]);
});

test.each([
  ["I need test data for an online bookstore", ["books", "customers", "order_items", "orders"]],
  ["hospital data", ["appointments", "doctors", "patients"]],
  ["sample data for my pizza delivery app", ["couriers", "customers", "deliveries", "orders"]],
  ["500 hotels", ["hotels"]],
  ["a list of schools", ["schools"]],
])("a place of which nothing is said has what such places have: %s", (text, tables) => {
  expect(Object.keys(outline(text)).sort()).toEqual(tables);
  expect(compile(describe(text).document).issues).toEqual([]);
});

test.each([
  [
    "invoices with line items and total",
    { invoices: "100: total", line_items: "invoices 1 5: invoice_id>invoices quantity unit_price" },
  ],
  [
    "50 teams, 11 players each with name and position",
    { teams: "50: team_name city", players: "teams 11 11: team_id>teams name position" },
  ],
])("things in a list of fields that mostly are of those rows are their own table: %s", (text, tables) => {
  expect(outline(text)).toEqual(tables);
});
