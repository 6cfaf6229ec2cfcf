import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openLines, openPage, openSite, openTab, type Site } from "./browser.ts";
import { SMALL } from "./schemas.ts";

const WORDS =
  "Generate 1000 customer records with name, email, age (18-80), registration date (last year), and account status (active/inactive)";
const main = fileURLToPath(new URL("../../host/src/cli/main.ts", import.meta.url));
let site: Site;
let browser: Browser;
let folder: string;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
  folder = mkdtempSync(join(tmpdir(), "semblance-way-"));
});
afterAll(async () => {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

const heads = (page: Page): Promise<string[]> => page.locator(".grid-name b").allTextContents();
const fields = (page: Page): Promise<string[]> => page.locator(".field-name code").allTextContents();

test("described, looked at, generated and downloaded", async () => {
  const { page, complaints } = await openTab(browser, site);
  await page.goto(`${site.url}/new`);
  await page.getByRole("textbox", { name: "Describe the data" }).fill(WORDS);
  await page.getByText("age (18-80)").first().waitFor();
  await page.getByRole("button", { name: "Make the schema" }).click();
  await page.getByRole("gridcell").first().waitFor();
  expect(await heads(page)).toEqual(expect.arrayContaining(["name", "email", "age"]));
  await page.getByText("1,000 rows", { exact: false }).first().waitFor();
  await page.getByRole("button", { name: /^Generate/ }).click();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
  await page.getByRole("button", { name: "Download" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /^Everything/ }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text.trimEnd().split("\n").length).toBe(1001);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test("SQL and a sample become schemas on the page", async () => {
  const { page } = await openTab(browser, site);
  await page.goto(`${site.url}/new?from=sql`);
  await page
    .getByRole("textbox", { name: "SQL, Prisma or JSON Schema" })
    .fill(
      "CREATE TABLE pets (id integer PRIMARY KEY, name text NOT NULL, owner_id integer REFERENCES owners (id));\nCREATE TABLE owners (id integer PRIMARY KEY, email text UNIQUE);",
    );
  await page.getByRole("button", { name: "Make the schema" }).click();
  await page.getByRole("tab", { name: /owners/ }).click();
  await page.locator("#field-email").waitFor();
  expect(await fields(page)).toEqual(["id", "email"]);
  await page.goto(`${site.url}/new?from=sample`);
  const file = join(folder, "shops.csv");
  writeFileSync(
    file,
    `city,sales\n${Array.from({ length: 50 }, (_, k) => `${k % 2 === 0 ? "Rome" : "Oslo"},${k * 3}`).join("\n")}\n`,
  );
  await page.getByLabel("Choose files").setInputFiles(file);
  await page.getByRole("button", { name: "Make the schema" }).click();
  await page.getByRole("gridcell").first().waitFor();
  expect(await fields(page)).toEqual(["city", "sales"]);
  await page.goto(`${site.url}/new?from=sql`);
  await page.getByRole("textbox", { name: "SQL, Prisma or JSON Schema" }).fill("CREATE TABLE (");
  await page.getByRole("button", { name: "Make the schema" }).click();
  await page.getByRole("alert").waitFor();
  await page.context().close();
});

test("builder and text are one state, and so is their past", async () => {
  const { page } = await openPage(browser, site, { text: SMALL, view: "fields" });
  const views = page.getByRole("radiogroup", { name: "Show the schema as" });
  await page.getByRole("button", { name: /^age/ }).click();
  await page.getByLabel("Lowest").fill("21");
  await page.keyboard.press("Enter");
  await views.getByText("YAML").click();
  await expect.poll(() => openLines(page)).toContain("      age: { type: integer, min: 21, max: 80 }");
  await page.locator(".cm-line", { hasText: "name: small" }).click();
  await page.keyboard.press("End");
  await page.keyboard.type("er");
  await expect.poll(() => page.locator("h1").textContent()).toBe("smaller");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  expect((await openLines(page)).join("\n")).toBe(SMALL);
  await page.getByRole("button", { name: "Redo" }).click();
  await views.getByText("Fields").click();
  await expect.poll(() => page.getByLabel("Lowest").inputValue()).toBe("21");
  await page.context().close();
});

test("a shared link opens the schema elsewhere", async () => {
  const { page } = await openPage(browser, site, { text: SMALL });
  await page.getByRole("button", { name: "Copy, share, save" }).click();
  await page.getByRole("menuitem", { name: "Share a link" }).click();
  await page.getByText("Link copied").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await openTab(browser, site);
  await other.page.goto(link);
  await expect.poll(() => other.page.locator("h1").textContent()).toBe("small");
  await other.page.goto(`${site.url}/new${new URL(link).hash.slice(0, -9)}`);
  await other.page.getByRole("heading", { name: "This link is damaged" }).waitFor();
  await page.context().close();
  await other.page.context().close();
});

test("copied lines work as pasted", async () => {
  const { page } = await openPage(browser, site, {
    text: SMALL.replace("1_000_000_000", "30").replace("20_000", "10"),
  });
  const copy = async (item: string, said: string): Promise<string> => {
    await page.getByRole("button", { name: "Copy, share, save" }).click();
    await page.getByRole("menuitem", { name: item }).click();
    await page.getByText(said).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const cli = (await copy("Command line", "Command copied")).replace(
    "npx semblance",
    `'${process.execPath}' '${main}'`,
  );
  execFileSync("bash", ["-c", cli], { cwd: folder, stdio: "pipe" });
  expect(readdirSync(join(folder, "small")).toSorted()).toEqual(expect.arrayContaining(["people.csv", "visits.csv"]));
  const curl = await copy("curl", "Request copied");
  const answer = execFileSync("bash", ["-c", curl], {
    env: { ...process.env, SEMBLANCE_API_KEY: site.key },
    stdio: "pipe",
  });
  expect(JSON.parse(answer.toString())).toMatchObject({ name: "small", format: "csv" });
  const program = (await copy("TypeScript", "Program copied")).replace('from "semblance"', 'from "@semblance/engine"');
  const file = fileURLToPath(new URL("./pasted.tmp.ts", import.meta.url));
  writeFileSync(file, program);
  try {
    expect(execFileSync(process.execPath, [file], { stdio: "pipe" }).toString()).toContain("id: 1");
  } finally {
    rmSync(file);
  }
  await page.context().close();
});

test("from words to the file by keyboard alone", async () => {
  const { page } = await openTab(browser, site);
  await page.goto(`${site.url}/new`);
  await page.getByRole("textbox", { name: "Describe the data" }).waitFor();
  await page.keyboard.type("20 users with name and email");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("gridcell").first().waitFor();
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
  await page.getByRole("button", { name: "Download" }).waitFor();
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
  for (let k = 0; k < 60 && (await focused()) !== "Download"; k++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: /^Everything/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  while (!(await focused()).startsWith("Everything")) await page.keyboard.press("ArrowDown");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(
    readFileSync(await download.path(), "utf8")
      .trimEnd()
      .split("\n").length,
  ).toBe(21);
  await page.context().close();
});
