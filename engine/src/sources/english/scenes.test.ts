import { expect, test } from "vitest";
import { outline } from "../fixtures/english-outline.ts";
import { describe } from "./describe.ts";

test.each([
  [
    "a letter is no list: greeting, closing and name are left out",
    "Hi Sam,\n\nhope you're well! I'd need 12 gadgets: their label and mass.\n\nThanks a lot,\nJulia",
    { gadgets: "12: label mass" },
  ],
  ["a closing of two words", "70 users with mail\n\nKind regards\nTom Berg", { users: "70: mail" }],
  ["where it is, is no field", "In a library, there are 9 books with isbn", { books: "9: isbn" }],
  ["what it is for is no field", "70 users with mail, city, for load testing", { users: "70: mail city" }],
  [
    "how many tables there are is no table",
    "2 tables for an online shop: users (mail, city) and parcels (label, mass)",
    { users: "100: mail city", parcels: "100: label mass" },
  ],
  [
    "another table is as good as a table",
    "I want a table of makers (name, city) and a second table of tools: sku, price.",
    { makers: "100: name city", tools: "100: sku price" },
  ],
  [
    "rows behind a title with a period, one each day",
    "Weather log for 2025, 365 rows, one per day: date, rainfall",
    { weather_logs: "365: date rainfall" },
  ],
  ["a bare number behind a title", "card payments, 10k. amount, city", { card_payments: "10000: amount city" }],
  ["how many behind a share", "tools: label, lost 7% - 70 of them", { tools: "70: label lost" }],
  [
    "those that something is from",
    "survey answers from 80 respondents: label, mass",
    { respondents: "80: label mass" },
  ],
  [
    "how many of each of several, behind them",
    "makers [label, city], tools [mass, price]; 70 makers, tools 90",
    { makers: "70: label city", tools: "90: mass price" },
  ],
  [
    "what stands behind a dash is of the table before it",
    "70 makers - label; tools - mass, price. 90 tools",
    { makers: "70: label", tools: "90: mass price" },
  ],
  [
    "a list of values by slashes ends before the next table",
    "70 servers (label, cores 4/8/16) and 90 matches",
    { servers: "70: label cores", matches: "90: match_date home_score away_score" },
  ],
  [
    "records in a list, each a name, a dash and its fields",
    "Entities:\n* Customer – label, city\n* Store – city, opened on\nVolumes: 70 customers, 9 stores",
    { customers: "70: label city", stores: "9: city opened_on" },
  ],
  [
    "which of them it is, is no field",
    "members who signed up since 2020 (mail, city), trainers with label. 9 members, 5 trainers",
    { members: "9: mail city", trainers: "5: label" },
  ],
  [
    "what the rows are",
    "I'd like a dataset for churn prediction. One row per customer, 70 customers: mail, city",
    { customers: "70: mail city" },
  ],
  ["what has a row for each of them", "Payroll for 85 employees: mail, iban", { employees: "85: mail iban" }],
  ["whose title it is", "students' results for a school: 70 rows, label, mass", { students_results: "70: label mass" }],
  [
    "fields that are words of a request, between semicolons",
    "cars for sale 70; make; model",
    { cars: "70: make model" },
  ],
  ["how many, made so at the end", "gadgets: label, mass with mean 500 — make it 70", { gadgets: "70: label mass" }],
  ["how many of 'em", "Need customs forms! 70 of 'em: label, city", { customs_forms: "70: label city" }],
  [
    "a number behind brackets, and one behind a name",
    "makers (label, city) 70 rows; tools 90 rows (price, mass)",
    { makers: "70: label city", tools: "90: price mass" },
  ],
  [
    "samples that are things by their title",
    "water samples taken from 9 lakes, 70 samples. lakes: label. samples: mass",
    { water_samples: "70: lake_id>lakes mass", lakes: "9: label" },
  ],
  [
    "a story before the wish is no field, nor is a long closing",
    "Good morning, I'm preparing a training for our staff and would love some realistic looking gadgets (around 90): label, mass. Many thanks and best regards, Petra Novak",
    { gadgets: "90: label mass" },
  ],
  ["what it is for, in a sentence", "It's for a pet insurance. 70 gadgets: label", { gadgets: "70: label" }],
  [
    "how many, between a name and a colon",
    "makers 70: label, city. tools 90: mass, price",
    { makers: "70: label city", tools: "90: mass price" },
  ],
  [
    "how many behind a comma, and a dash",
    "I need two sheets. First sheet: makers, 70 of them - label, city. Second sheet: tools, 90 - mass, price",
    { makers: "70: label city", tools: "90: mass price" },
  ],
  [
    "what it is for, before the fields",
    "I'd like 90 gadgets so that I can demo our app: label, mass",
    { gadgets: "90: label mass" },
  ],
  ["for what demo it is", "For the finance demo: makers (70) - label, city", { makers: "70: label city" }],
  [
    "a name with a slash in it",
    "70 rows of A/B test exposures with label, mass",
    { a_b_test_exposures: "70: label mass" },
  ],
  [
    "a number before brackets",
    "parcels 70 (label, city), movies 90 (mass, price)",
    { parcels: "70: label city", movies: "90: mass price" },
  ],
  [
    "a line that begins with a label is not the rest of a long one",
    "makers: 70 makers with label, city, phone, email, website, industry\ntools: 90 tools, mass, price",
    { makers: "70: label city phone email website industry", tools: "90: mass price" },
  ],
  [
    "a place with its things",
    "Our clinic: wards, nurses and shifts. 12 wards with label, 90 nurses with mail. Shifts are covered by a nurse: day",
    { wards: "12: label", nurses: "90: ward_id>wards mail", shifts: "nurses 1 5: nurse_id>nurses day" },
  ],
])("%s", (_, text, expected) => {
  expect(outline(text)).toEqual(expected);
});

