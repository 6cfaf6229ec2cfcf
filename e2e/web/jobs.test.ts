import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openSite, openTab, type Site } from "./browser.ts";
import { encode, hashOf, planOf } from "./make.ts";

const ROWS = 1_000_000;
const MILLION = `version: 1
name: million
seed: 7
now: 2026-01-01
tables:
  readings:
    rows: ${ROWS}
    fields:
      id: { type: sequence, key: true }
      kind: { type: category, values: { warm: 3, cold: 1 } }
      value: { type: integer, min: 0, max: 999 }
`;
const LONG_MS = 180_000;

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function call<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(site.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { "x-api-key": site.key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const makeJob = async (order: object): Promise<string> => (await call<{ id: string }>("/api/jobs", order)).id;
const state = (page: Page, name: string) => page.locator("header .badge", { hasText: name });
const rowsDone = async (page: Page): Promise<number> =>
  Number((await page.locator(".hero-rows").textContent())!.split(" ")[0]!.replaceAll(",", ""));

test("a million rows: paused, the page loaded again, resumed, downloaded, and the file is the engine's", async () => {
  const { page, complaints } = await openTab(browser, site);
  await page.goto(`${site.url}/jobs`); // loaded before there is work
  const id = await makeJob({ schema: MILLION, chunk_rows: 5000 });
  await page.goto(`${site.url}/jobs/${id}`);
  await expect.poll(() => rowsDone(page)).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Pause" }).click();
  await state(page, "Paused").waitFor();
  await page.reload();
  await state(page, "Paused").waitFor();
  const paused = await rowsDone(page);
  expect(paused).toBeGreaterThan(0);
  expect(paused).toBeLessThan(ROWS);
  const log = page.getByRole("group", { name: "Log" });
  await log.getByText("Paused. What is made is kept.").waitFor();
  await page.keyboard.press("p");
  await state(page, "Running").waitFor();
  await expect.poll(() => page.title()).toMatch(/^\d+% · million$/);
  await state(page, "Done").waitFor({ timeout: LONG_MS });
  expect(await rowsDone(page)).toBe(ROWS);
  await page.reload();
  await log.getByText("Done. All files are whole.").waitFor();
  expect(await log.getByRole("listitem").allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining("Paused."), expect.stringContaining("Resumed.")]),
  );
  expect(await page.getByRole("img", { name: /Map of chunks/ }).getAttribute("aria-label")).toMatch(
    /200 done, 0 running/,
  );
  await page.getByRole("button", { name: "Download" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /Everything/ }).click(),
  ]);
  const bytes = await readFile(await download.path());
  const plan = await planOf(MILLION);
  expect(hashOf(bytes)).toBe(hashOf(encode(plan, "readings", "csv", 0, ROWS)));
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("rows are seen that are not made yet, in a grid that goes to any of them", async () => {
  const { page } = await openTab(browser, site);
  const id = await makeJob({ schema: MILLION, rows: 900_000_000, chunk_rows: 50_000_000 });
  await call(`/api/jobs/${id}/control`, { action: "pause" });
  await page.goto(`${site.url}/jobs/${id}?view=data`);
  await page.getByRole("textbox", { name: "Go to row" }).fill("899,999,999");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("#cell-899999999-0").textContent()).toBe("900000000");
  await page.getByRole("button", { name: "Cancel job" }).click();
  const dialog = page.getByRole("dialog", { name: "Cancel this job?" });
  await dialog.getByRole("button", { name: "Keep running" }).click();
  await state(page, "Paused").waitFor();
  await page.getByRole("button", { name: "Cancel job" }).click();
  await dialog.getByRole("button", { name: "Cancel job" }).click();
  await state(page, "Cancelled").waitFor();
  await page.context().close();
});

test("jobs are found by words and state, and the address keeps the filters", async () => {
  const { page } = await openTab(browser, site);
  await page.goto(`${site.url}/jobs`);
  await page.getByRole("link", { name: "million" }).first().waitFor();
  await page.getByRole("textbox", { name: /Search names/ }).fill("readings");
  await expect.poll(() => new URL(page.url()).search).toBe("?q=readings");
  await page.getByRole("combobox", { name: "Status" }).selectOption("Cancelled");
  await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  await page.reload();
  await expect.poll(() => page.locator("tbody tr").count()).toBe(1);
  await page.getByRole("textbox", { name: /Search names/ }).fill("nothing of that kind");
  await page.getByRole("heading", { name: "No job fits" }).waitFor();
  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await expect.poll(() => page.locator("tbody tr").count()).toBeGreaterThan(1);
  await page.context().close();
});

