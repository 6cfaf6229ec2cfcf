import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { openBrowser, openLines, openPage, openSite, type Site, type View } from "./browser.ts";
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

interface State extends View {
  readonly act?: (page: Page) => Promise<void>;
}

const STATES: Readonly<Record<string, State>> = {
  rows: { text: SMALL },
  phone: { text: SMALL, width: 390, height: 844 },
  "a cell explained": {
    text: SMALL,
    query: "?table=visits",
    act: async (page) => {
      await page.locator("#cell-2-1").click();
      await page.getByRole("complementary").waitFor();
    },
  },
  "issues over good rows": {
    text: SMALL,
    act: async (page) => {
      await openLines(page);
      await page.locator(".cm-line", { hasText: "min: 18" }).click();
      await page.keyboard.type("x");
      await page.getByRole("region", { name: /issue/ }).waitFor();
    },
  },
  "issues and no rows": {
    text: SMALL.replace("rows: 20_000", "rows: many"),
    rows: false,
    act: async (page) => page.getByRole("region", { name: /issue/ }).waitFor(),
  },
  empty: {
    text: " \n",
    rows: false,
    act: async (page) => page.getByRole("heading", { name: "No schema yet" }).waitFor(),
  },
  fields: { text: SMALL, view: "fields", act: async (page) => page.getByRole("button", { name: /^age/ }).click() },
  "data on a phone": { text: SMALL, view: "data", width: 390, height: 844 },
  "fields on a phone": { text: SMALL, view: "fields", width: 390, height: 844 },
  weights: { text: SMALL, view: "fields", act: async (page) => page.getByRole("button", { name: /^note/ }).click() },
  types: {
    text: SMALL,
    view: "fields",
    act: async (page) => {
      await page.getByRole("button", { name: "Add a field" }).click();
      await page.getByRole("listbox").getByRole("option").first().waitFor();
    },
  },
  rules: { text: SMALL, view: "rules" },
  "a new rule": {
    text: SMALL,
    view: "rules",
    act: async (page) => {
      await page.getByRole("button", { name: "Add a rule" }).click();
      await page.getByRole("menuitem", { name: "A condition that no row breaks" }).click();
      await page.getByRole("combobox", { name: "What holds in every row" }).fill("age > 40");
      await page.getByRole("table").waitFor();
    },
  },
  "a rule of groups": {
    text: SMALL,
    view: "rules",
    query: "?table=visits",
    act: async (page) => {
      await page.getByRole("button", { name: "Add a rule" }).click();
      await page.getByRole("menuitem", { name: /^An exact total/ }).click();
      await page.getByRole("combobox", { name: "It adds up to" }).selectOption({ label: "a number for each group" });
      await page.getByRole("button", { name: "Add a group" }).click();
    },
  },
  "a rule of states": {
    text: SMALL,
    view: "rules",
    act: async (page) => {
      await page.getByRole("button", { name: "Add a rule" }).click();
      await page.getByRole("menuitem", { name: /^States/ }).click();
      await page.getByRole("textbox", { name: "Share, %" }).first().fill("40");
    },
  },
  "a rule of versions": {
    text: SMALL,
    view: "rules",
    query: "?table=visits",
    act: async (page) => {
      await page.getByRole("button", { name: "Add a rule" }).click();
      await page.getByRole("menuitem", { name: /^Versions/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  diagram: {
    text: SMALL,
    view: "fields",
    query: "?side=diagram",
    rows: false,
    act: async (page) => page.locator(".react-flow__edge").first().waitFor(),
  },
  "a table": {
    text: SMALL,
    view: "fields",
    act: async (page) => {
      await page.getByRole("button", { name: "Table people" }).click();
      await page.getByRole("menuitem", { name: "Name and rows…" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  "what to take home": { act: async (page) => page.getByRole("button", { name: "Copy, share, save" }).click() },
};

test.each(Object.keys(STATES))("axe finds nothing, light and dark: %s", async (state) => {
  const { act, ...view } = STATES[state]!;
  const { page } = await openPage(browser, site, view);
  if ((view.view ?? "yaml") === "yaml") await openLines(page);
  await act?.(page);
  expect(await faultsOf(page)).toEqual([]);
  await page.context().close();
});

test("nothing scrolls sideways or is cut at 390 pixels, nor at 200% zoom, also once the schema is edited", async () => {
  for (const width of [390, 720]) {
    const { page } = await openPage(browser, site, { width, height: 844 });
    const views = page.getByRole("radiogroup", { name: "Show the schema as" });
    await views.getByText("Data").click();
    const cell = page.locator('[role="gridcell"]:not([data-wait])').first();
    await cell.waitFor();
    expect((await cell.boundingBox())!.y).toBeLessThan(500);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect((await page.locator("header.work-bar").boundingBox())!.height).toBeLessThan(64);
    await views.getByText("YAML").click();
    await openLines(page);
    await page.locator(".cm-line").nth(1).click();
    await page.keyboard.type("x");
    await page.getByRole("button", { name: "Undo" }).and(page.locator(":enabled")).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("header button, .write-bar button, .go-to")]
        .filter((control) => control.getBoundingClientRect().right > document.documentElement.clientWidth)
        .map(({ textContent }) => textContent),
    );
    expect(cut).toEqual([]);
    await page.context().close();
  }
});

test("the page is dark before its first paint, and the choice is kept", async () => {
  const { page } = await openPage(browser, site, { scheme: "dark" });
  const scheme = (): Promise<string | null> =>
    page.evaluate(() => document.documentElement.getAttribute("data-mantine-color-scheme"));
  expect(await scheme()).toBe("dark");
  await page.getByRole("button", { name: "Switch to light" }).click();
  await expect.poll(scheme).toBe("light");
  await page.goto(`${site.url}/new`, { waitUntil: "commit" });
  await page.waitForFunction(() => document.documentElement.hasAttribute("data-mantine-color-scheme"));
  expect(await scheme()).toBe("light");
  await page.context().close();
});

test("the whole way without a mouse: skip link, grid, cell, editor and out of it", async () => {
  const { page } = await openPage(browser, site, { text: SMALL, view: "fields" });
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  const focused = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.getAttribute("role") ?? document.activeElement?.getAttribute("value"));
  const tabTo = async (what: string): Promise<void> => {
    for (let k = 0; k < 50 && (await focused()) !== what; k++) await page.keyboard.press("Tab");
    expect(await focused()).toBe(what);
  };
  await tabTo("grid");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").waitFor();
  await page.getByRole("radiogroup", { name: "Show the schema as" }).getByRole("radio", { name: "Fields" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await openLines(page);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor") === null)).toBe(true);
  await page.context().close();
});

test("what is written in has its looks before anything is opened", async () => {
  const { page } = await openPage(browser, site, { text: SMALL, view: "fields" });
  for (const name of ["Change…", "Go to row", "Seed"])
    await expect
      .poll(() => page.getByRole("textbox", { name }).evaluate((box) => getComputedStyle(box).borderRadius))
      .toBe("6px");
  await page.context().close();
});
