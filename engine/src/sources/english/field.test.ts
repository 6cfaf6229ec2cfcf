import { expect, test } from "vitest";
import { compile } from "../../compile/compile.ts";
import { describe } from "./describe.ts";

type Fields = Record<string, Record<string, unknown>>;

const NOW = Date.UTC(2026, 5, 15);

/** The fields that "9 gadgets with …" come to on 15 June 2026; the schema compiles then. */
function fieldsOf(text: string): Fields {
  const { document } = describe(`9 gadgets with ${text}`, { now: NOW });
  expect(compile(document, { now: NOW }).issues).toEqual([]);
  return (document["tables"] as Record<string, { fields: Fields }>)["gadgets"]!.fields;
}

test.each([
  ["in the first half of 2025", "2025-01-01", "2025-06-30"],
  ["in H2 2024", "2024-07-01", "2024-12-31"],
  ["since early 2024", "2024-01-01", "now"],
  ["during Q3 2025", "2025-07-01", "2025-09-30"],
  ["in the 1990s", "1990-01-01", "1999-12-31"],
  ["between Jan 5 and March 31, 2025", "2025-01-05", "2025-03-31"],
  ["between November and February 2025", "2024-11-01", "2025-02-28"],
  ["in winter 2024", "2024-12-01", "2025-02-28"],
  ["in mid-2022", "2022-05-01", "2022-08-31"],
  ["from 2024-03 to 2024-09", "2024-03-01", "2024-09-30"],
  ["in May or June 2025", "2025-05-01", "2025-06-30"],
  ["between the second quarter of 2023 and Q1 2024", "2023-04-01", "2024-03-31"],
  ["this year", "2026-01-01", "now"],
  ["this month", "2026-06-01", "now"],
  ["quarter to date", "2026-04-01", "now"],
  ["since the start of the year", "2026-01-01", "now"],
  ["since February", "2026-02-01", "now"],
  ["since August", "2025-08-01", "now"],
  ["since March 2026", "2026-03-01", "now"],
  ["from September 2026 onwards", "2026-09-01", "2027-09-01"],
  ["in March", "2026-03-01", "2026-03-31"],
  ["from October to May", "2025-10-01", "2026-05-31"],
])("a period: sent on %s", (period, from, to) => {
  expect(fieldsOf(`sent on ${period}`)).toEqual({ sent_on: { type: "date", from, to } });
});

test("where nobody says what day it is, what goes on since a day has begun", () => {
  const { document } = describe("9 gadgets with sent on since March 2031");
  expect(document).toMatchObject({ tables: { gadgets: { fields: { sent_on: { from: "2031-03-01", to: "now" } } } } });
});

