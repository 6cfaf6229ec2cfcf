import { expect, test } from "vitest";
import { outline } from "../fixtures/english-outline.ts";

test.each([
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
    { products: "suppliers 1 5: supplier_id>suppliers sku price", suppliers: "100: name" },
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
      orders: "12: product_id>products date",
    },
  ],
  [
    "a number says more of the rows than a title",
    "Sales export\n- label\n- mass\n20 crates",
    { crates: "20: label mass" },
  ],
  [
    "what one does is no field, whatever table is spoken of",
    "10 airports, 20 flights and 30 passengers. A flight departs from one airport. Passengers: seat. Flights: distance",
    { airports: "10: airport_name city country", flights: "20: airport_id>airports distance", passengers: "30: seat" },
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
    { depots: "4: name city capacity", makers: "9: name", parcels: "50: depot_id>depots maker_id>makers label" },
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
