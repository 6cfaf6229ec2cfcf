import { boundsOf, escapeHtml, shapeText, type Shape } from "./docs-shape.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Shape;
}

type Content = Readonly<Record<string, { readonly schema?: Shape }>>;

interface Operation {
  readonly tags?: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  readonly "x-access"?: string;
  readonly "x-codeSamples": readonly { readonly source: string }[];
}

/** What the page is made of: our OpenAPI document. */
export interface ApiDocument {
  readonly info: { readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#dfe3e8,#33383f);--soft:light-dark(#f5f7f9,#1b1f24);--dim:light-dark(#5c6672,#9aa4b0);--link:light-dark(#0b5cad,#7ab7ff)}
*{box-sizing:border-box}body{margin:0;font:16px/1.55 system-ui,sans-serif;background:light-dark(#fff,#14171b);color:light-dark(#1a1f26,#e6e9ed)}
a{color:var(--link)}nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem;border-right:1px solid var(--line);font-size:.875rem}
nav a{display:block;padding:.15rem 0;text-decoration:none}nav b{display:block;margin-top:1rem;text-transform:capitalize}
.page{display:grid;grid-template-columns:17rem minmax(0,1fr);max-width:80rem;margin:auto}main{padding:1.5rem 2rem;min-width:0}
h1{margin-top:0}h2{margin-top:3rem;text-transform:capitalize;border-bottom:1px solid var(--line);padding-bottom:.25rem}h3{margin:2.25rem 0 .25rem}
pre{background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:.75rem 1rem;overflow:auto;font-size:.8125rem;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere}
code,pre{font-family:ui-monospace,monospace}.call{font-family:ui-monospace,monospace;font-size:.9375rem;margin:.25rem 0;overflow-wrap:anywhere}
.method{display:inline-block;min-width:3.75rem;padding:0 .5rem;margin-right:.5rem;border:1px solid var(--line);border-radius:6px;text-align:center;font-weight:600;background:var(--soft)}
i{color:var(--dim)}p.dim,.dim{color:var(--dim)}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}dt{font-family:ui-monospace,monospace}dd{margin:0}
summary{cursor:pointer}@media(max-width:50rem){.page{display:block}nav{position:static;height:auto;border:0;border-bottom:1px solid var(--line)}main{padding:1rem}}
`;

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
const DOORS: Readonly<Record<string, string>> = {
  public: "Everybody may call it.",
  admin: "For administrators.",
  local: "For administrators, and for programs of the server's own machine.",
};

const anchorOf = (method: string, path: string): string => `${method}${path.replaceAll(/[^\w]+/g, "-")}`;

function contentHtml(content: Content | undefined): string {
  return Object.entries(content ?? {})
    .map(([type, { schema }]) => `<p class="dim">${escapeHtml(type)}</p><pre>${shapeText(schema ?? {})}</pre>`)
    .join("");
}

function parametersHtml(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return "";
  const items = parameters.map(
    ({ name, in: place, required, schema, description = schema["description"] }) =>
      `<dt>${escapeHtml(name)}</dt><dd>${shapeText(schema)}${boundsOf(schema)} <i>in the ${place}${required === true ? "" : ", optional"}</i>${typeof description === "string" ? ` ${escapeHtml(description)}` : ""}</dd>`,
  );
  return `<dl>${items.join("")}</dl>`;
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const { summary, description = "", parameters = [], requestBody, responses } = operation;
  const answers = Object.entries(responses)
    .filter(([status]) => !/X/.test(status))
    .map(
      ([status, { description: text, content }]) =>
        `<p><code>${status}</code> ${escapeHtml(text)}</p>${contentHtml(content)}`,
    );
  return `<section id="${anchorOf(method, path)}"><h3>${escapeHtml(summary)}</h3>
<p class="call"><span class="method">${method.toUpperCase()}</span>${escapeHtml(path)}</p>
<p>${escapeHtml(description).replaceAll(/`([^`]+)`/g, "<code>$1</code>")} <span class="dim">${DOORS[operation["x-access"] ?? ""] ?? ""}</span></p>
${parametersHtml(parameters)}
${operation["x-codeSamples"].map(({ source }) => `<pre class="curl">${escapeHtml(source)}</pre>`).join("\n")}
${requestBody === undefined ? "" : `<details><summary>What to send</summary>${contentHtml(requestBody.content)}</details>`}
<details><summary>What comes back</summary>${answers.join("")}</details></section>`;
}

/** The documentation of every call as one page, without a script and without a request to anybody. */
export function docsPage(document: ApiDocument, here: string): string {
  const { info, tags, paths, components } = document;
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] === undefined ? [] : [{ method, path, operation: item[method] }])),
  );
  const sections = tags
    .map((tag) => ({ ...tag, calls: calls.filter(({ operation }) => operation.tags?.includes(tag.name)) }))
    .filter((section) => section.calls.length > 0);
  const menu = sections.map(
    ({ name, calls: own }) =>
      `<b>${escapeHtml(name)}</b>${own.map(({ method, path, operation }) => `<a href="#${anchorOf(method, path)}">${escapeHtml(operation.summary)}</a>`).join("")}`,
  );
  const body = sections.map(
    ({ name, description, calls: own }) =>
      `<h2>${escapeHtml(name)}</h2><p>${escapeHtml(description)}</p>${own.map(({ method, path, operation }) => operationHtml(method, path, operation)).join("\n")}`,
  );
  const shapes = Object.entries(components.schemas).map(
    ([name, shape]) =>
      `<section id="shape-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3><pre>${shapeText(shape)}</pre></section>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Semblance: the API</title><style>${STYLE}</style></head><body><div class="page">
<nav aria-label="Calls"><a href="/">Semblance</a>${menu.join("")}<b>Shapes</b><a href="#shapes">All shapes</a></nav>
<main><h1>The API of Semblance</h1>
<p>${escapeHtml(info.description)} Version ${escapeHtml(info.version)}; for machines: <a href="/api/openapi.json">/api/openapi.json</a>.</p>
<p>Make a key under Settings, and let your shell know it; then every line below works as it is. Lines with <code>$JOB</code>, <code>$FILE</code>, <code>$TEMPLATE</code>, <code>$DOMAIN</code> or <code>$DATASET</code> take the id or name that an earlier line gave. In a browser that is signed in, the calls that read need no key.</p>
<pre>export SEMBLANCE_KEY=…
JOB=$(curl -sS ${escapeHtml(here)}/api/generate -H "X-API-Key: $SEMBLANCE_KEY" -H 'Content-Type: application/json' -d '{"data_type":"user","record_count":1000}' | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')</pre>
${body.join("\n")}
<h2 id="shapes">Shapes</h2><p>A <code>?</code> stands behind what may be left out.</p>${shapes.join("\n")}
</main></div></body></html>`;
}
