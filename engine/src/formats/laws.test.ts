import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ColumnHeader, ColumnType, Header } from "../batch/column.ts";
import { concat } from "../kernels/concat.ts";
import { nullable } from "../kernels/nullable.ts";
import { pick } from "../kernels/pick.ts";
import { sequence } from "../kernels/sequence.ts";
import { uuid4 } from "../kernels/uuid.ts";
import { generate } from "../plan/generate.ts";
import type { Kernel, Plan, Step } from "../plan/plan.ts";
import { streamKey } from "../random/stream.ts";
import { openMachine, type Machine } from "../wasm/machine.ts";
import { formatOf, formats } from "./all.ts";
import { encodeParts, everyKind } from "./every-kind.ts";
import type { Encoder, PartInfo } from "./format.ts";
import { gzipped } from "./gzip.ts";
import { nasty } from "./raw-batch.ts";

/** A table made by kernels: what the engine really feeds to formats. */
function toPlan(): Plan {
  const words = { words: nasty };
  const steps = new Map<string, Step>();
  const columns: ColumnHeader[] = [];
  const add = (name: string, more: Partial<ColumnType>, kernel: Kernel, ...inputs: readonly string[]): void => {
    const type: ColumnType = { kind: "text", nullable: false, scale: 0, millis: false, ...more };
    columns.push({ ...type, name });
    steps.set(name, {
      outputs: [name],
      types: [type],
      inputs: inputs.map((column) => ({ column })),
      kernel,
      key: streamKey(7, name),
      does: "",
    });
  };
  const type = { nullable: false, scale: 0, millis: false } as const;
  const integer = { input: 0, type: { ...type, kind: "integer" } } as const;
  const word = { input: 1, type: { ...type, kind: "text", dictionary: words } } as const;
  add("n", { kind: "integer" }, sequence(-5, 3));
  add("id", { kind: "uuid" }, uuid4);
  add("word", { dictionary: words }, pick(words));
  add("maybe", { dictionary: words, nullable: true }, nullable(0.3), "word");
  add("text", {}, concat(["№ ", integer, " ", word]), "n", "word");
  add("maybe_text", { nullable: true }, nullable(0.5), "text");
  add("maybe_id", { kind: "uuid", nullable: true }, nullable(0.2), "id");
  add("maybe_n", { kind: "integer", nullable: true }, nullable(0.1), "n");
  const header = { table: "made", columns };
  return {
    edition: 1,
    tables: [
      {
        header,
        rows: 1e9,
        hidden: false,
        key: [],
        unique: [],
        references: [],
        checks: [],
        columns: columns.map(({ name }) => name),
      },
    ],
    steps,
  };
}

const plan = toPlan();
const made = plan.tables[0]!.header;

/** SHA-256 of a file of rows [cuts[0], last cut), one part between two cuts; machines as given, one after the other. */
function hashOf(encoder: Encoder, cuts: readonly number[], machines: readonly Machine[]): string {
  const hash = createHash("sha256").update(encoder.head());
  const writers = machines.map((machine) => encoder.writer(machine));
  const parts: PartInfo[] = [];
  for (let k = 0; k + 1 < cuts.length; k++) {
    const m = k % machines.length;
    let bytes = 0;
    const part = writers[m]!.part(cuts[k]!, (view) => {
      bytes += view.length;
      hash.update(view);
    });
    for (const batch of generate(plan, { table: "made", from: cuts[k]!, to: cuts[k + 1]! }, machines[m]))
      part.write(batch);
    const info = part.end();
    expect([info.rows, info.bytes]).toEqual([cuts[k + 1]! - cuts[k]!, bytes]);
    parts.push(info);
  }
  return hash.update(encoder.foot(JSON.parse(JSON.stringify(parts)) as PartInfo[])).digest("hex");
}

const ROWS = 600_000; // more than any grain
const cases = formats.flatMap(
  (format): [name: string, open: (header: Header, from: number, to: number) => Encoder][] => [
    [format.name, (header, from, to) => format.open(header, { from, to })],
    [`${format.name}.gz`, (header, from, to) => gzipped(format.open(header, { from, to }))],
  ],
);

