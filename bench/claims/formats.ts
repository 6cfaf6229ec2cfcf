import {
  compile,
  formatOf,
  formats,
  generate,
  gzipped,
  loadZstd,
  openMachine,
  type Encoder,
  type FormatOptions,
} from "@semblance/engine";
import { rates, short, type Claim, type Figure } from "../claim.ts";

const ROWS = 393_216; // three row groups of Parquet
const NULLS = 0.03;

/** Twenty columns of every sort, eight of them with nulls. */
const document = {
  tables: {
    mixed: {
      rows: ROWS,
      fields: {
        id: "uuid",
        parent: { type: "uuid", null: NULLS },
        first: "person.first_name",
        last: { type: "person.last_name", null: NULLS },
        city: "address.city",
        region: { type: "address.region", null: NULLS },
        job: "job.title",
        name: "person.full_name",
        email: "internet.email",
        street: { type: "address.street", null: NULLS },
        n1: { type: "integer", min: 0, max: 1000 },
        n2: { type: "integer", min: -2_000_000_000, max: 2_000_000_000 },
        n3: { type: "integer", min: 0, max: 1_000_000, null: NULLS },
        d1: { type: "decimal", min: 0, max: 1000 },
        d2: { type: "decimal", scale: 4, min: -500, max: 500, null: NULLS },
        f1: { type: "decimal", min: 0, max: 1_000_000 },
        day: { type: "date", from: "2000-01-01", to: "2025-01-01" },
        moment: { type: "datetime", from: "2020-01-01", to: "2025-01-01", null: NULLS },
        millis: { type: "datetime", millis: true, from: "2020-01-01", to: "2025-01-01" },
        flag: { type: "boolean", null: NULLS },
      },
    },
  },
};

/** Encoding alone: what making the cells takes is measured too, and taken off. */
export const everyFormat: Claim = {
  name: "formats",
  says: "encoding a mixed table of 20 columns (8 with nulls) to nowhere on one thread, making the cells taken off",
  async measure(): Promise<readonly Figure[]> {
    const { plan } = compile(document, { now: Date.UTC(2026, 0, 1) });
    if (plan === undefined) throw new Error("the mixed table does not compile");
    const zstd = await loadZstd();
    const { header } = plan.tables[0]!;
    const open = (name: string, options: FormatOptions = {}): Encoder => formatOf(name).open(header, options);
    const cases: readonly (readonly [name: string, encoder: Encoder])[] = [
      ...formats.filter((f) => f.name !== "parquet").map((f) => [f.name, open(f.name)] as const),
      ["csv, gzip", gzipped(open("csv"))],
      ["parquet, uncompressed", open("parquet", { compression: "none" })],
      ["parquet, snappy", open("parquet")],
      ["parquet, zstd", open("parquet", { compression: "zstd", zstd })],
    ];
    const bytes = new Map<string, number>();
    const making = openMachine();
    const works = cases.map(([name, encoder]) => {
      const machine = openMachine();
      const writer = encoder.writer(machine);
      return {
        rows: ROWS,
        run(): void {
          const part = writer.part(0, () => undefined);
          for (const batch of generate(plan, { table: header.table, from: 0, to: ROWS }, machine)) part.write(batch);
          bytes.set(name, part.end().bytes / ROWS);
        },
      };
    });
    const make = {
      rows: ROWS,
      run: () => Array.from(generate(plan, { table: header.table, from: 0, to: ROWS }, making), (b) => b.length),
    };
    const [cells, ...found] = await rates(3, [make, ...works]);
    const encoded = cases.map(([name], k) => {
      const rate = 1 / (1 / found[k]! - 1 / cells!);
      const perRow = bytes.get(name)!;
      return {
        what: name,
        value: `${short(rate)} rows/s, ${((rate * perRow) / 1e6).toFixed(0)} MB/s, ${perRow.toFixed(0)} bytes a row`,
      };
    });
    return [{ what: "making the cells", value: `${short(cells!)} rows/s` }, ...encoded];
  },
};
