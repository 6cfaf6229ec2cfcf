import { readFile } from "node:fs/promises";
import { deliveredTables, formats } from "@semblance/engine";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage, openSite, type Site } from "./browser.ts";
import { encode, hashOf, planOf } from "./make.ts";
import { SMALL } from "./schemas.ts";

const OFFERED = { csv: "As CSV", json: "As JSON", jsonl: "As JSON Lines", parquet: "As Parquet" };
let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([openSite(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const example = (name: string): Promise<string> =>
  readFile(new URL(`../../examples/${name}.yaml`, import.meta.url), "utf8");

test.each(["bank", "clinic", "ecommerce", "small"])(
  "a file made in the browser has the bytes of the same file made in Node: %s",
  async (name) => {
    const text = name === "small" ? SMALL : await example(name);
    const plan = await planOf(text);
    const { page, complaints } = await openPage(
      browser,
      site,
      name === "small" ? { text } : { query: `?template=${name}` },
    );
    const tables = deliveredTables(plan);
    for (const { header, rows } of tables) {
      if (tables.length > 1) await page.getByRole("tab", { name: header.table }).click();
      await page.getByRole("grid", { name: header.table }).waitFor();
      for (const { name: format } of formats) {
        const label = (OFFERED as Readonly<Record<string, string>>)[format];
        if (label === undefined) continue;
        await page.getByRole("button", { name: "Copy, share, save" }).click();
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("menuitem", { name: label, exact: true }).click(),
        ]);
        const bytes = await readFile(await download.path());
        const expected = encode(plan, header.table, format, 0, Math.min(rows, 10_000));
        expect(bytes.length, `${name} ${header.table} ${format}`).toBe(expected.length);
        expect(hashOf(bytes), `${name} ${header.table} ${format}`).toBe(hashOf(expected));
      }
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);
