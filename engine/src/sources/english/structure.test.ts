import { expect, test } from "vitest";
import { outline } from "../fixtures/english-outline.ts";
import { describe } from "./describe.ts";

type Tables = Record<string, { rows: unknown; fields: Record<string, Record<string, unknown>> }>;

test.each([
  [
    "a setting is no table where things follow",
    "A small zoo: 30 keepers each with 2-5 animals (species, name)",
    { keepers: "30: name", animals: "keepers 2 5: keeper_id>keepers species name" },
  ],
  [
    "things of a list are whose they say",
    "A CRM: companies, contacts at those companies, deals with stage and value",
    {
      companies: "100: company_name industry website city",
      contacts: "companies 1 5: company>companies name email phone",
      deals: "100: stage value",
    },
  ],
  [
    "a table between two others",
    "drivers (name, phone), trucks (plate, mileage) and trips linking them with distance",
    {
      drivers: "100: name phone",
      trucks: "100: plate mileage",
      trips: "drivers 1 5: driver_id>drivers truck_id>trucks distance",
    },
  ],
  [
    "one does something through another",
    "patients see doctors through appointments. Appointment: date, reason",
    {
      patients: "100: name date_of_birth gender blood_type phone",
      doctors: "100: name specialty phone email",
      appointments: "patients 1 5: patient_id>patients doctor_id>doctors date reason",
    },
  ],
  [
    "rows in brackets, and a verb between",
    "nurses (8) care for patients (90)",
    { nurses: "8: name ward shift", patients: "90: nurse_id>nurses name date_of_birth gender blood_type phone" },
  ],
  [
    "what many to many has is of the table between",
    "tags and posts, many to many, with a weight from 1 to 5",
    {
      tags: "100: tag_name",
      posts: "100: title body published_at",
      tag_posts: "tags 1 5: tag_id>tags post_id>posts weight",
    },
  ],
  [
    "a series of each of some things",
    "6 sensors, a reading every hour for 2 days, pressure 1-9",
    {
      sensors: "6: serial_number location installed_at",
      readings: "sensors 48 48: sensor_id>sensors timestamp pressure",
    },
  ],
  [
    "what is said by the name of a table is of that table",
    "20 shops, 90 sales; a sale belongs to a shop. shop city, sale amount 5-50",
    { shops: "20: city", sales: "90: shop_id>shops amount" },
  ],
  [
    "so many of each in brackets",
    "users (30) own cars (1-3 per user), cars have trips (5 each)",
    {
      users: "30: name email username created_at",
      cars: "users 1 3: user_id>users make model year color price",
      trips: "cars 5 5: car_id>cars started_at distance fare",
    },
  ],
  [
    "rows of several tables in their order",
    "users(id, name), pets(id, name). 5 / 7 rows",
    { users: "5: name", pets: "7: name" },
  ],
  ["names above rows of values", "id,name,mail\n1,Ann,a@b.c\n2,Bob,b@b.c\n9 rows", { records: "9: name mail" }],
  ["a letter is no list", "To: the team\nSubject: data\nwe need 9 users with mail.\nThanks, Ann", { users: "9: mail" }],
  [
    "what a setting holds is not said twice",
    "demo (makers, tools): makers (name, city), tools (sku, price); each maker has many tools",
    {
      makers: "100: name city",
      tools: "makers 1 5: maker_id>makers sku price",
    },
  ],
  [
    "one of some is one",
    "4 depots. 90 crates are kept in one of the 4 depots",
    {
      depots: "4: name",
      crates: "90: depot_id>depots name",
    },
  ],
  ["how many may come behind", "users, 70, with mail + city", { users: "70: mail city" }],
  ["how many may be a sentence", "I need users. About 70, with mail and city", { users: "70: mail city" }],
  ["brackets of code times so many", "{name: string, city: string} x 70", { records: "70: name city" }],
  [
    "who has so many is a table",
    "universities offering 8 to 15 courses. A course has credits",
    {
      universities: "100: name",
      courses: "universities 8 15: university_id>universities credits",
    },
  ],
  [
    "so many per something",
    "bids per auction: 2-4. Auctions (40): title. Bids: amount 5-90",
    {
      auctions: "40: title",
      bids: "auctions 2 4: auction_id>auctions amount",
    },
  ],
  [
    "so many between the two",
    "bids per auction between 2 and 4. auctions: title",
    { auctions: "100: title", bids: "auctions 2 4: auction_id>auctions name" },
  ],
  [
    "for each so many",
    "8 users with mail. for each user 2-3 posts with a title",
    {
      users: "8: mail",
      posts: "users 2 3: user_id>users title",
    },
  ],
  [
    "each in one of some",
    "6 depots with city; 90 crates, each in one of the depots, with a label",
    {
      depots: "6: city",
      crates: "90: depot_id>depots label",
    },
  ],
  [
    "numbers on both sides are totals",
    "60 posts written by 20 users. user: mail. post: title",
    {
      posts: "60: user_id>users title",
      users: "20: mail",
    },
  ],
  [
    "a word for rows is a thing where it is counted per row",
    "40 samples (code, mass) and 2 to 3 results per sample (value, unit)",
    {
      samples: "40: code mass",
      results: "samples 2 3: sample_id>samples value unit",
    },
  ],
  [
    "of some to some",
    "subscriptions of users to plans. 3 plans (title, price)",
    {
      subscriptions: "users 1 5: user_id>users plan>plans monthly_fee started_at status",
      users: "100: name email username created_at",
      plans: "3: title price",
    },
  ],
  ["a title is of what it says", "crates at a port: label, mass, sent at", { crates: "100: label mass sent_at" }],
  ["an asker is no table", "HR wants a badge list, 20 badges: label", { badges: "20: label" }],
  ["who data is of", "payroll data with name and wage for 12 workers", { workers: "12: name wage" }],
  ["a table that is given a name", 'a table named "stock" with 7 rows: sku, bin', { stocks: "7: sku bin" }],
  [
    "tables one by one",
    "2 tables. First: users, 5 rows, with email. Second: visits, 9 rows, with user id",
    { users: "5: email", visits: "9: user_id>users" },
  ],
])("%s", (_, text, tables) => {
  expect(outline(text)).toEqual(tables);
});

