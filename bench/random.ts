/** What random bits and draws cost: `node bench/random.ts` prints ns per row. One thread; the best of several runs over batches of 4,096 rows. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compile, generate, openMachine } from "@semblance/engine";

const ROWS = 4096;
const BATCHES = 250;

/** ns per row of the fastest of nine runs. */
function time(batch: (from: number) => void): number {
  let best = Infinity;
  for (let run = 0; run < 9; run++) {
    const start = process.hrtime.bigint();
    for (let b = 0; b < BATCHES; b++) batch(b * ROWS);
    best = Math.min(best, Number(process.hrtime.bigint() - start));
  }
  return best / (ROWS * BATCHES);
}

function print(name: string, ns: number): void {
  console.log(`| ${name.padEnd(52)} | ${ns.toFixed(2).padStart(7)} |`);
}

/** The rivals of Philox, 64 bits per row, in the same language. */
const RIVALS = `
@inline function mix(x: u32): u32 { x ^= x >> 16; x *= 0x7feb352d; x ^= x >> 15; x *= 0x846ca68b; return x ^ (x >> 16); }
/** Two rounds of lowbias32 per 32 bits: row and key, then draw and the other key. */
export function lowbias(k0: u32, k1: u32, from: f64, n: i32, draw: u32, out: usize): void {
  for (let i = 0; i < n; i++) {
    const row = <u64>from + i;
    const h = mix(mix(<u32>row ^ k0) + <u32>(row >> 32) + k1) ^ draw;
    store<u32>(out + (<usize>i << 3), mix(h)); store<u32>(out + (<usize>i << 3), mix(h + 0x9e3779b9), 4);
  }
}
@inline function rot(x: u64): u64 { return (x >> 32) | (x << 32); }
/** Widynski, "Squares: a fast counter-based RNG", arXiv:2004.06278, squares64. */
export function squares(key: u64, from: f64, n: i32, out: usize): void {
  for (let i = 0; i < n; i++) {
    const c = <u64>from + i; let x = c * key; const y = x, z = y + key;
    x = rot(x * x + y); x = rot(x * x + z); x = rot(x * x + y); const t = x = x * x + z; x = rot(x);
    store<u64>(out + (<usize>i << 3), t ^ ((x * x + y) >> 32));
  }
}
/** Philox4x32-10 one block at a time, two rows from each. */
export function philox(k0: u32, k1: u32, from: f64, n: i32, draw: u32, out: usize): void {
  for (let i = 0; i < n; i += 2) {
    const row = (<u64>from + i) >> 1; let a = <u32>row, b = <u32>(row >> 32), c = draw, d: u32 = 2, p0 = k0, p1 = k1;
    for (let r = 0; r < 10; r++) {
      const p = <u64>0xd2511f53 * a, q = <u64>0xcd9e8d57 * c;
      const x = <u32>(q >> 32) ^ b ^ p0, y = <u32>(p >> 32) ^ d ^ p1;
      b = <u32>q; d = <u32>p; a = x; c = y; p0 += 0x9e3779b9; p1 += 0xbb67ae85;
    }
    const at = out + (<usize>i << 3);
    store<u32>(at, a); store<u32>(at, b, 4); store<u32>(at, c, 8); store<u32>(at, d, 12);
  }
}`;

interface Rivals {
  readonly memory: WebAssembly.Memory;
  lowbias(k0: number, k1: number, from: number, n: number, draw: number, out: number): void;
  squares(key: bigint, from: number, n: number, out: number): void;
  philox(k0: number, k1: number, from: number, n: number, draw: number, out: number): void;
}

