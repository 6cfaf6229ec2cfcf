import { readCell, generate, openMachine } from "@semblance/engine";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openLines, openPage, openSite, openTab, type Site } from "./browser.ts";
import { planOf } from "./make.ts";
import { SMALL } from "./schemas.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** The texts of one row in sight. */
const rowTexts = (page: Page, row: number): Promise<string[]> =>
  page.locator(`[role="row"][aria-rowindex="${row + 2}"] [role="gridcell"]:not([data-wait])`).allTextContents();

async function inNode(table: string, row: number, column: number): Promise<string> {
  const plan = await planOf(SMALL);
  for (const batch of generate(plan, { table, from: row, to: row + 1 }, openMachine()))
    return JSON.stringify(readCell(batch.machine, batch.header.columns[column]!, batch.columns[column]!, 0)).replaceAll(
      '"',
      "",
    );
  throw new Error("no row");
}

async function selectLine(page: Page, containing: string): Promise<void> {
  await openLines(page);
  await page.locator(".cm-line", { hasText: containing }).first().click();
  await page.keyboard.press("End");
}

test("the first rows are those of the engine in Node", async () => {
  const { page, complaints } = await openPage(browser, site, { text: SMALL });
  const [id, name] = await rowTexts(page, 0);
  expect(id).toBe(await inNode("people", 0, 0));
  expect(name).toBe(await inNode("people", 0, 1));
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("every template shows rows without an issue", async () => {
  const { page, complaints } = await openPage(browser, site);
  const templates = (await (await page.request.get(`${site.url}/api/templates`)).json()) as {
    name: string;
    summary: string;
  }[];
  expect(templates.length).toBeGreaterThan(5);
  for (const { name, summary } of templates) {
    await page.goto(`${site.url}/new`);
    await page.getByRole("button").filter({ hasText: summary }).click();
    await expect.poll(() => page.getByText("No issues").isVisible(), { message: name }).toBe(true);
    await expect.poll(() => rowTexts(page, 0).then((texts) => texts.length), { message: name }).toBeGreaterThan(0);
    expect(new URL(page.url()).searchParams.get("template")).toBe(name);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("an edit changes the rows, and undo brings them back", async () => {
  const { page } = await openPage(browser, site, { text: SMALL });
  const before = await rowTexts(page, 3);
  await selectLine(page, "min: 18");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(", null: 1");
  await expect.poll(() => rowTexts(page, 3)).toContain("null");
  const after = await rowTexts(page, 3);
  expect([after[0], after[1]]).toEqual([before[0], before[1]]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => rowTexts(page, 3)).toEqual(before);
  await page.context().close();
});

test("an issue stands at its line, the last good rows stay, and a click goes to the line", async () => {
  const { page } = await openPage(browser, site, { text: SMALL });
  const before = await rowTexts(page, 0);
  await selectLine(page, "min: 18");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type(", minimum: 5");
  const issues = page.getByRole("region", { name: "1 issue" });
  await issues.waitFor();
  expect(await issues.textContent()).toContain("Line 11");
  expect(await page.locator(".cm-lintRange-error").count()).toBeGreaterThan(0);
  expect(await rowTexts(page, 0)).toEqual(before);
  await page.getByText("rows of the last schema without issues").waitFor();
  await page.locator(".cm-line").first().click();
  await issues.getByRole("button").click();
  expect(await page.locator(".cm-activeLine").textContent()).toContain("minimum");
  await page.context().close();
});

test("a slip in the grammar of YAML is an issue too", async () => {
  const { page } = await openPage(browser, site, { text: SMALL.replace("seed: 42", "seed: [42"), rows: false });
  await page.getByRole("region", { name: /issue/ }).waitFor();
  expect(await page.getByRole("heading", { name: "No rows yet" }).isVisible()).toBe(true);
  await page.context().close();
});

test("an empty editor leads back to something to begin with", async () => {
  const { page } = await openPage(browser, site, { text: SMALL });
  await openLines(page);
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.getByRole("heading", { name: "No schema yet" }).waitFor();
  await page.getByRole("button", { name: "Add a table" }).click();
  await expect.poll(() => rowTexts(page, 0)).toEqual(["1"]);
  await page.context().close();
});

test("a page whose engine cannot load says so, and keeps the schema", async () => {
  const { page } = await openTab(browser, site);
  await page.route("**/engine.worker-*", (route) => route.abort());
  await page.goto(`${site.url}/new?template=bank&view=yaml`);
  await expect.poll(() => page.getByRole("alert").textContent()).toContain("The engine stopped");
  expect((await openLines(page)).length).toBeGreaterThan(5);
  await page.unroute("**/engine.worker-*");
  await page.getByRole("button", { name: "Load again" }).click();
  await page.locator('[role="gridcell"]:not([data-wait])').first().waitFor();
  await page.context().close();
});

test("a reload keeps what was written, and two drafts of one template are two", async () => {
  const { page } = await openPage(browser, site);
  await selectLine(page, "name:");
  await page.keyboard.type("x");
  await page.getByText("Saved in this browser").waitFor();
  await page.waitForURL(/draft=/);
  const lines = await openLines(page);
  await page.reload();
  expect(await openLines(page)).toEqual(lines);
  await page.goto(`${site.url}/new?template=bank&view=yaml`);
  await expect
    .poll(() => openLines(page).then((all) => all.find((line) => line.startsWith("name:"))))
    .toBe("name: bank");
  await page.goto(`${site.url}/new`);
  await page
    .getByRole("button", { name: /^bankx/ })
    .first()
    .click();
  await page.getByText("YAML", { exact: true }).first().click();
  expect(await openLines(page)).toEqual(lines);
  await page.context().close();
});

test("the seed field and the shuffle button write the seed into the document", async () => {
  const { page } = await openPage(browser, site, { text: SMALL });
  await openLines(page);
  const before = await rowTexts(page, 0);
  await page.getByLabel("Seed").fill("7");
  await page.keyboard.press("Enter");
  await expect.poll(() => rowTexts(page, 0)).not.toEqual(before);
  expect(await openLines(page)).toContain("seed: 7");
  await page.getByRole("button", { name: "Shuffle" }).click();
  await expect.poll(() => openLines(page)).not.toContain("seed: 7");
  await page.context().close();
});

describe("a billion rows", () => {
  test("row 999,999,990 is there at once, and is the engine's", async () => {
    const { page, complaints } = await openPage(browser, site, { text: SMALL, query: "?table=visits" });
    await page.getByRole("textbox", { name: "Go to row" }).fill("999,999,990");
    await page.keyboard.press("Enter");
    await expect
      .poll(() => rowTexts(page, 999_999_990).then((texts) => texts[0]))
      .toBe(await inNode("visits", 999_999_990, 0));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("the keys of a grid go to both ends and page by page", async () => {
    const { page } = await openPage(browser, site, { text: SMALL, query: "?table=visits" });
    const grid = page.getByRole("grid");
    const active = (): Promise<string | null> => grid.getAttribute("aria-activedescendant");
    await grid.focus();
    await page.keyboard.press("Control+End");
    await expect.poll(active).toBe("cell-999999999-3");
    await expect
      .poll(() => rowTexts(page, 999_999_999).then((texts) => texts[0]))
      .toBe(await inNode("visits", 999_999_999, 0));
    await page.keyboard.press("PageUp");
    const paged = Number((await active())!.split("-")[1]);
    expect(paged).toBeLessThan(999_999_990);
    await page.keyboard.press("Control+Home");
    await expect.poll(active).toBe("cell-0-0");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowRight");
    await expect.poll(active).toBe("cell-1-1");
    await page.context().close();
  });

  test("the wheel moves row by row in the middle, and still does when the scroll bar has been put right", async () => {
    const { page } = await openPage(browser, site, { text: SMALL, query: "?table=visits" });
    await page.getByRole("textbox", { name: "Go to row" }).fill("500000000");
    await page.keyboard.press("Enter");
    const top = (): Promise<number> =>
      page.evaluate(() => {
        const head = document.querySelector(".grid-head")!.getBoundingClientRect().bottom;
        const rows = [...document.querySelectorAll<HTMLElement>(".grid-row")];
        const first = rows.find((row) => row.getBoundingClientRect().top >= head - 1)!;
        return Number(first.getAttribute("aria-rowindex")) - 2;
      });
    await expect.poll(top).toBeGreaterThan(499_999_900);
    for (let turn = 0; turn < 3; turn++) {
      const before = await top();
      await page.mouse.move(1000, 500);
      await page.mouse.wheel(0, 300);
      await expect.poll(top).toBe(before + 10);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 250))); // the bar is put right when idle
      expect(await top()).toBe(before + 10);
    }
    await page.context().close();
  });
});

test("a cell says how it came to be, and the panel follows the keys", async () => {
  const { page } = await openPage(browser, site, { text: SMALL, query: "?table=visits" });
  await page.locator("#cell-2-1").click();
  const panel = page.getByRole("complementary", { name: "How this cell came to be" });
  await expect.poll(() => panel.textContent()).toContain("person_id in row 2 of visits");
  expect(await panel.textContent()).toContain("Random stream");
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => panel.textContent()).toContain("person_id in row 3 of visits");
  await panel.getByRole("button", { name: "Show in schema" }).click();
  expect(await page.locator(".cm-activeLine").textContent()).toContain("person_id");
  await page.getByRole("grid").focus();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await page.context().close();
});

test("field types are completed", async () => {
  const { page } = await openPage(browser, site, { text: SMALL });
  await selectLine(page, "name: { type");
  await page.keyboard.press("Enter");
  await page.keyboard.type("mail: { type: inter");
  await expect.poll(() => page.getByRole("option", { name: /internet\.email/ }).count()).toBe(1);
  await page.context().close();
});

test("the copied command names the template, or writes the file it needs when that was edited", async () => {
  const { page } = await openPage(browser, site, { query: "?template=bank" });
  const copied = async (): Promise<string> => {
    await page.getByRole("button", { name: "Copy, share, save" }).click();
    await page.getByRole("menuitem", { name: "Command line" }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  expect(await copied()).toMatch(/^npx semblance generate bank .*--out bank\/$/);
  await selectLine(page, "name:");
  await page.keyboard.type("2");
  await expect
    .poll(copied)
    .toMatch(/^cat > bank2\.yaml <<'SCHEMA'\n[^]*\nnpx semblance generate bank2\.yaml .*--out bank2\/$/);
  await page.context().close();
});

const LIVES = `version: 1
name: lives
seed: 1
now: 2026-01-01
tables:
  products:
    rows: 20
    fields:
      id: { type: sequence, key: true }
      reason: { type: category, values: [late, other] }
      fee: decimal
  prices:
    rows: { per: products, min: 2, max: 5 }
    fields:
      product_id: { type: reference, to: products.id }
      valid_from: { type: date, from: 2024-01-01, to: 2025-12-31 }
      placed_at: { type: datetime, from: 2025-01-01, to: 2025-12-31 }
`;

test("totals, versions and states are made by forms, without a mouse, and opened again as they were", async () => {
  const { page, complaints } = await openPage(browser, site, { text: LIVES, view: "rules" });
  const dialog = page.getByRole("dialog");
  const add = async (kind: string): Promise<void> => {
    await page.getByRole("button", { name: "Add a rule" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("[role=menuitem]:focus").waitFor();
    await page.keyboard.type(kind); // its first letters lead to it
    await page.keyboard.press("Enter");
    await dialog.waitFor();
  };
  const save = async (): Promise<void> => {
    await dialog.getByRole("button", { name: "Save" }).press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByText("No issues").waitFor();
  };
  await add("an");
  await dialog.getByRole("combobox", { name: "The field that adds up" }).selectOption("fee");
  await dialog.getByRole("combobox", { name: "It adds up to" }).selectOption({ label: "a number for each group" });
  await dialog.getByRole("combobox", { name: "Grouped by" }).selectOption("reason");
  await dialog.getByRole("textbox", { name: "Total of late" }).fill("1,200.50");
  expect(await dialog.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  await dialog.getByRole("textbox", { name: "Total of other" }).fill("300");
  await save();
  await page.getByRole("tab", { name: /prices/ }).click();
  await add("v");
  await dialog.getByRole("combobox", { name: "A version holds from" }).selectOption("valid_from");
  await save();
  await add("s");
  await dialog.getByRole("combobox", { name: "The field that holds the state" }).fill("status");
  const states = dialog.getByRole("group", { name: /^State / });
  const [first, second] = [states.nth(0), states.nth(1)];
  await first.getByRole("textbox", { name: "State", exact: true }).fill("placed");
  await first.getByRole("textbox", { name: "Share, %" }).fill("40");
  await first.getByRole("combobox", { name: "Moment in" }).fill("placed_at");
  await second.getByRole("textbox", { name: "State", exact: true }).fill("paid");
  await second.getByRole("textbox", { name: "Share, %" }).fill("50");
  await dialog.getByText("Shares add up to 90%").waitFor();
  await second.getByRole("textbox", { name: "Share, %" }).fill("60");
  await second.getByRole("combobox", { name: "Moment in" }).fill("paid_at");
  await second.getByRole("textbox", { name: "After at most" }).fill("2d");
  await save();
  await page.getByRole("button", { name: /^Edit: status/ }).press("Enter");
  expect(
    await dialog
      .getByRole("textbox", { name: "Share, %" })
      .evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value)),
  ).toEqual(["40", "60"]);
  await page.keyboard.press("Escape");
  await page.getByRole("radiogroup", { name: "Show the schema as" }).getByText("YAML").click();
  const text = (await openLines(page)).join("\n");
  for (const part of ["versions: valid_from", "lifecycle: status", "late: 1200.5", "placed: [ paid ]"])
    expect(text.replaceAll(/\s+/g, " ")).toContain(part);
  expect(complaints).toEqual([]);
  await page.context().close();
});
