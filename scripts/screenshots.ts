/** Takes the pictures of the documentation: `node scripts/screenshots.ts`, after `npm run build`. Look at them before you commit them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Page } from "playwright-core";

interface Picture {
  readonly name: string;
  readonly query: string;
  readonly scheme: "light" | "dark";
  readonly width: number;
  readonly height: number;
  readonly act?: (page: Page) => Promise<void>;
}

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "docs/images");

const PICTURES: readonly Picture[] = [
  {
    name: "playground-light",
    query: "?template=bank&table=transactions",
    scheme: "light",
    width: 1440,
    height: 900,
    async act(page) {
      await page.locator("#cell-4-2").click();
      await page.getByRole("complementary").waitFor();
    },
  },
  { name: "playground-dark", query: "?template=bank", scheme: "dark", width: 1440, height: 900 },
  { name: "playground-phone", query: "?template=bank", scheme: "light", width: 390, height: 844 },
];

mkdirSync(folder, { recursive: true });
const home = mkdtempSync(join(tmpdir(), "semblance-home-"));
const served = spawn(process.execPath, [join(root, "host/src/cli/main.ts"), "serve", "--port", "0", "--json"], {
  env: { ...process.env, SEMBLANCE_HOME: home, LOG_LEVEL: "warn" },
});
const [told] = (await once(served.stdout, "data")) as [Buffer];
const { url } = JSON.parse(told.toString()) as { url: string };
const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
try {
  for (const { name, query, scheme, width, height, act } of PICTURES) {
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: 1.5,
      colorScheme: scheme,
      reducedMotion: "reduce",
    });
    await page.goto(`${url}/new${query}`);
    await page.locator('[role="gridcell"]:not([data-wait])').first().waitFor();
    await page.locator(".cm-content").waitFor();
    await act?.(page);
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, fullPage: width < 860, animations: "disabled" });
    console.log(path);
    await page.close();
  }
} finally {
  await browser.close();
  served.kill();
  await once(served, "close");
  rmSync(home, { recursive: true });
}
