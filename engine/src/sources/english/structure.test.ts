import { expect, test } from "vitest";
import { compile } from "../../compile/compile.ts";
import { describe } from "./describe.ts";

type Tables = Record<string, { rows: unknown; fields: Record<string, Record<string, unknown>> }>;

/** Names of tables with those of their fields, references with what they refer to. */
const outline = (text: string): Record<string, string> => {
  const { document } = describe(text);
  expect(compile(document).issues).toEqual([]);
  const tables = Object.entries(document["tables"] as Tables);
  return Object.fromEntries(
    tables.map(([name, { rows, fields }]) => {
      const counted = typeof rows === "number" ? String(rows) : Object.values(rows as object).join(" ");
      const said = Object.entries(fields)
        .filter(([field]) => field !== "id")
        .map(([field, { to, type }]) => (type === "reference" ? `${field}>${String(to).split(".")[0]}` : field));
      return [name, `${counted}: ${said.join(" ")}`];
    }),
  );
};

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
  // where all of it is
  [
    "one place that all is in is no table",
    "A school has 12 classes. Each class has between 18 and 28 pupils. Pupils have a name",
    { classes: "12: course_title capacity", pupils: "classes 18 28: class_id>classes name" },
  ],
  ["what rows are for is no table", "90 plants for a garden shop: mass, city", { plants: "90: mass city" }],
  ["a system is no table", "Set up a bug tracker. Bugs have a title. Make 20 bugs.", { bugs: "20: title" }],
  [
    "a place that is said of several is a table",
    "9 schools with city. Each school has 2 classes",
    {
      schools: "9: city",
      classes: "schools 2 2: school_id>schools course_title capacity",
    },
  ],
  ["rows get their name later", "Rows: 30\nTable: crates\nColumns: label, mass", { crates: "30: label mass" }],
  // whose fields are
  ["fields of so many", "names and ages of 20 people between 18 and 90", { people: "20: name age" }],
  [
    "what a list is called is no field",
    "phone book of 50 people, just full name and phone",
    { people: "50: full_name phone" },
  ],
  ["rows in front of what is wanted of them", "For 60 crates give label, mass", { crates: "60: label mass" }],
  [
    "one of the fields may be a thing elsewhere",
    "- name\n- company\n- mail\n=> 50 leads",
    { leads: "50: name company mail" },
  ],
  ["how many stands behind all", "crates: label, mass, city - 60 rows", { crates: "60: label mass city" }],
  ["how many times behind all", "crates: [label, mass, city] x 60", { crates: "60: label mass city" }],
  ["so many of them", "Donations to a charity, 90 of them, amount 5 to 50", { donations: "90: amount" }],
  ["about so many", "we need like 80 or so fake drivers for our app, they should have a mail", { drivers: "80: mail" }],
  ["names without commas", "9 contacts, name mail phone company", { contacts: "9: name mail phone company" }],
  ["names between slashes", "9 users, name/mail/age 18-65/country", { users: "9: name mail age country" }],
  [
    "a title is of whatever stands behind it",
    "energy use per household: household id, mass",
    { energy_uses: "100: household_id mass" },
  ],
  [
    "a file holds rows of something",
    "The file should contain invoices from 2025. Each invoice has a number",
    { invoices: "100: number" },
  ],
  [
    "what it is about is what its rows are",
    "Create a dataset for me. It is about houses. I need 25 houses and for every house: price, city",
    { houses: "25: price city" },
  ],
  ["a question is a request", "Is it possible to get 50 crates with mass?", { crates: "50: mass" }],
  // schemas in signs
  [
    "a line or sentence for each table",
    "user: id, name, mail; post: id, title, user_id",
    { users: "100: name mail", posts: "users 1 5: user_id>users title" },
  ],
  [
    "a bullet for each table",
    "Tables:\n- customers: name, mail\n- orders: date, total, customer",
    { customers: "100: name mail", orders: "customers 1 5: customer>customers date total" },
  ],
  [
    "names with brackets as in code",
    "a schema with User(id, name) and Post(id, title, author -> User)",
    { users: "100: name", posts: "users 1 5: author>users title" },
  ],
  [
    "arrows lead from child to parent",
    "crates -> depots. Crates: label. Depots: city",
    { crates: "depots 1 5: depot_id>depots label", depots: "100: city" },
  ],
  [
    "one to many in signs",
    "Customers (id, name) 1--N Orders (id, date)",
    { customers: "100: name", orders: "customers 1 5: customer_id>customers date" },
  ],
  [
    "a foreign key names its table",
    "users table: id pk, mail\norders table: id pk, user_id fk, total",
    { users: "100: mail", orders: "users 1 5: user_id>users total" },
  ],
  [
    "titles that are underlined",
    "Products\n====\nsku\nprice\n\nSuppliers\n====\nname",
    { products: "100: sku price", suppliers: "100: name" },
  ],
  [
    "lines that are things",
    "Invoices with lines. An invoice has a number. A line has a quantity. 3 to 8 lines per invoice. 50 invoices.",
    { invoices: "50: number", lines: "invoices 3 8: invoice_id>invoices quantity" },
  ],
  [
    "a manager who is an employee",
    "9 employees, each with a mentor who is also an employee",
    { employees: "9: mentor>employees" },
  ],
  [
    "bullets below the bullet of a table",
    "- users: 30\n  - mail\n- orders: 40\n  - belongs to user\n  - total: 20-500",
    { users: "30: mail", orders: "40: user_id>users total" },
  ],
  [
    "tables by number",
    "Generate 2 tables. Table 1: depots (city). Table 2: crates (label, depot). 5 depots, 25 crates",
    { depots: "5: city", crates: "25: depot>depots label" },
  ],
  [
    "what links two is a table by any name",
    "10 teachers, 12 students, and marks linking teachers and students with a score of 0-20",
    {
      teachers: "10: name email subject_name hire_date",
      students: "12: name email date_of_birth gpa",
      marks: "teachers 1 5: teacher_id>teachers student_id>students score",
    },
  ],
  [
    "more of each than there are is shared",
    "Each order has 1 to 5 books. 100 orders, 40 books. Orders have a date. Books have a title.",
    {
      orders: "100: date",
      books: "40: title",
      order_books: "orders 1 5: order_id>orders book_id>books",
    },
  ],
  [
    "a title that is a table where it was named",
    "9 tenants and 6 properties. Properties: city. Tenants: mail",
    { tenants: "9: mail", properties: "6: city" },
  ],
  [
    "rows behind a range of numbers",
    "8 products (name, price 5-400) and 12 orders with date",
    {
      products: "8: name price",
      orders: "12: date",
    },
  ],
  // so many of each
  [
    "each of whom has done so",
    "50 users, each of whom has placed 1 to 8 orders. Users: mail. Orders: amount",
    { users: "50: mail", orders: "users 1 8: user_id>users amount" },
  ],
  [
    "each of so many, whatever the verb",
    "Each of our 60 makers polishes between 3 and 15 tools. A maker has a city; a tool has a price",
    { makers: "60: city", tools: "makers 3 15: maker_id>makers price" },
  ],
  [
    "so many rows in a list of fields",
    "20 albums with a label, a price and between 5 and 30 songs. Each song should have a title, genre",
    { albums: "20: label price", songs: "albums 5 30: album_id>albums title genre" },
  ],
  [
    "one row is for one of each of two",
    "4 depots, 9 makers; 50 parcels, every parcel is for one depot and one maker, with a label",
    { depots: "4: name", makers: "9: name", parcels: "50: depot_id>depots maker_id>makers label" },
  ],
  [
    "so many in so many places",
    "150 employees in 6 departments. Each employee has name, mail",
    { employees: "150: department_id>departments name mail", departments: "6: department_name budget" },
  ],
  // second thoughts
  ["a number that is taken back", "100, no, 200 users with mail", { users: "200: mail" }],
  [
    "a number that is changed in an aside",
    "50 users - actually make it 80 - with mail, city",
    { users: "80: mail city" },
  ],
  ["a count that is said again", "5 depots, wait no, 6 depots, with city", { depots: "6: city" }],
  ["a count that the next sentence changes", "9 users with mail. Sorry, I meant 20.", { users: "20: mail" }],
  ["a name that is taken back", "9 users with mail, phone, sorry, I mean city", { users: "9: mail city" }],
  [
    "words that only look like second thoughts are names",
    "9 users with no, wait time, mail",
    { users: "9: no wait_time mail" },
  ],
  ["fields that are not wanted", "9 users with name, mail and no phone, without city", { users: "9: name mail" }],
  [
    "fields that are not wanted are not assumed",
    "no need for email. 9 customers",
    { customers: "9: name phone city registered_at" },
  ],
  ["what is not wanted may stand before a colon", "9 users without id: name, mail", { users: "9: name mail" }],
  [
    "what is said behind what is not wanted counts",
    "forget about addresses, just name and mail for 9 users",
    { users: "9: name mail" },
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
