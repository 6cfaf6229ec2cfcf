import { pickWithin } from "../../kernels/gather.ts";
import type { Phrase } from "../../kernels/phrase.ts";
import { browsers, httpMethods, httpStatuses, operatingSystems, userAgents } from "../../words/web.ts";
import type { FieldType, Made, Site } from "../field-type.ts";
import { phraseByCode } from "../making.ts";
import { facet, faceType, numberFacet, thingOf, type Family } from "./facets.ts";

const client: Family<{
  readonly browser: string;
  readonly system: string;
  readonly form: string;
  readonly text: string;
  readonly weight: number;
  readonly versions: { readonly from: number; readonly to: number };
  readonly token: string;
}> = {
  name: "client",
  belongs: (type) =>
    type === "internet.user_agent" ||
    type === "internet.browser" ||
    type === "internet.os" ||
    type === "internet.device",
  things: clients,
  weight: ({ weight }) => weight,
};

let known: ReturnType<typeof makeClients> | undefined;
function clients(): ReturnType<typeof makeClients> {
  return (known ??= makeClients());
}

/** Every browser on every system that it runs on. */
function makeClients() {
  const systems = new Map(operatingSystems().map((system) => [system.name, system]));
  return browsers().flatMap((browser) => {
    const agents = userAgents().filter((agent) => agent.browser === browser.name);
    const pairs = agents.flatMap((agent) => agent.systems.map((system) => ({ agent, system: systems.get(system)! })));
    const sum = pairs.reduce((total, pair) => total + pair.system.weight, 0);
    return pairs.map(({ agent, system }) => ({
      browser: browser.name,
      system: system.name,
      form: system.form,
      text: agent.text,
      token: system.token,
      versions: browser.versions,
      weight: (browser.weight * system.weight) / sum,
    }));
  });
}

/** A user agent with the version, which may stand twice, from input 1. */
function agentPhrase({ text, token }: ReturnType<typeof makeClients>[number]): Phrase {
  const [low, high] = token.includes("OS {a}") ? [16, 18] : [11, 15];
  const parts = text.replace("{system}", token).split(/(\{\w+\})/);
  return parts
    .filter((part) => part !== "")
    .map((part) =>
      part === "{version}"
        ? { input: 1 }
        : part === "{a}"
          ? { min: low, max: high }
          : part === "{b}"
            ? { min: 0, max: 6 }
            : part,
    );
}

function agentMade(site: Site): Made {
  const which = thingOf(site, client);
  const all = clients();
  const versions = [...new Map(all.map(({ browser, versions: range }) => [browser, range]))];
  const dictionary = {
    words: versions.flatMap(([, { from, to }]) => Array.from({ length: to - from }, (_, k) => String(from + k))),
  };
  const bases = new Map(
    versions.map(([browser], k) => [
      browser,
      versions.slice(0, k).reduce((sum, [, { from, to }]) => sum + to - from, 0),
    ]),
  );
  const stretches = all.map(({ browser, versions: { from, to } }) => ({
    from: bases.get(browser)!,
    count: to - from,
    weights: null,
  }));
  const version = site.own("version", {
    kind: "text",
    dictionary,
    kernel: pickWithin(dictionary, stretches),
    inputs: [which],
    does: "a version of the browser",
  });
  return phraseByCode(which, all.map(agentPhrase), "a user agent", [version]);
}

const status: Family<ReturnType<typeof httpStatuses>[number]> = {
  name: "status",
  belongs: (type) => type.startsWith("internet.http_status"),
  things: httpStatuses,
  weight: ({ weight }) => weight,
};
const method: Family<ReturnType<typeof httpMethods>[number]> = {
  name: "method",
  belongs: (type) => type === "internet.http_method",
  things: httpMethods,
  weight: ({ weight }) => weight,
};
export const clientTypes: readonly FieldType[] = [
  faceType("internet.user_agent", "What a browser calls itself", agentMade),
  facet("internet.browser", "A browser, the row's", client, ({ browser }) => browser),
  facet("internet.os", "An operating system, the row's", client, ({ system }) => system),
  facet("internet.device", "desktop, mobile or tablet", client, ({ form }) => form),
  facet("internet.http_method", "A method of HTTP", method, (one) => one.name),
  numberFacet(
    "internet.http_status",
    "A status code of HTTP, as a busy server's log has them",
    status,
    { kind: "integer" },
    ({ code }) => code,
  ),
  facet("internet.http_status_text", "What the status code means", status, ({ reason }) => reason),
];
