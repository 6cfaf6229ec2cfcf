import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openLines, openPage, openSite, type Site, type View } from "./browser.ts";
import { SMALL } from "./schemas.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  site.close();
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
  templates: { act: async (page) => page.getByRole("combobox", { name: "Template" }).click() },
  downloads: { act: async (page) => page.getByRole("button", { name: "Download" }).click() },
};

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
  }[];
}

test.each(Object.keys(STATES).flatMap((state) => [[state, "light"] as const, [state, "dark"] as const]))(
  "axe finds nothing: %s, %s",
  async (state, scheme) => {
    const { act, ...view } = STATES[state]!;
    const { page } = await openPage(browser, site, { ...view, scheme });
    await openLines(page);
    await act?.(page);
    // Through the debugger, which the content policy does not bind.
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`)) as Found;
    expect(
      violations.map(({ id, nodes }) => [
        id,
        nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
      ]),
    ).toEqual([]);
    await page.context().close();
  },
);

test("nothing scrolls sideways or is cut at 390 pixels, nor at 200% zoom, also once the schema is edited", async () => {
  for (const width of [390, 720]) {
    const { page } = await openPage(browser, site, { width, height: 844 });
    await openLines(page);
    await page.locator(".cm-line").nth(1).click();
    await page.keyboard.type("x");
    await page.getByRole("button", { name: "Back to the template" }).waitFor();
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
  await page.goto(`${site.url}/`, { waitUntil: "commit" });
  await page.waitForFunction(() => document.documentElement.hasAttribute("data-mantine-color-scheme"));
  expect(await scheme()).toBe("light");
  await page.context().close();
});

test("the whole way without a mouse: skip link, grid, cell, editor and out of it", async () => {
  const { page } = await openPage(browser, site, { text: SMALL });
  await openLines(page);
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the content");
  await page.keyboard.press("Enter");
  for (let k = 0; k < 20; k++) {
    if ((await page.evaluate(() => document.activeElement?.getAttribute("role"))) === "grid") break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("complementary").waitFor();
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor") === null)).toBe(true);
  await page.context().close();
});