test.each([
  [
    "one or two of each",
    "70 users with mail. Everyone has one or two pets",
    { pets: "users 1 2: user_id>users pet_name species age" },
  ],
  [
    "what belongs to two",
    "A task belongs to a team and is led by a person. tasks: title. 9 teams, 20 persons, 70 tasks",
    { tasks: "70: team_id>teams person_id>people title" },
  ],
  [
    "a verb that nobody knows, before its things are told",
    "Pupils report to a mentor. 70 pupils (mail), 9 mentors (city)",
    { pupils: "70: mentor_id>mentors mail" },
  ],
  [
    "who did so many",
    "Donors and gifts: 70 donors - mail. gifts - mass. Each donor gave between one and six gifts.",
    { gifts: "donors 1 6: donor_id>donors mass" },
  ],
  [
    "what is made by one in another",
    "9 cooks, 5 kitchens, 70 meals. A meal is made by a cook in a kitchen",
    { meals: "70: cook_id>cooks kitchen_id>kitchens name" },
  ],
  [
    "what belongs to those that are counted later",
    "Pets belong to owners. 70 pets, 9 owners",
    { pets: "70: owner_id>owners pet_name species age" },
  ],
  [
    "a deed by its name",
    "Members: 70 members. Courts: 8 courts. Reservations: 90 reservations. A member reserves a court; label",
    { reservations: "90: member_id>members court_id>courts label" },
  ],
  [
    "so many for so many",
    "70 results for 9 patients. Patients have a label. Results: mass",
    { patients: "9: label", results: "70: patient_id>patients mass" },
  ],
  [
    "each in one of another",
    "9 cinemas: label. 70 screenings, each in one cinema: mass",
    { screenings: "70: cinema_id>cinemas mass" },
  ],
  [
    "enrolled in one",
    "9 courses, 70 students. Students are enrolled in one course. Students: label",
    { students: "70: course_id>courses label" },
  ],
  ["what is done by one", "9 cooks, 70 meals. Meals are made by a cook: label", { meals: "70: cook_id>cooks label" }],
  [
    "one of those that are counted later",
    "orders (label). They contain one product. 9 products, 70 orders",
    { orders: "70: product_id>products label" },
  ],
])("%s", (_, text, expected) => {
  expect(outline(text)).toMatchObject(expected);
});

type Tables = Record<string, { rules?: unknown; fields: Record<string, Record<string, unknown>> }>;
const tablesOf = (text: string): Tables => describe(text).document["tables"] as Tables;

test.each([
  ["some owners don't have a phone", { owner_phone: { null: 0.1 } }],
  ["not everyone has a phone", { owner_phone: { null: 0.1 } }],
  ["some have an email", { owner_phone: {}, email: { type: "internet.email", null: 0.1 } }],
])("what only some have may be missing: %s", (said, fields) => {
  expect(tablesOf(`70 pets with owner phone. ${said}.`)["pets"]!.fields).toMatchObject(fields);
});

test.each([
  ["Users must be at least 18 and at most 99 years old. I need 70 users with mail", { min: 18, max: 99 }],
  ["70 users with mail. Everyone is between 21 and 65 years old.", { min: 21, max: 65 }],
])("how old people are is their age: %s", (text, age) => {
  expect(tablesOf(text)["users"]!.fields["age"]).toMatchObject(age);
});

test("a bound under a condition is a rule, and no bound of all rows", () => {
  const { fares } = tablesOf("70 fares with zone (A, B, C), fee 1 to 24, if zone is A then fee is at least 3");
  expect(fares).toMatchObject({
    rules: [{ when: "zone == 'A'", then: "fee >= 3" }],
    fields: { fee: { min: 1, max: 24 } },
  });
});

test("a people before a title is where they live", () => {
  const told = "I need sample data about Japanese customers of a bank: 120 people, each with a full name";
  expect(describe(told).document["locale"]).toBe("ja_JP");
  expect(describe("Generate German test data: 80 makers with city").document["locale"]).toBe("de_DE");
});
