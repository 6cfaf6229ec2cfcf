/// <reference lib="dom" />
import { readFileSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";
import { openPlaces } from "../platform/places.ts";
import { launch, type Process } from "../platform/serve.ts";

/** A running `semblance serve`. */
export interface Site {
  readonly url: string;
  /** Opens the page for the owner, once. */
  readonly link: string;
  /** A key of the owner. */
  readonly key: string;
  /** The owner's session, for the cookie. */
  readonly session: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Serves again what was killed: on the same port, with the same home. */
  revive(): Promise<void>;
  /** Ends it and removes its home. */
  close(): Promise<void>;
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

/** Serves the built page as a user would: on a free port and with a home of its own. */
export async function openSite(): Promise<Site> {
  const places = openPlaces();
  const { home } = await places.place("embedded");
  const serve = (port: string): Promise<Process> =>
    launch(["serve", "--port", port, "--open", "no"], { SEMBLANCE_HOME: home, LOG_LEVEL: "warn" });
  let server = await serve("0");
  const { url, link, key_file } = server.said as Required<Process["said"]>;
  return {
    url,
    link,
    key: readFileSync(key_file, "utf8").trim(),
    session: await redeem(url, link),
    async kill() {
      await server.end("SIGKILL");
    },
    async revive() {
      server = await serve(new URL(url).port);
    },
    async close() {
      await server.end("SIGTERM");
      await places.close();
    },
  };
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

const WIDE = 1440;
const NARROW = 860;

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
  readonly view?: "fields" | "rules" | "yaml" | "data";
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
  const { scheme = "light", width = WIDE, height = 900, scale = 1 } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    reducedMotion: "reduce",
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  context.setDefaultTimeout(120_000); // it hangs: a busy machine may need half of that
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
  // Where both sides do not fit, the rows are a view of their own; what they cost is told beside every view.
  const aside = (view.width ?? WIDE) <= NARROW && view.view !== "data";
  if (rows)
    await page
      .locator(aside ? '[data-testid="cost"]' : '[role="gridcell"]:not([data-wait])')
      .first()
      .waitFor();
  return opened;
}

/** Waits for the editor proper and gives its lines. */
export async function openLines(page: Page): Promise<string[]> {
  await page.locator(".cm-content").waitFor();
  return page.locator(".cm-line").allTextContents();
}
