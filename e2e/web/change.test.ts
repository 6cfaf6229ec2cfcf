import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { openBrowser, openLines, openPage, openSite, openTab, type Site } from "./browser.ts";
import { SMALL } from "./schemas.ts";

const NAMED = SMALL.replace(
  "price: { type: decimal, scale: 2, min: 1, max: 500 }",
  'total: { type: decimal, scale: 2, min: 1, max: 500 } # in euros\n      twice: { type: decimal, value: "total * 2.0" }',
);
const CHANGED = NAMED.replace("min: 18, max: 80", "min: 21, max: 65")
  .replace("total: {", "amount: {")
  .replace('"total *', '"amount *');

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

test("words become changes that are shown, taken as one step and taken back as one", async () => {
  const { page, complaints } = await openPage(browser, site, { text: NAMED });
  const box = page.getByRole("textbox", { name: "Change…" });
  await box.fill("make age 21 to 65 and rename total to amount");
  const review = page.getByRole("region", { name: "What would change" });
  await review.getByText("3 changes").waitFor();
  expect(await review.locator("li > span").allTextContents()).toEqual([
    "visits.total renamed to amount",
    "people.age: min 18 → 21, max 80 → 65",
    "visits.twice: value total * 2.0 → amount * 2.0",
  ]);
  expect((await openLines(page)).join("\n")).toBe(NAMED);
  await review.getByRole("button", { name: "Apply" }).click();
  await page.getByText("3 changes made").waitFor();
  const plain = (text: string): string => text.replace('"amount * 2.0"', "amount * 2.0");
  await expect.poll(async () => plain((await openLines(page)).join("\n"))).toBe(plain(CHANGED));
  await page.getByText("No issues").waitFor();
  expect(await box.inputValue()).toBe("");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await openLines(page)).join("\n")).toBe(NAMED);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("without a mouse: Enter applies, Escape discards, and nothing understood is said", async () => {
  const { page } = await openPage(browser, site, { text: SMALL });
  const box = page.getByRole("textbox", { name: "Change…" });
  const review = page.getByRole("region", { name: "What would change" });
  await box.focus();
  await page.keyboard.type("remove note");
  await review.getByText("people.note removed").waitFor();
  await page.keyboard.press("Escape");
  await review.waitFor({ state: "detached" });
  expect((await openLines(page)).join("\n")).toBe(SMALL);
  await page.keyboard.type("hello there");
  await review.getByText("Nothing understood in “hello there”").waitFor();
  expect(await review.getByRole("button", { name: "Apply" }).count()).toBe(0);
  await page.keyboard.press("Enter");
  expect((await openLines(page)).join("\n")).toBe(SMALL);
  await page.keyboard.press("Escape");
  await page.keyboard.type("remove note");
  await review.getByText("people.note removed").waitFor();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await openLines(page)).join("\n")).not.toContain("note:");
  expect(await box.evaluate((node) => node === document.activeElement)).toBe(true);
  await page.context().close();
});

test("what was guessed has other readings: one click takes one, one step back takes it away", async () => {
  const { page, complaints } = await openTab(browser, site);
  await page.goto(`${site.url}/new`);
  await page
    .getByRole("textbox", { name: "Describe the data in plain English" })
    .fill("customers with name and loyalty level. Each customer has orders. Orders have a quantity and a placed date");
  await page.getByRole("button", { name: "Make the schema" }).click();
  const chip = page.getByRole("button", { name: /guess(es)? to check/ });
  const left = async (): Promise<number> => Number.parseInt((await chip.textContent())!.trim(), 10);
  await chip.click();
  const before = await left();
  const rows = page.getByRole("group", { name: "Readings of customers", exact: true });
  const quantity = page.getByRole("group", { name: "Readings of orders.quantity" });
  const pressed = (group: typeof rows): Promise<string | null> => group.locator('[aria-pressed="true"]').textContent();
  expect(await pressed(rows)).toBe("100 rows");
  expect(await faultsOf(page)).toEqual([]);
  await rows.getByRole("button", { name: "1,000 rows", exact: true }).click();
  await expect.poll(() => pressed(rows)).toBe("1,000 rows");
  await quantity.getByRole("button", { name: "1 to 100", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => pressed(quantity)).toBe("1 to 100");
  expect(await left()).toBe(before - 2);
  await page
    .getByRole("tab", { name: /customers/ })
    .getByText("1,000")
    .waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => pressed(quantity)).toBe("whole numbers, 1 to 20");
  expect(await pressed(rows)).toBe("1,000 rows");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => pressed(rows)).toBe("100 rows");
  expect(await left()).toBe(before);
  expect(complaints).toEqual([]);
  await page.context().close();
});