describe.each(cases)("%s", (name, open) => {
  it("any cut at multiples of the grain gives the same file, on any machines", () => {
    const encoder = open(made, 0, ROWS);
    const most = Math.floor(ROWS / encoder.grainRows);
    const draw = fc.record({
      cuts: fc.uniqueArray(fc.integer({ min: 1, max: most }), { maxLength: 6 }),
      tail: fc.integer({ min: 1, max: Math.min(encoder.grainRows - 1, 5000) || 1 }),
      grains: fc.integer({ min: 1, max: Math.max(1, Math.min(most, Math.ceil(40_000 / encoder.grainRows))) }),
    });
    fc.assert(
      fc.property(draw, ({ cuts, tail, grains }) => {
        const to = grains * encoder.grainRows + tail;
        const file = open(made, 0, to);
        const inner = [...new Set(cuts.map((cut) => (cut % (grains + 1)) * file.grainRows))]
          .filter((cut) => cut > 0)
          .sort((a, b) => a - b);
        const whole = hashOf(file, [0, to], [openMachine()]);
        expect(hashOf(open(made, 0, to), [0, ...inner, to], [openMachine(), openMachine()])).toBe(whole);
      }),
      { numRuns: name.startsWith("parquet") || name.startsWith("arrow") ? 3 : 8 },
    );
  });

  it("bytes do not depend on where batches end", () => {
    const file = (batchRows: number): Uint8Array =>
      encodeParts(open(everyKind, 0, 1500), everyKind, [0, 1500], batchRows).bytes;
    const whole = file(4096);
    for (const batchRows of [1, 7, 100, 1023]) expect(Buffer.compare(file(batchRows), whole)).toBe(0);
  });

  it("a file may begin at any row", () => {
    const bytes = (cuts: readonly number[]): Uint8Array =>
      encodeParts(open(everyKind, 137, 900), everyKind, cuts).bytes;
    expect(bytes([137, 900]).length).toBeGreaterThan(100);
    expect(Buffer.compare(bytes([137, 900]), bytes([137, 900]))).toBe(0);
  });

  it("files of no row and of one row are whole", () => {
    for (const rows of [0, 1]) {
      const cut = encodeParts(open(everyKind, 0, rows), everyKind, [0, rows]).bytes;
      if (rows === 0) expect(Buffer.compare(encodeParts(open(everyKind, 0, 0), everyKind, [0]).bytes, cut)).toBe(0);
      if (name.endsWith(".gz")) {
        const inner = formatOf(name.slice(0, -3)).open(everyKind, { from: 0, to: rows });
        expect(Buffer.compare(gunzipSync(cut), encodeParts(inner, everyKind, [0, rows]).bytes)).toBe(0);
      }
    }
  });

  it("memory stays the same however many rows there are", () => {
    const machine = openMachine();
    const encoder = open(made, 0, 1e6);
    const part = encoder.writer(machine).part(0, () => {});
    const grown: number[] = [];
    const to = Math.min(encoder.grainRows, 300_000) * 2 + 100_000;
    for (const batch of generate(plan, { table: "made", from: 0, to }, machine)) {
      part.write(batch);
      grown.push(machine.size);
    }
    expect(grown.at(-1)).toBeLessThan(grown[Math.floor(grown.length / 2)]! * 1.05); // buffers may still meet a longer part
    expect(machine.size).toBeLessThan(300e6);
  });
});

describe("the list of formats", () => {
  it("has each once, with an extension of its own", () => {
    expect(formats.map(({ name }) => name)).toEqual(["csv", "json", "jsonl", "parquet", "arrow", "xlsx", "sql"]);
    expect(new Set(formats.map(({ extension }) => extension)).size).toBe(formats.length);
    expect(
      formats.every(
        ({ name, extension, mediaType }) =>
          extension.startsWith(".") && mediaType.includes("/") && formatOf(name).name === name,
      ),
    ).toBe(true);
    expect(() => formatOf("doc")).toThrow("no format doc; there are csv");
  });
});