test("a template is copied, edited, and has versions that can be compared and brought back", async () => {
  const { page, complaints } = await openTab(browser, site);
  await page.goto(`${site.url}/templates/bank`);
  await page.getByRole("button", { name: "Duplicate" }).click();
  const text = page.getByRole("textbox", { name: "Schema in YAML" });
  await text.waitFor();
  const before = await text.inputValue();
  await text.fill(before.replace("rows: 1000", "rows: many"));
  await page.getByRole("region", { name: /issue/ }).waitFor();
  expect(await page.getByRole("button", { name: "Save as a new version" }).isDisabled()).toBe(true);
  await text.fill(before.replace("rows: 1000", "rows: 2500"));
  await page.getByText("No issues").waitFor();
  await page.getByRole("textbox", { name: "What changed" }).fill("More customers");
  await page.getByRole("button", { name: "Save as a new version" }).click();
  await page.locator("header", { hasText: "Version 2" }).waitFor();
  await page.locator("label", { hasText: "Versions" }).click();
  const diff = page.getByRole("group", { name: "Changes from version 1 to version 2" });
  await diff.waitFor();
  expect(await diff.locator('[data-kind="removed"]').textContent()).toContain("rows: 1000");
  expect(await diff.locator('[data-kind="added"]').textContent()).toContain("rows: 2500");
  await page.getByRole("button", { name: "Restore this version" }).click();
  await page.locator("header", { hasText: "Version 3" }).first().waitFor(); // the page's, and the version's
  await page.getByText("As version 1").waitFor();
  await page.locator("label", { hasText: "Examples" }).click();
  await page.getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: /Remove example 1/ }).waitFor();
  await page.goto(`${site.url}/templates?which=own`);
  await page.getByRole("link", { name: "Bank copy", exact: true }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("the link opens the door once; a user that the owner makes signs in and comes to where they wanted", async () => {
  const owner = await openTab(browser, site);
  await owner.page.goto(`${site.url}/settings/users`);
  await owner.page.getByRole("button", { name: "New user" }).click();
  await owner.page.getByRole("textbox", { name: "E-mail" }).fill("ada@example.com");
  await owner.page.getByRole("textbox", { name: "First password" }).fill("a long enough one");
  await owner.page.getByRole("button", { name: "Make the account" }).click();
  await owner.page.getByRole("rowheader", { name: /ada@example.com/ }).waitFor();
  await owner.page.context().close();

  const { page } = await openTab(browser, { url: site.url, session: "" });
  await page.goto(site.link);
  await page.getByRole("alert").getByText("This link does not open the door").waitFor();
  expect(page.url()).not.toContain("token");
  await page.goto(`${site.url}/analytics`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByRole("textbox", { name: "E-mail" }).fill("ada@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("do not belong together").waitFor();
  await page.getByRole("textbox", { name: "Password" }).fill("a long enough one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`${site.url}/analytics`);
  await page.getByRole("heading", { name: "Nothing to show yet" }).waitFor();
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.context().close();
});

test("the server is killed and started again while a job is watched: the page says so, and sees it done", async () => {
  const { page } = await openTab(browser, site);
  await page.goto(`${site.url}/jobs`);
  const id = await makeJob({ schema: MILLION, chunk_rows: 4000 });
  await page.goto(`${site.url}/jobs/${id}`);
  await expect.poll(() => rowsDone(page)).toBeGreaterThan(0);
  await site.kill();
  await page.getByText("Reconnecting").waitFor();
  expect(await rowsDone(page)).toBeGreaterThan(0);
  await site.revive();
  await state(page, "Done").waitFor({ timeout: LONG_MS });
  expect(await rowsDone(page)).toBe(ROWS);
  await expect.poll(() => page.getByText("Reconnecting").count()).toBe(0);
  await page.context().close();
});

test("a job that is deleted elsewhere is gone from the page that shows it, and no filter of the list is believed blindly", async () => {
  const { page } = await openTab(browser, site);
  const id = await makeJob({ schema: MILLION, rows: 900_000_000, chunk_rows: 50_000_000 });
  await call(`/api/jobs/${id}/control`, { action: "pause" });
  await page.goto(`${site.url}/jobs/${id}`);
  await state(page, "Paused").waitFor();
  const answer = await fetch(`${site.url}/api/jobs/${id}`, { method: "DELETE", headers: { "x-api-key": site.key } });
  expect(answer.ok).toBe(true);
  await page.getByRole("heading", { name: "There is no such job" }).waitFor();
  await page.goto(`${site.url}/jobs?status=bogus&from=garbage&page=-3`);
  await page.getByRole("table").waitFor();
  await page.context().close();
});
