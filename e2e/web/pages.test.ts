import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { openBrowser, openSite, openTab, type Site } from "./browser.ts";
import { SMALL } from "./schemas.ts";

let site: Site;
let browser: Browser;
const ids: Record<string, string> = {};

async function call(path: string, body: unknown): Promise<{ id: string }> {
  const answer = await fetch(site.url + path, {
    method: "POST",
    headers: { "x-api-key": site.key, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string };
}

beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  const tables = { visits: 2000 };
  ids["done"] = (await call("/api/jobs", { schema: SMALL, tables, chunk_rows: 1000 })).id;
  ids["paused"] = (await call("/api/jobs", { schema: SMALL, chunk_rows: 10_000_000 })).id;
  await call(`/api/jobs/${ids["paused"]}/control`, { action: "pause" });
  const destination = { to: "postgres://me:secret@127.0.0.1:1/nowhere" };
  ids["failed"] = (await call("/api/jobs", { schema: SMALL, tables, destination })).id;
  ids["template"] = (await call("/api/templates", { name: "own", summary: "Mine", text: SMALL })).id;
  await call("/api/access/keys", { name: "nightly" });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

interface State {
  readonly path: () => string;
  /** What is there when the page is. */
  readonly ready: (page: Page) => Promise<unknown>;
}

const heading =
  (name: string | RegExp) =>
  (page: Page): Promise<void> =>
    page.getByRole("heading", { name }).first().waitFor();
const button =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole("button", { name, exact: true }).first().click();
    await page.getByRole("dialog").waitFor();
  };
const done = (page: Page): Promise<void> => page.locator("header .badge", { hasText: "Done" }).waitFor();

const STATES: Readonly<Record<string, State>> = {
  jobs: { path: () => "/jobs", ready: (page) => page.getByRole("table").waitFor() },
  "jobs, none": { path: () => "/jobs?q=nothing", ready: heading("No job fits") },
  "a job that is done": { path: () => `/jobs/${ids["done"]}`, ready: done },
  "a job's data": {
    path: () => `/jobs/${ids["paused"]}?view=data`,
    ready: (page) => page.locator('[role="gridcell"]:not([data-wait])').first().waitFor(),
  },
  "a job's files": {
    path: () => `/jobs/${ids["done"]}?view=files`,
    ready: (page) => page.getByRole("table").waitFor(),
  },
  "a job that failed": { path: () => `/jobs/${ids["failed"]}`, ready: (page) => page.getByRole("alert").waitFor() },
  "cancel a job": { path: () => `/jobs/${ids["paused"]}`, ready: button("Cancel job") },
  publish: {
    path: () => `/jobs/${ids["done"]}`,
    ready: async (page) => {
      await page.getByRole("button", { name: "Download" }).click();
      await page.getByRole("menuitem", { name: /Publish/ }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  "no such job": { path: () => `/jobs/${ids["template"]}`, ready: heading("There is no such job") },
  "an address that no job can have": { path: () => "/jobs/nope", ready: heading("There is no such job") },
  templates: { path: () => "/templates", ready: (page) => page.locator(".mini table").first().waitFor() },
  "a template's data": {
    path: () => `/templates/${ids["template"]}`,
    ready: (page) => page.locator('[role="gridcell"]:not([data-wait])').first().waitFor(),
  },
  "a template edited": {
    path: () => `/templates/${ids["template"]}?view=edit`,
    ready: (page) => page.getByText("No issues").waitFor(),
  },
  "a template's versions": { path: () => `/templates/${ids["template"]}?view=versions`, ready: heading("Versions") },
  "no data sets": { path: () => "/datasets", ready: heading("No data sets yet") },
  analytics: { path: () => "/analytics", ready: heading("Rows per day") },
  keys: { path: () => "/settings", ready: (page) => page.getByRole("rowheader", { name: "nightly" }).waitFor() },
  "a new key": { path: () => "/settings", ready: button("New key") },
  users: { path: () => "/settings/users", ready: (page) => page.getByRole("table").waitFor() },
  server: { path: () => "/settings/server", ready: heading("Storage") },
  account: { path: () => "/settings/account", ready: heading(/password/) },
  shortcuts: { path: () => "/settings/shortcuts", ready: (page) => page.getByRole("checkbox").waitFor() },
  "sign in": { path: () => "/sign-in", ready: heading("Sign in") },
  "a new user": { path: () => "/settings/users", ready: button("New user") },
  "no such page": { path: () => "/nowhere", ready: heading("There is no such page") },
  palette: {
    path: () => "/jobs",
    ready: async (page) => {
      await page.getByRole("table").waitFor();
      await page.keyboard.press("Control+k");
      await page.locator(".mantine-Spotlight-action").first().waitFor();
    },
  },
};

test("no page has a fault for axe, light and dark, complains, asks others, or is cut or scrolls sideways on a phone or when magnified", async () => {
  const status = async (): Promise<string> => {
    const answer = await fetch(`${site.url}/api/jobs/${ids["done"]}`, { headers: { "x-api-key": site.key } });
    return ((await answer.json()) as { status: string }).status;
  };
  await expect.poll(status, { interval: 200 }).toBe("completed");
  const { page, complaints } = await openTab(browser, site);
  const found: unknown[] = [];
  for (const [state, { path, ready }] of Object.entries(STATES)) {
    await page.goto(site.url + path());
    await ready(page);
    found.push(...(await faultsOf(page)).map((fault) => [state, fault]));
    for (const width of [390, 720, 1024]) {
      await page.setViewportSize({ width, height: 844 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.push([state, `${wide} pixels wide at ${width}`]);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll(".table-box")].map((box) => box.scrollWidth - box.clientWidth),
      );
      if (cut.some((by) => by > 0)) found.push([state, `a list is cut at ${width}`]);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }
  expect(found).toEqual([]);
  // A job that is not there is asked for: the browser tells of the answer.
  expect(complaints.filter((line) => !/status of 40[04]/.test(line))).toEqual([]);
  await page.context().close();
});

test("keys: the palette leads to a job, a slash to the search, a question mark to the list of keys", async () => {
  const { page } = await openTab(browser, site);
  await page.goto(`${site.url}/analytics`);
  await page.getByRole("heading", { name: "Rows per day" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("textbox").or(page.getByRole("searchbox")).first().fill("Templ");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site.url}/templates`);
  await page.getByRole("textbox", { name: "Search templates" }).waitFor();
  await page.keyboard.press("/");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Search templates");
  await page.getByRole("heading", { name: "Templates" }).click(); // out of the field, where keys are letters
  await page.keyboard.press("Shift+?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.context().close();
});

test("a dialog begins where one writes or on what is safe, and gives the focus back", async () => {
  const { page } = await openTab(browser, site);
  const focused = (): Promise<string | null | undefined> =>
    page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent.slice(0, 30),
    );
  await page.goto(`${site.url}/settings/keys`);
  const open = page.getByRole("button", { name: "New key" });
  await open.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  expect(
    await page.getByRole("textbox", { name: "What it is for" }).evaluate((at) => at === document.activeElement),
  ).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(focused).toBe("New key");
  await page.getByRole("button", { name: "Revoke nightly" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  expect(await focused()).toBe("Keep it working");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Revoke nightly");
  await page.context().close();
});
