/** Our deflate beside fflate and Node's zlib, on one CSV and one XLSX sheet of the same table: `node bench/deflate.ts`. */
import { deflateRawSync } from "node:zlib";
import { performance } from "node:perf_hooks";
import { gzipped, type Encoder } from "@semblance/engine";
import { Deflate } from "fflate";

const ROWS = 60_000;
const ROUNDS = 5;

let state = 1;
function below(count: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes, 7.1: a quick and dirty generator
  return Math.floor((state / 2 ** 32) * count);
}

/** One row of 12 cells: an id, words, numbers, a moment and a mail address. */
function makeRow(): readonly string[] {
  const hex = Array.from({ length: 8 }, () => below(65_536).toString(16).padStart(4, "0")).join("");
  const name = `Name${below(5000)}`;
  const moment = new Date(1.6e12 + below(1e8) * 1000).toISOString();
  const numbers = Array.from({ length: 6 }, (_, k) => String(below(10 ** (k + 1)) / (k % 2 ? 100 : 1)));
  return [
    hex,
    name,
    `City ${below(1000)}`,
    moment,
    `${name.toLowerCase()}.${below(900_000)}@example.com`,
    "active",
    ...numbers,
  ];
}

const rows = Array.from({ length: ROWS }, makeRow);
const csv = Buffer.from(rows.map((row) => `${row.join(",")}\n`).join(""));
const cell = (text: string, r: number, c: number): string => {
  const at = String.fromCharCode(65 + c) + (r + 1);
  return c < 6
    ? `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
    : `<c r="${at}"><v>${text}</v></c>`;
};
const sheet = Buffer.from(
  rows.map((row, r) => `<row r="${r + 1}">${row.map((text, c) => cell(text, r, c)).join("")}</row>`).join(""),
);

/** A file that is all head: gzip makes one member of it. */
function ours(bytes: Uint8Array): number {
  const file: Encoder = {
    grainRows: 1,
    head: () => bytes,
    writer: () => ({ part: () => ({ write: () => undefined, end: () => ({ rows: 0, bytes: 0 }) }) }),
    foot: () => new Uint8Array(0),
  };
  return gzipped(file).head().length;
}
function theirs(bytes: Uint8Array, level: 1 | 3): number {
  let packed = 0;
  const stream = new Deflate({ level }, (chunk) => {
    packed += chunk.length;
  });
  for (let at = 0; at < bytes.length; at += 65_536) stream.push(bytes.subarray(at, at + 65_536));
  stream.flush(true);
  return packed;
}

const works: Readonly<Record<string, (bytes: Uint8Array) => number>> = {
  ours,
  "fflate, level 1": (bytes) => theirs(bytes, 1),
  "fflate, level 3": (bytes) => theirs(bytes, 3),
  "zlib, level 1": (bytes) => deflateRawSync(bytes, { level: 1 }).length,
  "zlib, level 6": (bytes) => deflateRawSync(bytes, { level: 6 }).length,
};
for (const [what, bytes] of Object.entries({ CSV: csv, sheet })) {
  const seconds = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  const sizes = new Map<string, number>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, work] of Object.entries(works)) {
      const from = performance.now();
      sizes.set(name, work(bytes));
      if (round > 0) seconds.get(name)!.push((performance.now() - from) / 1000);
    }
  }
  console.log(`${what}, ${(bytes.length / 1e6).toFixed(1)} MB`);
  for (const [name, list] of seconds) {
    const middle = list.sort((a, b) => a - b)[ROUNDS >> 1]!;
    const rate = (bytes.length / middle / 1e6).toFixed(0),
      share = ((sizes.get(name)! / bytes.length) * 100).toFixed(1);
    console.log(`  ${name.padEnd(16)}${rate.padStart(5)} MB/s${share.padStart(7)} %`);
  }
}
