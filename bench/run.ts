// Measures our claims and writes bench/results.md: `npm run bench`, or `npm run bench -- faker process` for some of them.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import type { Claim, Figure } from "./claim.ts";
import { againstFaker } from "./claims/against-faker.ts";
import { api } from "./claims/api.ts";
import { download } from "./claims/download.ts";
import { everyFormat } from "./claims/formats.ts";
import { limits } from "./claims/limits.ts";
import { loading } from "./claims/loading.ts";
import { peers } from "./claims/peers.ts";
import { stores } from "./claims/stores.ts";
import { star } from "./claims/star.ts";
import { stormOfKills } from "./claims/storm.ts";
import { web } from "./claims/web.ts";
import { wholeProcess } from "./claims/whole-process.ts";

const claims: readonly Claim[] = [
  againstFaker,
  wholeProcess,
  everyFormat,
  star,
  loading,
  api,
  stores,
  download,
  limits,
  stormOfKills,
  peers,
  web,
];

function toTable(figures: readonly Figure[]): string {
  const lines = figures.map(
    (f) => `| ${f.what} | ${f.value} | ${f.target ?? ""} | ${f.met === undefined ? "" : f.met ? "yes" : "**no**"} |`,
  );
  return ["| what | measured | target | met |", "|---|---|---|---|", ...lines].join("\n");
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !claims.some((c) => c.name === name));
if (unknown.length > 0) {
  console.error(
    `error: there is no claim ${unknown.join(", ")}.\nhint: there are ${claims.map((c) => c.name).join(", ")}.`,
  );
  process.exit(2);
}
const parts: string[] = [];
for (const claim of claims) {
  if (wanted.length > 0 && !wanted.includes(claim.name)) continue;
  const figures = await claim.measure();
  const text = `## ${claim.says}\n\n\`npm run bench -- ${claim.name}\`\n\n${toTable(figures)}\n`;
  console.log(`\n${text}`);
  parts.push(text);
}
if (wanted.length === 0) {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const machine = `${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const head = `# Measured\n\n${new Date().toISOString().slice(0, 10)}, commit ${commit}, ${machine}. A shared machine: read the ratios, which come from one run, before the rates.\n`;
  writeFileSync(new URL("results.md", import.meta.url), `${head}\n${parts.join("\n")}`);
}