test.each([
  // names
  ["member since", { member_since: { type: "date" } }],
  ["date of last contact", { date_of_last_contact: { type: "date" } }],
  ["name of the owner", { name_of_the_owner: { type: "person.full_name" } }],
  ["sent on, any time in the last 90 days", { sent_on: { type: "date", from: "now-90d", to: "now" } }],
  [
    "start date, end date exactly 1 year after start date",
    { start_date: {}, end_date: { type: "date", after: "start_date" } },
  ],
  [
    "whether it's a dog, a cat or a rabbit, and its label",
    { species: { values: ["dog", "cat", "rabbit"] }, label: {} },
  ],
  ["whether it's new or used", { condition: { values: ["new", "used"] } }],
  ["vote (yes 55 / no 35 / abstain 10)", { vote: { values: { yes: 55, no: 35, abstain: 10 } } }],
  ["currency USD EUR or GBP", { currency: { values: ["USD", "EUR", "GBP"] } }],
  [
    "start date, end date up to 14 days after start date",
    { start_date: {}, end_date: { after: "start_date", within: "14d" } },
  ],
  [
    "label, from date, to date up to 14 days after from date",
    { label: {}, from_date: {}, to_date: { after: "from_date", within: "14d" } },
  ],
  ["plan (basic €9, plus €19, pro €49)", { plan: { values: ["basic", "plus", "pro"] } }],
  ["auto renew mostly true", { auto_renew: { type: "boolean", share: 0.9 } }],
  ["region north south east west", { region: { values: ["north", "south", "east", "west"] } }],
  ["username made of letters", { username: { type: "internet.username" } }],
  ["e-mail", { email: { type: "internet.email" } }],
  ["when it was opened (this year)", { opened_at: { type: "datetime", from: "2026-01-01", to: "now" } }],
  ["label, who approved it", { label: {}, approved_by: { type: "person.full_name" } }],
  ["who it is assigned to (can be empty)", { assigned_to: { null: 0.1 } }],
  ["how old they are", { age: {} }],
  ["what it costs", { cost: { type: "money" } }],
  ["strength one of 5, 10, 20, 50, label", { strength: {}, label: {} }],
  ["service one of auth, cart, hunt, label", { service: { values: ["auth", "cart", "hunt"] }, label: {} }],
  ["attempt 1, 2 or 3 (mostly 1), label", { attempt: { distribution: { values: { "1": 80 } } }, label: {} }],
  ["expiry date between today and 3 years from now", { expiry_date: { from: "now", to: "now+3y" } }],
  ["side buy or sell 50/50", { side: { values: { buy: 50, sell: 50 } } }],
  ["level INFO 80 WARN 15 ERROR 5", { level: { values: { INFO: 80, WARN: 15, ERROR: 5 } } }],
  ["student number S followed by 7 digits", { student_number: { type: "pattern", pattern: "S#######" } }],
  ["amount (log normal)", { amount: { distribution: "lognormal" } }],
  ["label, comment rarely filled", { label: {}, comment: { null: 0.8 } }],
  ["label, tags (1-5 words each), city", { label: {}, tags: {}, city: {} }],
  ["pH 5 to 9", { ph: { min: 5, max: 9 } }],
  ["label, tip (40% have none)", { label: {}, tip: { null: 0.4 } }],
  ["owned by (member name, may be missing), label", { owned_by: { null: 0.1 }, label: {} }],
  ["status: delivered 85%, failed 5%, in transit 10%", { status: { values: { "in transit": 10 } } }],
  ["answer: yes 70%, no 10%, pending 20%", { answer: { values: { yes: 70, no: 10, pending: 20 } } }],
  ["label, meal choice beef/fish/vegan 40/35/25", { label: {}, meal_choice: { values: { beef: 40, fish: 35 } } }],
  ["label, notes for a few of them", { label: {}, notes: { null: 0.1 } }],
  ["label, country = Germany", { label: {}, country: { type: "constant", value: "Germany" } }],
  ["label, power in kWh 0 to 900", { label: {}, power: { min: 0, max: 900 } }],
  ["returned, label, seen on, only if returned", { returned: {}, label: {}, seen_on: { type: "date" } }],
  ["label, group: kin, mates, peers", { label: {}, group: { values: ["kin", "mates", "peers"] } }],
  ["sent on between 10 and 14 July 2026", { sent_on: { from: "2026-07-10", to: "2026-07-14" } }],
  ["label, remote (half)", { label: {}, remote: { type: "boolean", share: 0.5 } }],
  ["label and, if it was returned, the reason", { label: {}, reason: { null: 0.1 } }],
  ["end of contract", { end_of_contract: { type: "date" } }],
  ["shift start", { shift_start: { type: "datetime" } }],
  ["years of service", { years_of_service: { type: "integer" } }],
  ["max enrollment", { max_enrollment: { type: "integer" } }],
  ["number of visitors (mean 1200)", { number_of_visitors: { type: "integer" } }],
  ["fuel used liters", { fuel_used_liters: { type: "decimal" } }],
  ["cups per day", { cups_per_day: { type: "integer" } }],
  ["kwh per month", { kwh_per_month: { type: "decimal" } }],
  ["total price", { total_price: { type: "money" } }],
  ["available from", { available_from: { type: "date" } }],
  // bounds
  ["total is always positive", { total: { type: "money", min: 0 } }],
  ["price is never above 99.99", { price: { type: "money", max: 99.99 } }],
  ["stock mostly under 100", { stock: { type: "integer", min: 0, distribution: { lognormal: { mu: 3.912023 } } } }],
  [
    "rating 1-4, mostly 3 or 4",
    { rating: { min: 1, max: 4, distribution: { values: { 1: 10, 2: 10, 3: 40, 4: 40 } } } },
  ],
  ["probability 0 to 1", { probability: { type: "decimal", min: 0, max: 1, scale: 2 } }],
  ["siblings 0-1", { siblings: { type: "integer", min: 0, max: 1 } }],
  ["price ending in .99", { price: { type: "decimal", scale: 2, step: 1, min: 1.99 } }],
  ["temperature between -10 and 40 degrees celsius", { temperature: { min: -10, max: 40 } }],
  ["revenue in million euros 0.5-50", { revenue: { min: 0.5, max: 50, description: "in EUR, in million" } }],
  ["date of birth (adults only)", { date_of_birth: { type: "person.birth_date", min_age: 18 } }],
  ["rate from 2.5 to 9.9 in steps of 0.1, term 12, 24 or 36", { rate: { step: 0.1 }, term: { type: "integer" } }],
  // texts
  ["password at least 8 characters", { password: { type: "internet.password", length: 8 } }],
  ["text of 20 to 60 words", { text: { type: "text.words", min: 20, max: 60 } }],
  ["code of two letters and four digits", { code: { type: "pattern", pattern: "??####" } }],
  ["phone in E.164 format", { phone: { type: "phone.number" } }],
  // values
  ["kind (view 70 / click 25 / buy 5)", { kind: { type: "category", values: { view: 70, click: 25, buy: 5 } } }],
  ["device (70/20/10 mobile, desktop, tablet)", { device: { values: { mobile: 70, desktop: 20, tablet: 10 } } }],
  ["price range ($, $$, $$$)", { price_range: { type: "category", values: ["$", "$$", "$$$"] } }],
  ["plan (monthly 55%, one year 45%)", { plan: { values: { monthly: 55, "one year": 45 } } }],
  ["way (in 55%, out 45%)", { way: { type: "category", values: { in: 55, out: 45 } } }],
  ["priority (1 = high, 2 = low)", { priority: { type: "integer", distribution: { values: { 1: 1, 2: 1 } } } }],
  ["discount 0, 5 or 10 percent", { discount: { type: "integer", distribution: { values: { 0: 1, 5: 1, 10: 1 } } } }],
  // what is empty
  ["city (nullable for guests, 40%)", { city: { type: "address.city", null: 0.4 } }],
  ["city that can be missing in 15% of cases", { city: { type: "address.city", null: 0.15 } }],
  ["online bool default true", { online: { type: "boolean" } }],
  // formulas
  [
    "net 5-50, vat of 20% of the net, total (net + vat)",
    { net: { min: 5, max: 50 }, vat: { value: "0.2 * net" }, total: { value: "net + vat" } },
  ],
])("a field: %s", (text, fields) => {
  const made = fieldsOf(text);
  expect(made).toMatchObject(fields);
  expect(Object.keys(made)).toEqual(Object.keys(fields));
});

