import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startS3, type RealServer } from "../../host/src/stores/real-servers.ts";
import { startPostgres, type Server } from "../loading/servers.ts";
import { openBrowser, openSite, openTab, type Site } from "./browser.ts";
import { encode, hashOf, planOf } from "./make.ts";

const ROWS = 300;
const SHOP = `version: 1
name: shop
seed: 3
now: 2026-01-01
tables:
  orders:
    rows: ${ROWS}
    fields:
      id: { type: sequence, key: true }
      kind: { type: category, values: { sofa: 3, lamp: 1 } }
`;

let site: Site;
let browser: Browser;
let stores: RealServer;
let postgres: Server;
beforeAll(async () => {
  [site, browser, stores, postgres] = await Promise.all([openSite(), openBrowser(), startS3(), startPostgres()]);
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site.close(), stores.stop(), postgres.stop()]);
});

async function call<T>(path: string, body?: unknown, key = site.key): Promise<T> {
  const answer = await fetch(site.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const makeShop = async (name: string): Promise<string> =>
  (await call<{ id: string }>("/api/jobs", { schema: SHOP, name })).id;
const state = (page: Page, name: string): Promise<void> =>
  page.locator("header .badge", { hasText: name }).waitFor({ timeout: 60_000 });
const text = (page: Page, name: string) => page.getByRole("textbox", { name });
const click = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

/** Opens a dialog of the menu of a job that is done. */
async function openDialog(page: Page, id: string, item: RegExp): Promise<void> {
  await page.goto(`${site.url}/jobs/${id}`);
  await click(page, "Download");
  await page.getByRole("menuitem", { name: item }).click();
  await page.getByRole("dialog").waitFor();
}

test("a job that is done is published: what is wrong is said, then the bucket has the bytes", async () => {
  const { page, complaints } = await openTab(browser, site);
  const id = await makeShop("To publish");
  await openDialog(page, id, /Publish/);
  const dialog = page.getByRole("dialog");
  await text(page, "Address").fill(`s3://nowhere/shop?endpoint=${stores.address}&region=us-east-1`);
  for (const name of ["Access key ID", "Secret access key"])
    await dialog.getByLabel(name, { exact: true }).fill("S3RVER");
  await dialog.getByRole("button", { name: "Publish" }).click();
  const log = page.getByRole("group", { name: "Log" });
  await log.getByText(/The copy to s3:\/\/nowhere\/shop failed\..*bucket/i).waitFor();
  await openDialog(page, id, /Publish/);
  await text(page, "Address").fill(`s3://data/shop?endpoint=${stores.address}&region=us-east-1`);
  for (const name of ["Access key ID", "Secret access key"])
    await dialog.getByLabel(name, { exact: true }).fill("S3RVER");
  await dialog.getByRole("button", { name: "Publish" }).click();
  await log.getByText("Copied to s3://data/shop.").waitFor();
  // the store answers a moment before its file has its name
  const bytes = (): Promise<Buffer> => readFile(join(stores.folder, "data", "shop", "orders.csv._S3rver_object"));
  const expected = hashOf(encode(await planOf(SHOP), "orders", "csv", 0, ROWS));
  await expect.poll(async () => hashOf(await bytes().catch(() => Buffer.alloc(0)))).toBe(expected);
  await page.locator("label", { hasText: "Files" }).click();
  await page.getByText("s3://data/shop", { exact: true }).waitFor();
  expect(await page.locator("main").textContent()).not.toContain("S3RVER");
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("a job that is done is made in another format and loaded; a load that failed is retried where it stands", async () => {
  const { page } = await openTab(browser, site);
  const id = await makeShop("To load");
  await openDialog(page, id, /In another format/);
  await click(page, "Make files");
  await page.waitForURL((url) => url.pathname.startsWith("/jobs/") && !url.pathname.endsWith(id));
  await state(page, "Done");
  await page.locator("label", { hasText: "Files" }).click();
  await page.getByRole("rowheader", { name: "orders.parquet" }).waitFor();

  const address = await postgres.database("shop");
  const load = async (): Promise<void> => {
    await openDialog(page, id, /Load/);
    await text(page, "Address of the database").fill(address);
    await click(page, "Load");
    await page.waitForURL((url) => url.pathname.startsWith("/jobs/") && !url.pathname.endsWith(id));
  };
  const count = (): Promise<string> => postgres.query("shop", "select count(*) from orders");
  await load();
  await state(page, "Done");
  await page.getByText("Done. All tables are loaded.").waitFor();
  expect((await count()).trim()).toBe(String(ROWS));
  await load();
  await state(page, "Failed");
  const fault = page.getByRole("alert");
  expect(await fault.textContent()).toMatch(/orders.*rows.*(append|truncate)/is);
  await postgres.query("shop", "truncate orders");
  await click(page, "Retry");
  await state(page, "Done");
  expect((await count()).trim()).toBe(String(ROWS));
  const log = await page.getByRole("group", { name: "Log" }).getByRole("listitem").allTextContents();
  expect(log).toEqual(
    expect.arrayContaining([expect.stringContaining("Failed:"), expect.stringContaining("Started again")]),
  );
  await page.context().close();
}, 120_000);

test("a key is shown once, opens the API, and after it is revoked does not", async () => {
  const { page } = await openTab(browser, site);
  await page.goto(`${site.url}/settings`);
  await click(page, "New key");
  await text(page, "What it is for").fill("nightly");
  await click(page, "Make the key");
  const key = (await page.locator(".new-key").textContent())!;
  expect(await call<unknown>("/api/jobs", undefined, key)).toBeTruthy();
  await click(page, "I have copied it");
  await page.getByRole("row", { name: /nightly/ }).waitFor();
  await page.reload();
  const row = page.getByRole("row", { name: /nightly/ });
  await row.waitFor();
  expect(await page.content()).not.toContain(key);
  await row.getByRole("button").click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await row.getByText("revoked", { exact: true }).waitFor();
  await expect(call("/api/jobs", undefined, key)).rejects.toThrow("401");
  await page.context().close();
});

test("a member has pages of their own: nothing of others, and not what is the administrator's", async () => {
  const id = await makeShop("The owner's");
  await call("/api/access/users", { email: "mia@example.com", password: "a long enough one", role: "member" });
  const { page } = await openTab(browser, { url: site.url, session: "" });
  await page.goto(`${site.url}/jobs/${id}`);
  await text(page, "E-mail").fill("mia@example.com");
  await text(page, "Password").fill("a long enough one");
  await click(page, "Sign in");
  await page.getByRole("heading", { name: "There is no such job" }).waitFor();
  for (const [path, nothing] of [
    ["jobs", "No jobs yet"],
    ["datasets", "No data sets yet"],
    ["templates?which=own", "No template of your own yet"],
    ["analytics", "Nothing to show yet"],
  ] as const) {
    await page.goto(`${site.url}/${path}`);
    await page.getByRole("heading", { name: nothing }).waitFor();
  }
  await page.goto(`${site.url}/settings`);
  await page.getByText("No keys yet.").waitFor();
  expect(await page.getByRole("link", { name: "Users" }).count()).toBe(0);
  await page.context().close();
});

test("a file becomes a data set, then a schema with rows; it is deleted only once that is confirmed", async () => {
  const { page } = await openTab(browser, site);
  await page.goto(`${site.url}/datasets`);
  await page.getByRole("heading", { name: "No data sets yet" }).waitFor();
  const csv = `id,city,temperature\n${Array.from({ length: 60 }, (_, k) => `${k + 1},${["Oslo", "Lima", "Pune"][k % 3]},${k / 2}\n`).join("")}`;
  const file = { name: "stations.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await click(page, "Make a schema from stations.csv");
  await page.getByRole("tab", { name: /stations/ }).waitFor();
  const city = page.locator("#cell-0-1");
  await expect.poll(() => city.textContent()).toMatch(/^(Oslo|Lima|Pune)$/);
  await page.goto(`${site.url}/datasets`);
  await click(page, "Delete stations.csv");
  const dialog = page.getByRole("dialog", { name: "Delete this data set?" });
  await dialog.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("rowheader", { name: "stations.csv" }).waitFor();
  await click(page, "Delete stations.csv");
  await dialog.getByRole("button", { name: "Delete data set" }).click();
  await page.getByRole("heading", { name: "No data sets yet" }).waitFor();
  await page.context().close();
});

test("a template comes from a file and goes into one; a faulty file is refused with the place", async () => {
  const { page } = await openTab(browser, site);
  await page.goto(`${site.url}/templates`);
  const bring = (name: string, yaml: string): Promise<void> =>
    page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/yaml", buffer: Buffer.from(yaml) });
  await page.getByRole("button", { name: "Import YAML" }).waitFor();
  await bring("bad.yaml", SHOP.replace("rows: 300", "rows: many"));
  await page.getByText(/tables\.orders\.rows/).waitFor();
  await bring("shop.yaml", SHOP);
  await page.getByRole("heading", { name: "shop", exact: true }).waitFor();
  await click(page, "More");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /YAML/ }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toBe(SHOP);
  await click(page, "More");
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Delete/ })
    .click();
  await page.waitForURL(`${site.url}/templates`);
  await page.goto(`${site.url}/templates?which=own`);
  await page.getByRole("heading", { name: "No template of your own yet" }).waitFor();
  await page.context().close();
});

test("many jobs go over pages, a page beyond the last leads back, and without a line the page says so", async () => {
  const { page } = await openTab(browser, site);
  await Promise.all(Array.from({ length: 23 }, (_, k) => makeShop(`Batch ${k}`)));
  await page.goto(`${site.url}/jobs?q=Batch`);
  await expect.poll(() => page.locator("tbody tr").count()).toBe(20);
  await page.getByRole("button", { name: "Next" }).click();
  await expect.poll(() => page.locator("tbody tr").count()).toBe(3);
  await page.goto(`${site.url}/jobs?q=Batch&page=9`);
  await expect.poll(() => page.locator("tbody tr").count()).toBeGreaterThan(0);
  await page.context().setOffline(true);
  await page.getByText("You are offline.").waitFor();
  await page.context().setOffline(false);
  await expect.poll(() => page.getByText("You are offline.").count()).toBe(0);
  await page.context().close();
});
