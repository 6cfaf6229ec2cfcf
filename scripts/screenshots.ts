/** Takes the pictures of the documentation: `node scripts/screenshots.ts [part of a name]`, after `npm run build`. Look at them before you commit them. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Page } from "playwright-core";

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly act: (page: Page) => Promise<unknown>;
  /** The one look that it has. */
  readonly only?: string;
}

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "docs/images");
const home = mkdtempSync(join(tmpdir(), "semblance-pictures-"));
const only = process.argv[2] ?? "";

const served = spawn(
  process.execPath,
  [join(root, "host/src/cli/main.ts"), "serve", "--port", "0", "--open", "no", "--json"],
  {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, SEMBLANCE_HOME: home, LOG_LEVEL: "error" },
  },
);
const [told] = (await once(served.stdout, "data")) as [Buffer];
const { url, link, key_file } = JSON.parse(told.toString()) as { url: string; link: string; key_file: string };
const key = readFileSync(key_file, "utf8").trim();

async function call<T = { id: string }>(path: string, body?: unknown, method = "POST"): Promise<T> {
  const answer = await fetch(url + path, {
    method: body === undefined ? "GET" : method,
    headers: { "x-api-key": key, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

interface Job {
  readonly status: string;
  readonly progress: { readonly percent: number };
}

/** Waits until a job is so far; a job that has ended is as far as it gets. */
async function reach(id: string, percent: number): Promise<void> {
  for (;;) {
    const { status, progress } = await call<Job>(`/api/jobs/${id}`);
    if (progress.percent >= percent || ["completed", "failed", "cancelled"].includes(status)) return;
    await new Promise((next) => setTimeout(next, 100));
  }
}

const TEAM = readFileSync(join(root, "examples/employees.yaml"), "utf8");

async function furnish(): Promise<{ done: string; half: string; template: string }> {
  const half = (await call("/api/jobs", { template: "bank", rows: 60_000, chunk_rows: 6000, name: "Bank, load test" }))
    .id;
  await reach(half, 42);
  await call(`/api/jobs/${half}/control`, { action: "pause" });
  const done = (
    await call("/api/jobs", { template: "ecommerce", rows: 40_000, format: "parquet", name: "Shop for the demo" })
  ).id;
  await reach(done, 100);
  await call("/api/jobs", { template: "clinic", rows: 2000, format: "xlsx", name: "Clinic for the training" });
  await call("/api/jobs", { template: "iot_telemetry", rows: 50, format: "jsonl", gzip: true, name: "Sensors" });
  const destination = { to: "postgres://qa:secret@127.0.0.1:1/qa", create_tables: true };
  await reach((await call("/api/jobs", { template: "bank", rows: 100, destination, name: "Bank into QA" })).id, 100);
  const draft = { name: "Our people", summary: "Staff as our tests need it", text: TEAM };
  const template = (await call("/api/templates", draft)).id;
  const text = TEAM.replace(/rows: (\d+)/, "rows: 2400");
  await call(`/api/templates/${template}`, { ...draft, text, note: "More of them" }, "PUT");
  await call("/api/access/keys", { name: "nightly build" });
  const rows = "id,city,temperature\n1,Oslo,-4.2\n2,Lima,19.5\n3,Pune,31.0\n";
  for (const name of ["stations.csv", "readings of june.csv"]) {
    const form = new FormData();
    form.append("file", new Blob([rows.repeat(400)]), name);
    await fetch(`${url}/api/datasets`, { method: "POST", headers: { "x-api-key": key }, body: form });
  }
  return { done, half, template };
}

const heading =
  (name: string) =>
  (page: Page): Promise<void> =>
    page.getByRole("heading", { name }).first().waitFor();
const cells = (page: Page): Promise<void> =>
  page.locator('[role="gridcell"]:not([data-wait])').first().waitFor({ timeout: 60_000 });
/** What is drawn a moment after the data are there: curves, maps, small previews. */
const settled = async (page: Page): Promise<void> => page.waitForTimeout(900);

function pictures({ done, half, template }: { done: string; half: string; template: string }): readonly Picture[] {
  return [
    { name: "create", path: "/new?template=bank", act: (page) => page.getByTestId("cost").waitFor() },
    { name: "create-data", path: "/new?template=bank&view=data", act: cells, only: "phone" },
    { name: "jobs", path: "/jobs", act: (page) => page.getByRole("table").waitFor() },
    { name: "job", path: `/jobs/${half}`, act: (page) => page.getByRole("img", { name: /Map/ }).waitFor() },
    { name: "job-done", path: `/jobs/${done}`, act: (page) => page.getByRole("img", { name: /Map/ }).waitFor() },
    { name: "job-data", path: `/jobs/${half}?view=data`, act: cells },
    { name: "job-files", path: `/jobs/${done}?view=files`, act: (page) => page.getByRole("table").waitFor() },
    {
      name: "templates",
      path: "/templates",
      act: async (page) => {
        await page.locator(".mini table").first().waitFor({ timeout: 60_000 });
        await page.waitForTimeout(4000);
      },
    },
    { name: "template", path: `/templates/${template}?view=versions`, act: heading("Compare") },
    { name: "datasets", path: "/datasets", act: (page) => page.getByRole("table").waitFor() },
    { name: "analytics", path: "/analytics", act: heading("Rows per day") },
    { name: "settings", path: "/settings/server", act: heading("Workers") },
    { name: "sign-in", path: "/sign-in", act: heading("Sign in") },
    {
      name: "palette",
      path: "/jobs",
      act: async (page) => {
        await page.getByRole("table").waitFor();
        await page.keyboard.press("Control+k");
        await page.locator(".mantine-Spotlight-action").first().waitFor();
      },
    },
  ];
}

const LOOKS = [
  { look: "light", scheme: "light", width: 1360, height: 850, scale: 1 },
  { look: "dark", scheme: "dark", width: 1360, height: 850, scale: 1 },
  { look: "phone", scheme: "light", width: 390, height: 844, scale: 1.5 },
] as const;

mkdirSync(folder, { recursive: true });
const args = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--force-color-profile=srgb"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
try {
  const all = pictures(await furnish());
  const door = await browser.newContext();
  const entry = await door.newPage();
  await entry.goto(link);
  await entry.waitForURL(`${url}/new`);
  const storageState = await door.storageState();
  for (const { look, scheme, width, height, scale } of LOOKS) {
    const context = await browser.newContext({
      storageState,
      viewport: { width, height },
      deviceScaleFactor: scale,
      colorScheme: scheme,
      reducedMotion: "reduce",
    });
    for (const { name, path, act, only: one } of all) {
      if ((one !== undefined && one !== look) || !`${name}-${look}`.includes(only)) continue;
      const page = await context.newPage();
      await page.goto(url + path);
      await act(page);
      await settled(page);
      const file = join(folder, `${name}-${look}.png`);
      await page.screenshot({ path: file });
      console.log(file);
      await page.close();
    }
    await context.close();
  }
} finally {
  await browser.close();
  served.kill();
  await once(served, "exit");
  rmSync(home, { recursive: true, force: true });
}