test.each([
  // names
  ["market value", { market_value: { type: "money" } }],
  ["year created", { year_created: { type: "year" } }],
  ["max players", { max_players: { type: "integer" } }],
  ["colour, has atmosphere", { colour: {}, has_atmosphere: { type: "boolean" } }],
  ["points 1-9, valid until 2027-12-31", { points: { min: 1, max: 9 }, valid_until: { type: "date" } }],
  ["member since 2019", { member_since: { type: "date", from: "2019-01-01", to: "now" } }],
  ["light level in lux", { light_level: { type: "decimal", description: "in lux" } }],
  ["grade, absent 3%", { grade: {}, absent: { type: "boolean", share: 0.03 } }],
  // bounds
  ["total price in GBP, which usually lies between 90 and 1500", { total_price: { min: 90, max: 1500 } }],
  [
    "age roughly normal around 37 with sd 9",
    { age: { type: "integer", distribution: { normal: { mean: 37, sd: 9 } } } },
  ],
  ["born on in 2014 or 2015", { born_on: { type: "date", from: "2014-01-01", to: "2015-12-31" } }],
  ["tip that is missing for half of the orders", { tip: { type: "money", null: 0.5 } }],
  ["app version like 3.2.1", { app_version: { type: "pattern", pattern: "#.#.#" } }],
  // values
  ["plan code A1, B2 or C3", { plan_code: { type: "category", values: ["A1", "B2", "C3"] } }],
  ["size S, M, L or XL", { size: { type: "category", values: ["S", "M", "L", "XL"] } }],
  ["host web-01 to web-03", { host: { type: "category", values: ["web-01", "web-02", "web-03"] } }],
  ["priority P1-P3", { priority: { type: "category", values: ["P1", "P2", "P3"] } }],
  ["price of 0, 8 or 14 euros", { price: { distribution: { values: { 0: 1, 8: 1, 14: 1 } } } }],
  ["gender 48% male 52% female", { gender: { type: "category", values: { male: 48, female: 52 } } }],
  ["female/male, city", { gender: { type: "category", values: ["female", "male"] }, city: {} }],
  ["city and is either full-time (85%) or part-time (15%)", { city: {}, employment_type: { type: "category" } }],
  // shares in words
  ["status mostly paid, the rest open or late", { status: { values: { paid: 80, open: 10, late: 10 } } }],
  [
    "team where half of them are in sales, 30% in support and the rest in legal",
    { team: { values: { sales: 50, support: 30, legal: 20 } } },
  ],
  ["status: half open, a quarter late, the rest closed", { status: { values: { open: 50, late: 25, closed: 25 } } }],
  [
    "status that is usually paid, sometimes open and rarely late",
    { status: { values: { paid: 75, open: 20, late: 5 } } },
  ],
  [
    "country usually France, plan mostly basic",
    { country: {}, plan: { values: { basic: 80, plus: 10, premium: 10 } } },
  ],
  ["gender 50/50 male/female", { gender: { type: "category", values: { male: 50, female: 50 } } }],
  ["tier (low, mid, high 60/30/10)", { tier: { type: "category", values: { low: 60, mid: 30, high: 10 } } }],
  ["tier (low, mid, high: 60%, 30%, 10%)", { tier: { type: "category", values: { low: 60, mid: 30, high: 10 } } }],
  [
    "plan free, pro or team (60/30/10), city",
    { plan: { type: "category", values: { free: 60, pro: 30, team: 10 } }, city: {} },
  ],
  ["notes (mostly empty)", { notes: { type: "text.paragraph", null: 0.8 } }],
  ["email must end with @acme.com", { email: { type: "internet.email", domains: ["acme.com"] } }],
  ["latitude between 40 and 50", { latitude: { type: "decimal", min: 40, max: 50, scale: 6 } }],
  ["discount code like SUMMER25", { discount_code: { type: "pattern", pattern: "SUMMER##" } }],
  ["signed up since 2024, last login after signup", { signed_up: {}, last_login: { after: "signed_up" } }],
  ["city. About half are members", { city: {}, members: { type: "boolean", share: 0.5 } }],
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
  ["last backup, next inspection", { last_backup: { type: "date" }, next_inspection: { type: "date" } }],
  ["years teaching", { years_teaching: { type: "integer" } }],
  ["check-in and check-out", { check_in: { type: "datetime" }, check_out: { type: "datetime" } }],
  ["name and phone", { name: { type: "person.full_name" }, phone: {} }],
  ["name and website", { name: { type: "text.title" }, website: {} }],
  ["first name last name and age", { first_name: {}, last_name: {}, age: {} }],
  ["country mostly US", { country: { values: { US: 80, DE: 2.86 } } }],
  [
    "kind (private in two thirds of the cases, business otherwise)",
    { kind: { values: { private: 66.66, business: 33.34 } } },
  ],
  [
    "customer type, guest in half of the cases and known otherwise",
    { customer_type: { values: { guest: 50, known: 50 } } },
  ],
  ["city. Not all gadgets have an email", { city: {}, email: { null: 0.1 } }],
  // words of English are no slips for those that are a letter away
  ["moves 10-90, patent, crate", { moves: { min: 10, max: 90 }, patent: {}, crate: {} }],
  ["quantitty, paymnet", { quantity: {}, payment: {} }],
  ["positive review, positive amount", { positive_review: { type: "text.review" }, amount: { min: 0 } }],
  ["interest rate 2% to 12%", { interest_rate: { type: "decimal", min: 2, max: 12 } }],
  ["no claims years 0-15", { no_claims_years: { type: "integer", min: 0, max: 15 } }],
  ["age >= 18 and <= 99", { age: { min: 18, max: 99 } }],
  ["pulse 70 ± 8", { pulse: { distribution: { normal: { mean: 70, sd: 8 } } } }],
  ["likes, anything from 0 to 10k", { likes: { min: 0, max: 10_000 } }],
  ["zone A, B or C", { zone: { type: "category", values: ["A", "B", "C"] } }],
  ["kind: basic standard premium", { kind: { type: "category", values: ["basic", "standard", "premium"] } }],
  ["plan: product category", { plan: { type: "category", values: expect.objectContaining({ basic: 6 }) as unknown } }],
  ["rsvp yes no maybe", { rsvp: { type: "category", values: ["yes", "no", "maybe"] } }],
  ["size S/M/L/XL", { size: { type: "category", values: ["S", "M", "L", "XL"] } }],
  ["member: yes/no (85% yes)", { member: { type: "boolean", share: 0.85 } }],
  ["code char(3)", { code: { type: "sequence" } }],
  ["bio (not everyone has one)", { bio: { type: "text.paragraph", null: 0.1 } }],
  // moments
  ["bought 2019-2021", { bought: { type: "date", from: "2019-01-01", to: "2021-12-31" } }],
  ["last harvest date 2025", { last_harvest_date: { type: "date", from: "2025-01-01", to: "2025-12-31" } }],
  ["signup date 2024 - today", { signup_date: { type: "date", from: "2024-01-01", to: "now" } }],
  ["departure sometime in 2026", { departure: { from: "2026-01-01", to: "2026-12-31" } }],
  ["created at (3 months old max)", { created_at: { type: "datetime", from: "now-3mo", to: "now" } }],
  ["age (max 60 years old)", { age: { max: 60 } }],
  ["a like count from 1 to 9", { like_count: { type: "integer", min: 1, max: 9 } }],
  ["gait (weekdays, weekends, evenings)", { gait: { type: "category", values: ["weekdays", "weekends", "evenings"] } }],
  ["plan free or paid (30% paid)", { plan: { type: "category", values: { free: 70, paid: 30 } } }],
  ["speed 0-130 km/h", { speed: { min: 0, max: 130 } }],
  ["depth 10-80 m", { depth: { min: 10, max: 80 } }],
  ["notice (1 month, 2 months)", { notice: { type: "category", values: ["1 month", "2 months"] } }],
  ["signed by", { signed_by: { type: "person.full_name" } }],
  ["sent or kept (80/20)", { status: { type: "category", values: { sent: 80, kept: 20 } } }],
])("of a field: %s", (text, fields) => {
  const made = fieldsOf(text);
  expect(made).toMatchObject(fields);
  expect(Object.keys(made)).toEqual(Object.keys(fields));
});
