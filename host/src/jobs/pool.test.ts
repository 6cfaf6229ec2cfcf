import { formats } from "@semblance/engine";
import { expect, onTestFinished, test } from "vitest";
import { cut } from "./chunks.ts";
import { openPool } from "./pool.ts";
import { equip, makePlan, openEncoder, openPress, pressWhole, type Job } from "./press.ts";

const ROWS = 40_000;

const document = {
  now: "2026-01-31",
  tables: {
    t: {
      rows: ROWS,
      fields: { id: "sequence", uid: "uuid", kind: { type: "category", values: ["a", "b, c"], null: 0.3 } },
    },
  },
};

const toJob = (format: string, gzip = false, options: Job["options"] = {}): Job => ({
  document,
  format,
  options,
  gzip,
  files: [{ table: "t", from: 0, to: ROWS }],
});

const jobs = [
  ...formats.map(({ name }) => toJob(name)),
  toJob("csv", true),
  toJob("parquet", false, { compression: "zstd" }),
];

for (const job of jobs) {
  test(`${job.format}${job.gzip ? ", gzipped" : ""} ${job.options.compression ?? ""}: threads make the parts that this thread makes`, async () => {
    const workplace = await equip(await makePlan(document), job);
    const pool = openPool(job, 2, []);
    onTestFinished(() => pool.close(new Error("the test has ended")));
    const press = openPress(workplace);
    const { grainRows } = openEncoder(workplace, 0);
    const chunks = [...cut(0, ROWS, Math.max(grainRows, 5000))].map((range) => ({ file: 0, ...range, bytes: 0 }));
    const parts = await Promise.all(chunks.map((chunk) => pool.press(chunk)));
    for (const [k, chunk] of chunks.entries()) {
      const here = pressWhole(press, chunk, []);
      expect(parts[k]!.info).toEqual(here.info);
      expect(Buffer.concat(parts[k]!.pieces).equals(Buffer.concat(here.pieces))).toBe(true);
    }
  });
}

test("a thread that fails says why, and goes on", async () => {
  const job = toJob("csv");
  const pool = openPool(job, 1, []);
  onTestFinished(() => pool.close(new Error("the test has ended")));
  await expect(pool.press({ file: 7, from: 0, to: 1, bytes: 0 })).rejects.toThrow(/undefined/);
  const { pieces } = await pool.press({ file: 0, from: 0, to: 10, bytes: 0 });
  expect(pieces).toHaveLength(1);
});

test("a closed pool refuses what is under way", async () => {
  const pool = openPool(toJob("csv"), 1, []);
  const part = pool.press({ file: 0, from: 0, to: ROWS, bytes: 0 });
  await Promise.all([expect(part).rejects.toThrow("enough"), pool.close(new Error("enough"))]);
});
