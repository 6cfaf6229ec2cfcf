/// <reference lib="dom" />
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { openPlaces } from "../platform/places.ts";

/** A running `semblance serve`. */
export interface Site {
  readonly url: string;
  /** Opens the page for the owner, once. */
  readonly link: string;
  /** A key of the owner. */
  readonly key: string;
  close(): void;
}

const main = fileURLToPath(new URL("../../host/src/cli/main.ts", import.meta.url));

/** Serves the built page on a free port, as a user would, with a home of its own. */
export async function openSite(): Promise<Site> {
  const places = openPlaces();
  const { home } = await places.place("embedded");
  const child = spawn(process.execPath, [main, "serve", "--port", "0", "--open", "no", "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, HOST: "", SEMBLANCE_HOME: home, LOG_LEVEL: "warn" },
  });
  child.on("close", () => void places.close());
  return new Promise((resolve, reject) => {
    let told = "";
    child.stderr.on("data", (bytes: Buffer) => (told += bytes.toString()));
    child.stdout.on("data", (bytes: Buffer) => {
      const { url, link, key_file } = JSON.parse(bytes.toString()) as { url: string; link: string; key_file: string };
      resolve({ url, link, key: readFileSync(key_file, "utf8").trim(), close: () => child.kill() });
    });
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${told}`)));
  });
}

/** Debian's browser, told to keep to itself. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--font-render-hinting=none",
      "--force-color-profile=srgb",
    ],
  });
}

/** How a page is opened. */
export interface View {
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  /** Pixels of the screen per pixel of the page. */
  readonly scale?: number;
  /** What stands in the editor; a template if absent. */
  readonly text?: string;
  readonly query?: string;
  /** Whether to wait for rows. */
  readonly rows?: boolean;
}

/** A page, and everything it should not have done: console errors, exceptions, requests to others. */
export interface OpenedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens the playground in a fresh profile and waits for its first rows. */
export async function openPage(browser: Browser, site: Site, view: View = {}): Promise<OpenedPage> {
  const { scheme = "light", width = 1440, height = 900, scale = 1, text, query = "", rows = true } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    reducedMotion: "reduce",
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "blob:" && origin !== site.url) complaints.push(`request: ${request.url()}`);
  });
  if (text !== undefined) {
    await page.addInitScript((draft) => {
      // Once per profile: a reload must see what the page itself has kept.
      if (localStorage.getItem("semblance-playground") === null)
        localStorage.setItem("semblance-playground", JSON.stringify({ template: "", text: draft }));
    }, text);
  }
  await page.goto(`${site.url}/new${query}`);
  if (rows) await page.locator('[role="gridcell"]:not([data-wait])').first().waitFor();
  return { page, complaints };
}

/** Waits for the editor proper and gives its lines. */
export async function openLines(page: Page): Promise<string[]> {
  await page.locator(".cm-content").waitFor();
  return page.locator(".cm-line").allTextContents();
}
