/// <reference lib="dom" />
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { median, type Claim, type Figure } from "../claim.ts";

const ROUNDS = 5;
const WATCH_S = 10;
const PAGES = ["/new?template=bank", "/jobs", "/templates", "/analytics", "/settings"];

const SLOW = `
name: slow
seed: 1
tables:
  rows: { rows: 400_000_000, fields: { id: { type: sequence, key: true }, n: { type: integer, min: 0, max: 9 } } }
`;

/** A figure that must not exceed `most`. */
const atMost = (what: string, value: number, most: number, unit: string): Figure => ({
  what,
  value: `${value.toFixed(value >= 10 ? 0 : 1)}${unit}`,
  target: `<= ${most}${unit}`,
  met: value <= most,
});

/** Milliseconds to the largest thing painted, and kilobytes that came over the network, in a fresh profile. */
async function openCold(context: BrowserContext, url: string): Promise<{ lcpMs: number; kb: number }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url);
  await page.locator("h1").first().waitFor();
  const lcpMs = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let last = 0;
        new PerformanceObserver((list) => {
          for (const { startTime } of list.getEntries()) last = startTime;
        }).observe({ type: "largest-contentful-paint", buffered: true });
        setTimeout(() => done(last), 1500);
      }),
  );
  await page.close();
  return { lcpMs, kb: bytes / 1024 };
}

/** Share of the main thread that a page takes while it is looked at, in per cent, and megabytes that its heap grew. */
async function watch(page: Page, seconds: number): Promise<{ busy: number; grown: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const read = async (): Promise<Record<string, number>> => {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const before = await read();
  await page.waitForTimeout(seconds * 1000);
  const after = await read();
  const busy =
    ((after["TaskDuration"]! - before["TaskDuration"]!) / (after["Timestamp"]! - before["Timestamp"]!)) * 100;
  return { busy, grown: (after["JSHeapUsedSize"]! - before["JSHeapUsedSize"]!) / 2 ** 20 };
}

/** The pages of the platform against the real server, in Chromium, unthrottled. */
export const web: Claim = {
  name: "web",
  says: "the web pages: first load, largest paint, and what a live job costs the browser",
  async measure(): Promise<readonly Figure[]> {
    const home = mkdtempSync(join(tmpdir(), "semblance-bench-"));
    const main = resolve(import.meta.dirname, "../../host/src/cli/main.ts");
    const served = spawn(process.execPath, [main, "serve", "--port", "0", "--open", "no", "--json"], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, SEMBLANCE_HOME: home, LOG_LEVEL: "error" },
    });
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
    try {
      const [told] = (await once(served.stdout, "data")) as [Buffer];
      const { url, link, key_file } = JSON.parse(told.toString()) as { url: string; link: string; key_file: string };
      const door = await browser.newContext();
      const entry = await door.newPage();
      await entry.goto(link);
      await entry.waitForURL(`${url}/new`);
      const storageState = await door.storageState();
      await door.close();
      const figures: Figure[] = [];
      for (const path of PAGES) {
        const runs = [];
        for (let round = 0; round < ROUNDS; round++) {
          const context = await browser.newContext({ storageState });
          runs.push(await openCold(context, url + path));
          await context.close();
        }
        figures.push(atMost(`${path}: largest paint`, median(runs.map(({ lcpMs }) => lcpMs)), 1200, " ms"));
        figures.push({
          what: `${path}: all that is fetched`,
          value: `${median(runs.map(({ kb }) => kb)).toFixed(0)} kB`,
        });
      }
      const answer = await fetch(`${url}/api/jobs`, {
        method: "POST",
        headers: { "x-api-key": readFileSync(key_file, "utf8").trim(), "content-type": "application/json" },
        body: JSON.stringify({ schema: SLOW, chunk_rows: 400_000 }),
      });
      const { id } = (await answer.json()) as { id: string };
      const page = await (await browser.newContext({ storageState })).newPage();
      await page.goto(`${url}/jobs/${id}`);
      await page.getByRole("img", { name: /Map of chunks/ }).waitFor();
      await page.waitForTimeout(2000);
      const { busy, grown } = await watch(page, WATCH_S);
      figures.push(atMost("a live job of 1,000 chunks: main thread", busy, 20, "%"));
      figures.push({ what: `its heap after ${WATCH_S} s more`, value: `${grown.toFixed(2)} MB` });
      return figures;
    } finally {
      await browser.close();
      served.kill();
      await once(served, "exit");
      rmSync(home, { recursive: true, force: true });
    }
  },
};
