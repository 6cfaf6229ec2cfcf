/// <reference lib="dom" />
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { median, type Claim, type Figure } from "../claim.ts";

const ROUNDS = 5;
const PAGES = ["/new", "/new?template=bank", "/jobs", "/templates", "/datasets", "/analytics", "/settings"];
const FLICKS = 5;
/** How long a live job is watched; `WATCH_MINUTES=2` for a look. */
const WATCH_MS = Number(process.env["WATCH_MINUTES"] ?? 30) * 60_000;
const STEPS = 6;
const MB = 2 ** 20;

/** Work without bytes: names are made and dropped, what is kept packs to nothing. The job ends by being cancelled. */
const WORK = `
name: work
seed: 1
tables:
  rows:
    rows: 1_000
    fields:
      name: { type: person.full_name, hidden: true }
      text: { type: text.paragraph, hidden: true }
      ok: { type: expression, value: 'name != "" && text != ""' }
`;
const BUSY_CHUNKS = 1000;
const BUSY_CHUNK_ROWS = 100_000; // a minute of two cores
const LONG_CHUNKS = 10_000;
const LONG_CHUNK_ROWS = 1_000_000; // all the rows that a job may have: hours of two cores
const BUSY_MS = 20_000;
const WORKERS = 4; // each tells what it has made about twice a second

const BILLION = `
name: billion
seed: 1
tables:
  visits:
    rows: 1_000_000_000
    fields:
      id: { type: uuid, key: true }
      name: { type: person.full_name }
      at: { type: datetime, from: 2024-01-01, to: 2025-01-01 }
      price: { type: decimal, scale: 2, min: 1, max: 500 }
`;

/** A figure that must not exceed `most`. */
const atMost = (what: string, value: number, most: number, unit: string): Figure => ({
  what,
  value: `${value.toFixed(value >= 10 ? 0 : 1)}${unit}`,
  target: `<= ${most}${unit}`,
  met: value <= most,
});

interface Opened {
  readonly url: string;
  readonly key: string;
  readonly browser: Browser;
  /** A fresh profile in which the owner is signed in. */
  readonly profile: () => Promise<BrowserContext>;
  close(): Promise<void>;
}

/** A server of its own, a browser, and the owner's session in it. */
async function open(): Promise<Opened> {
  const home = mkdtempSync(join(tmpdir(), "semblance-bench-"));
  const main = resolve(import.meta.dirname, "../../host/src/cli/main.ts");
  const served = spawn(
    process.execPath,
    [main, "serve", "--port", "0", "--open", "no", "--json", "--workers", `${WORKERS}`],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, SEMBLANCE_HOME: home, LOG_LEVEL: "error" },
    },
  );
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const [told] = (await once(served.stdout, "data")) as [Buffer];
  const { url, link, key_file } = JSON.parse(told.toString()) as { url: string; link: string; key_file: string };
  const door = await browser.newContext();
  const entry = await door.newPage();
  await entry.goto(link);
  await entry.waitForURL(`${url}/new`);
  const storageState = await door.storageState();
  await door.close();
  return {
    url,
    key: readFileSync(key_file, "utf8").trim(),
    browser,
    profile: () => browser.newContext({ storageState, viewport: { width: 1440, height: 900 } }),
    async close() {
      await browser.close();
      served.kill();
      await once(served, "exit");
      rmSync(home, { recursive: true, force: true });
    },
  };
}

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

async function firstLoads({ url, profile }: Opened): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const path of PAGES) {
    const runs = [];
    for (let round = 0; round < ROUNDS; round++) {
      const context = await profile();
      runs.push(await openCold(context, url + path));
      await context.close();
    }
    figures.push(atMost(`${path}: largest paint`, median(runs.map(({ lcpMs }) => lcpMs)), 1200, " ms"));
    // A worker fetches for itself: the engine comes after the first paint and is not in this.
    figures.push(atMost(`${path}: all that the page fetches`, median(runs.map(({ kb }) => kb)), 380, " kB"));
  }
  return figures;
}

function entryScript(): Figure {
  const assets = resolve(import.meta.dirname, "../../web/dist/assets");
  const name = readdirSync(assets).find((file) => /^index-.*\.js$/.test(file))!;
  return atMost(
    "the entry script, gzip",
    gzipSync(readFileSync(join(assets, name)), { level: 9 }).length / 1024,
    150,
    " kB",
  );
}

