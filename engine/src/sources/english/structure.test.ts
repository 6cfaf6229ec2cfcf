import { expect, test } from "vitest";
import { outline } from "../fixtures/english-outline.ts";

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
      contacts: "companies 1 5: company_id>companies name email phone",
      deals: "contacts 1 5: contact_id>contacts stage value",
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
      depots: "4: name city capacity",
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
    { auctions: "100: title", bids: "auctions 2 4: auction_id>auctions amount placed_at" },
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
      subscriptions: "users 1 5: user_id>users plan_id>plans monthly_fee started_at status",
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
