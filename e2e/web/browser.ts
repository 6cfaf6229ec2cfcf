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
  /** The owner's session, for the cookie. */
  readonly session: string;
  close(): void;
  /** Ends it as a power cut would. */
  kill(): void;
}

const main = fileURLToPath(new URL("../../host/src/cli/main.ts", import.meta.url));

interface Told {
  readonly url: string;
  readonly link: string;
  readonly key_file: string;
}

/** Trades the one-time link for the session that its cookie holds. */
async function redeem(url: string, link: string): Promise<string> {
  const answer = await fetch(`${url}/api/access/link`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: new URL(link).searchParams.get("token") }),
  });
  if (!answer.ok) throw new Error(`the link does not open: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}

/** Serves the built page as a user would: on a free port and with a home of its own, or where it served before. */
export async function openSite({
  home: given,
  port = 0,
  again = false,
}: { home?: string; port?: number; again?: boolean } = {}): Promise<Site> {
  const places = openPlaces();
  const home = given ?? (await places.place("embedded")).home;
  const child = spawn(process.execPath, [main, "serve", "--port", String(port), "--open", "no", "--json"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, HOST: "", SEMBLANCE_HOME: home, LOG_LEVEL: "warn" },
  });
  child.on("close", () => void places.close());
  const told = await new Promise<Told>((resolve, reject) => {
    let faults = "";
    child.stderr.on("data", (bytes: Buffer) => (faults += bytes.toString()));
    child.stdout.on("data", (bytes: Buffer) => resolve(JSON.parse(bytes.toString()) as Told));
    child.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${faults}`)));
  });
  const { url, link, key_file } = told;
  const key = readFileSync(key_file, "utf8").trim();
  // A server that goes on where it was killed is for those who are signed in already.
  const session = again ? "" : await redeem(url, link);
  return { url, link, key, session, close: () => child.kill(), kill: () => child.kill("SIGKILL") };
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
  /** How the schema is shown; as text unless told. */
  readonly view?: "fields" | "rules" | "yaml";
  /** Whether to wait for rows. */
  readonly rows?: boolean;
}

/** A page, and everything it should not have done: console errors, exceptions, requests to others. */
export interface OpenedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens an empty tab of a fresh profile in which the owner is signed in. */
export async function openTab(
  browser: Browser,
  site: Pick<Site, "url" | "session">,
  view: View = {},
): Promise<OpenedPage> {
  const { scheme = "light", width = 1440, height = 900, scale = 1 } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    reducedMotion: "reduce",
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  if (site.session !== "")
    await context.addCookies([{ name: "semblance_session", value: site.session, url: site.url }]);
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
  return { page, complaints };
}

/** Opens a schema in a fresh profile and waits for its first rows. */
export async function openPage(browser: Browser, site: Site, view: View = {}): Promise<OpenedPage> {
  const { text, query = "", rows = true } = view;
  const search = new URLSearchParams(query);
  const opened = await openTab(browser, site, view);
  const { page } = opened;
  if (text === undefined) search.set("template", search.get("template") ?? "bank");
  else {
    search.set("draft", "test");
    await page.addInitScript((draft) => {
      // Once per profile: a reload must see what the page itself has kept.
      if (localStorage.getItem("semblance-draft:test") === null)
        localStorage.setItem("semblance-draft:test", JSON.stringify({ text: draft, template: "", words: "", at: 1 }));
    }, text);
  }
  if (view.view !== "fields") search.set("view", view.view ?? "yaml");
  await page.goto(`${site.url}/new?${search.toString()}`);
  if (rows) await page.locator('[role="gridcell"]:not([data-wait])').first().waitFor();
  return opened;
}

/** Waits for the editor proper and gives its lines. */
export async function openLines(page: Page): Promise<string[]> {
  await page.locator(".cm-content").waitFor();
  return page.locator(".cm-line").allTextContents();
}