function compileRivals(): Rivals {
  const folder = mkdtempSync(join(tmpdir(), "semblance-bench-"));
  try {
    writeFileSync(join(folder, "rivals.ts"), RIVALS);
    const asc = resolve(import.meta.dirname, "../node_modules/assemblyscript/bin/asc.js");
    const { status } = spawnSync(
      process.execPath,
      [
        asc,
        "rivals.ts",
        "-o",
        "rivals.wasm",
        "-O3",
        "--runtime=stub",
        "--enable=simd",
        "--use=abort=",
        "--initialMemory=4",
      ],
      { cwd: folder, stdio: "inherit" },
    );
    if (status !== 0) throw new Error("asc: the lines above say why.");
    return new WebAssembly.Instance(new WebAssembly.Module(readFileSync(join(folder, "rivals.wasm"))))
      .exports as unknown as Rivals;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const machine = openMachine();
const k0 = 0x243f6a88,
  k1 = 0x85a308d3;
const rivals = compileRivals();
const OUT = 65_536;
const numbers = machine.keep(ROWS * 8);
for (let i = 0; i < ROWS; i++) machine.f64[numbers / 8 + i] = (i * 2_654_435_761) % 1e9;
const at = machine.keep(ROWS * 8 + 80);

console.log(`Node ${process.version}, ${process.arch}\n`);
console.log(`| 64 random bits per row                               |  ns/row |\n|---|---|`);
const { loops } = machine;
print(
  "Philox4x32-10, SIMD, contiguous rows (ours)",
  time((from) => loops.bits(k0, k1, from, ROWS, 0, 2, at)),
);
print(
  "Philox4x32-10, SIMD, gathered rows (ours)",
  time(() => loops.bitsAt(k0, k1, numbers, ROWS, 0, 2, at)),
);
print(
  "Philox4x32-10, scalar",
  time((from) => rivals.philox(k0, k1, from, ROWS, 0, OUT)),
);
print(
  "lowbias32, two rounds, scalar",
  time((from) => rivals.lowbias(k0, k1, from, ROWS, 0, OUT)),
);
print(
  "squares64, scalar",
  time((from) => rivals.squares(0x548c9decbce65297n, from, ROWS, OUT)),
);

const fields: Readonly<Record<string, object>> = {
  "float, uniform": { type: "float", min: 0, max: 1 },
  "float, normal": { type: "float", distribution: { normal: { mean: 0, sd: 1 } } },
  "float, normal, truncated": { type: "float", min: -1, max: 2, distribution: { normal: { mean: 0, sd: 1 } } },
  "float, lognormal": { type: "float", distribution: { lognormal: { mu: 0, sigma: 1 } } },
  "float, exponential": { type: "float", distribution: { exponential: { mean: 1 } } },
  "float, pareto": { type: "float", distribution: { pareto: { shape: 1.16, scale: 1 } } },
  "float, weibull": { type: "float", distribution: { weibull: { shape: 1.5, scale: 1 } } },
  "float, triangular": { type: "float", min: 0, max: 1, distribution: { triangular: { mode: 0.3 } } },
  "float, empirical, 101 quantiles": {
    type: "float",
    distribution: { empirical: { quantiles: Array.from({ length: 101 }, (_, i) => i * i) } },
  },
  "float, mixture of 3 normals": {
    type: "float",
    distribution: { mixture: [0, 1, 2].map((mean) => ({ weight: 1, normal: { mean, sd: 1 } })) },
  },
  "float, gamma, shape 2": { type: "float", distribution: { gamma: { shape: 2, scale: 1 } } },
  "float, gamma, shape 0.5": { type: "float", distribution: { gamma: { shape: 0.5, scale: 1 } } },
  "float, beta 2, 5": { type: "float", min: 0, max: 1, distribution: { beta: { a: 2, b: 5 } } },
  "integer, uniform": { type: "integer", min: 0, max: 999 },
  "integer, normal": { type: "integer", min: 18, max: 80, distribution: { normal: { mean: 41, sd: 14 } } },
  "integer, poisson 3.5": { type: "integer", distribution: { poisson: { mean: 3.5 } } },
  "integer, binomial 100, 0.3": { type: "integer", distribution: { binomial: { n: 100, p: 0.3 } } },
  "integer, zipf, 1,000 ranks (table)": { type: "integer", min: 1, max: 1000, distribution: "zipf" },
  "integer, zipf, 10^9 ranks (rejection)": { type: "integer", min: 1, max: 1e9, distribution: "zipf" },
  "integer, unique in [0, 2^20)": { type: "integer", min: 0, max: 1_048_575, unique: true },
  "integer, unique in [0, 10^12)": { type: "integer", min: 0, max: 999_999_999_999, unique: true },
  "decimal, lognormal": { type: "price" },
  boolean: { type: "boolean", share: 0.8 },
  "datetime, uniform": { type: "datetime" },
  "datetime, growing": { type: "datetime", growth: 3 },
};
console.log("\n| one cell per row, its random bits included           |  ns/row |\n|---|---|");
for (const [name, field] of Object.entries(fields)) {
  const compiled = compile({ now: "2026-01-31", tables: { t: { rows: 1_000_000, fields: { f: field } } } });
  if (compiled.plan === undefined) throw new Error(compiled.issues.map((issue) => issue.message).join("\n"));
  const { plan } = compiled;
  print(
    name,
    time((from) => {
      for (const batch of generate(plan, { table: "t", from, to: from + ROWS }, machine))
        if (batch.length === 0) return;
    }),
  );
}
