import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { median, rates, seconds, short, type Claim, type Figure } from "../claim.ts";
import { planOf, writeOurs } from "../ours.ts";

const BYTES = 512 * 1024 * 1024;
const ROWS = 1_000_000;

/** What bounds us: copying memory, writing a disk, and a column store's own generator. */
export const limits: Claim = {
  name: "limits",
  says: "memory copy, raw write and DuckDB's own generator on the same machine, for scale",
  async measure(): Promise<readonly Figure[]> {
    const from = Buffer.alloc(64 * 1024 * 1024, 1);
    const to = Buffer.alloc(from.length);
    const copies: number[] = [];
    for (let k = 0; k < 8; k++) copies.push(await seconds(() => from.copy(to)));
    const file = join(tmpdir(), `semblance-raw-${process.pid}`);
    const writes: number[] = [];
    for (let k = 0; k < 3; k++) {
      const fd = openSync(file, "w");
      writes.push(
        await seconds(() => {
          for (let p = 0; p < BYTES; p += 1 << 20) writeSync(fd, from, 0, 1 << 20);
        }),
      );
      closeSync(fd);
    }
    rmSync(file);
    const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
    const columns = Array.from({ length: 20 }, (_, c) =>
      c % 4 === 0
        ? `uuid() AS c${c}`
        : c % 4 === 1
          ? `(random() * 1000)::INT AS c${c}`
          : c % 4 === 2
            ? `round(random() * 100, 2) AS c${c}`
            : `'word' || (random() * 5000)::INT AS c${c}`,
    );
    const plan = await planOf("user");
    const [duck, ours] = await rates(3, [
      {
        rows: ROWS,
        run: () =>
          connection.run(`COPY (SELECT ${columns.join(", ")} FROM range(${ROWS})) TO '/dev/null' (FORMAT csv)`),
      },
      { rows: ROWS, run: () => writeOurs(plan, "csv", ROWS, () => undefined) },
    ]);
    return [
      { what: "memory copy", value: `${(from.length / median(copies) / 1e9).toFixed(1)} GB/s` },
      { what: "raw write to a file, 1 MiB blocks", value: `${(BYTES / median(writes) / 1e6).toFixed(0)} MB/s` },
      { what: "DuckDB: 20 random columns (no names, no sense) to CSV, one thread", value: `${short(duck!)} rows/s` },
      {
        what: "ours: `user` to CSV, one thread",
        value: `${short(ours!)} rows/s, ${(ours! / duck!).toFixed(1)}x DuckDB`,
      },
    ];
  },
};