test.each([
  ['{"table": "users", "n": 5, "columns": ["name", "email"]}', { users: "5: name email" }],
  ["{users: 5 rows, fields: {name: string, is_new: boolean}}", { users: "5: name is_new" }],
  ["columns = [sku, price (1-9)], n = 5, table = items", { items: "5: sku price" }],
  [
    "interface User { name: string; mail?: string }\ninterface Post { author: User; title: string }",
    { users: "100: name mail", posts: "users 1 5: author>users title" },
  ],
  ['[{"name": "sku", "type": "string"}, {"name": "price", "type": "decimal"}]', { records: "100: sku price" }],
  [
    '{"customers": [{"name": "A", "orders": [{"total": 3.5}]}]}',
    { customers: "100: name", orders: "customers 1 5: customer_id>customers total" },
  ],
])("code says what prose would: %s", (text, tables) => {
  expect(outline(text)).toEqual(tables);
});

test.each([
  ["term 12, 24 or 36 months", { term_months: { type: "integer", distribution: { values: { 12: 1, 24: 1, 36: 1 } } } }],
  ["mark from A to C", { mark: { type: "category", values: ["A", "B", "C"] } }],
  ["grade red 70% / green 30%", { grade: { type: "category", values: { red: 70, green: 30 } } }],
  ["badge (two letters and 3 digits)", { badge: { type: "pattern", pattern: "??###" } }],
  ["part id like PRD-00001", { part_id: { type: "pattern", pattern: "PRD-#####", description: "like PRD-00001" } }],
  [
    "sent on in 2024 (10% not sent yet)",
    { sent_on: { type: "date", from: "2024-01-01", to: "2024-12-31", null: 0.1 } },
  ],
  ["paid (nine out of ten)", { paid: { type: "boolean", share: 0.9 } }],
  ["fee 32.000 to 95.000 EUR", { fee: { type: "money", min: 32_000, max: 95_000, description: "in EUR" } }],
  ["opened at between 6am and 10pm", { opened_at: { type: "datetime", hours: "06:00-22:00" } }],
  ["serial in the form ABC-1234", { serial: { type: "pattern", pattern: "ABC-####", description: "like ABC-1234" } }],
  ["plan = small | large", { plan: { type: "category", values: ["small", "large"] } }],
  ["role in a/b/c with ratio 1:8:1", { role: { type: "category", values: { a: 1, b: 8, c: 1 } } }],
  ["level (low, high - mostly low)", { level: { type: "category", values: { low: 80, high: 20 } } }],
  ["spend (<30k, 30-60k, >60k)", { spend: { type: "category", values: ["<30k", "30-60k", ">60k"] } }],
  ["colour is red in 80% of the cases, blue 20%", { colour: { type: "category", values: { red: 80, blue: 20 } } }],
  [
    "net between EUR 10 and EUR 2,000, mass",
    { net: { type: "money", min: 10, max: 2000, description: "in EUR" }, mass: {} },
  ],
  ["mail @example.com", { mail: { type: "internet.email" } }],
  [
    "seen on in 2024 and sent on 5 days later",
    { seen_on: {}, sent_on: { type: "date", after: "seen_on", within: "5d" } },
  ],
  ["begun on between March and May 2026", { begun_on: { from: "2026-03-01", to: "2026-05-31" } }],
  ["furnished or not", { furnished: { type: "boolean" } }],
  ["auto renew (80% true)", { auto_renew: { type: "boolean", share: 0.8 } }],
  ["a like count from 1 to 9", { like_count: { type: "integer", min: 1, max: 9 } }],
  ["gait (weekdays, weekends, evenings)", { gait: { type: "category", values: ["weekdays", "weekends", "evenings"] } }],
  ["plan free or paid (30% paid)", { plan: { type: "category", values: { free: 70, paid: 30 } } }],
  ["speed 0-130 km/h", { speed: { min: 0, max: 130 } }],
  ["depth 10-80 m", { depth: { min: 10, max: 80 } }],
  ["notice (1 month, 2 months)", { notice: { type: "category", values: ["1 month", "2 months"] } }],
  ["signed by", { signed_by: { type: "person.full_name" } }],
  ["sent or kept (80/20)", { status: { type: "category", values: { sent: 80, kept: 20 } } }],
])("of a field: %s", (text, fields) => {
  const { document } = describe(`9 gadgets with ${text}`);
  const made = (document["tables"] as Tables)["gadgets"]!.fields;
  expect(made).toMatchObject(fields);
  expect(Object.keys(made)).toEqual(Object.keys(fields));
});