/** Milliseconds of the frame that 95 of 100 do not exceed, while the grid scrolls. */
async function scrolling({ url, profile }: Opened): Promise<Figure> {
  const context = await profile();
  const page = await context.newPage();
  await page.addInitScript((text) => {
    localStorage.setItem("semblance-draft:bench", JSON.stringify({ text, template: "", words: "", at: 1 }));
  }, BILLION);
  await page.goto(`${url}/new?draft=bench`);
  await page.locator('[role="gridcell"]:not([data-wait])').first().waitFor();
  const flick = (): Promise<number> =>
    page.evaluate(async () => {
      const grid = document.querySelector<HTMLElement>('[role="grid"]')!;
      const times: number[] = [];
      let last = performance.now();
      for (let k = 0; k < 200; k++) {
        grid.scrollTop += 120;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        times.push(now - last);
        last = now;
      }
      return times.toSorted((a, b) => a - b)[189]!;
    });
  const frames = [];
  for (let k = 0; k < FLICKS; k++) frames.push(await flick());
  await context.close();
  return atMost("scrolling a billion rows: 95 of 100 frames within", median(frames), 33, " ms");
}

interface Watched {
  /** Of the main thread, in per cent. */
  readonly busy: number;
  /** Events of the server, a second. */
  readonly updates: number;
  /** Megabytes of the heap at equal steps. */
  readonly heap: readonly number[];
}

async function watch(page: Page, forMs: number): Promise<Watched> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("Network.enable");
  let events = 0;
  session.on("Network.eventSourceMessageReceived", () => (events += 1));
  const read = async (): Promise<Record<string, number>> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
  const heap: number[] = [];
  let [spentS, passedS] = [0, 0];
  for (let k = 0; k <= STEPS; k++) {
    await session.send("HeapProfiler.collectGarbage");
    const before = await read();
    heap.push(before["JSHeapUsedSize"]! / MB);
    if (k === STEPS) break;
    await page.waitForTimeout(forMs / STEPS);
    const after = await read();
    spentS += after["TaskDuration"]! - before["TaskDuration"]!;
    passedS += after["Timestamp"]! - before["Timestamp"]!;
  }
  return { busy: (spentS / passedS) * 100, updates: events / passedS, heap };
}

/** Watches the page of a job while it is made; it must not end before. */
async function liveJob(
  { url, key, profile }: Opened,
  { chunks, chunkRows }: { readonly chunks: number; readonly chunkRows: number },
  forMs: number,
): Promise<Watched> {
  const call = async (path: string, body: unknown): Promise<{ id: string; status: string }> => {
    const answer = await fetch(url + path, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as { id: string; status: string };
  };
  const order = { schema: WORK, rows: chunks * chunkRows, chunk_rows: chunkRows, format: "parquet", timeout: 86_400 };
  const { id } = await call("/api/jobs", order);
  const context = await profile();
  const page = await context.newPage();
  await page.goto(`${url}/jobs/${id}`);
  await page.locator("header .badge", { hasText: "Running" }).waitFor();
  await page.getByRole("img", { name: /Map of chunks/ }).waitFor();
  await page.waitForTimeout(5000);
  const watched = await watch(page, forMs);
  await call(`/api/jobs/${id}/control`, { action: "cancel" }); // which throws where it has ended: too little was watched
  await context.close();
  return watched;
}

/** The pages of the platform against the real server, in Chromium, unthrottled. */
export const web: Claim = {
  name: "web",
  says: "the web pages: first load, largest paint, scrolling, and what a live job costs the browser",
  async measure(): Promise<readonly Figure[]> {
    const opened = await open();
    try {
      const figures = [entryScript(), ...(await firstLoads(opened)), await scrolling(opened)];
      const busy = await liveJob(opened, { chunks: BUSY_CHUNKS, chunkRows: BUSY_CHUNK_ROWS }, BUSY_MS);
      const heard = `${busy.updates.toFixed(1)} updates/s`;
      figures.push(atMost(`a live job of 1,000 chunks at ${heard}: main thread`, busy.busy, 20, "%"));
      const long = await liveJob(opened, { chunks: LONG_CHUNKS, chunkRows: LONG_CHUNK_ROWS }, WATCH_MS);
      const what = `a live job of 10,000 chunks, ${WATCH_MS / 60_000} min at ${long.updates.toFixed(1)} updates/s`;
      figures.push(
        atMost(`${what}: main thread`, long.busy, 20, "%"),
        {
          what: "its heap at the start and at each sixth",
          value: `${long.heap.map((mb) => mb.toFixed(1)).join(", ")} MB`,
        },
        atMost("its heap at the end over that of the first sixth", long.heap[STEPS]! - long.heap[1]!, 5, " MB"),
      );
      return figures;
    } finally {
      await opened.close();
    }
  },
};
