import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formats } from "@semblance/engine";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { openPlaces, type Kind } from "../../../e2e/platform/places.ts";
import type { JobOrderInput } from "../api/index.ts";
import { openFiles } from "../jobs/outbox.ts";
import { override } from "../jobs/overrides.ts";
import { layOut, withAnswers } from "../jobs/paths.ts";
import { equip, makePlan } from "../jobs/press.ts";
import { runJob } from "../jobs/run.ts";
import { toFormatOptions } from "./create.ts";
import { bytesOf, openTrial } from "./trial.ts";

const places = openPlaces();
afterAll(() => places.close());

const schema = {
  name: "shop",
  now: "2026-01-31",
  seed: 7,
  tables: {
    customers: {
      rows: 30_000,
      fields: {
        id: { type: "sequence", key: true },
        name: "person.full_name",
        mail: "internet.email",
        age: { type: "integer", min: 18, max: 90, null: 0.1 },
      },
    },
    orders: {
      rows: 50_000,
      fields: {
        id: { type: "sequence", key: true },
        customer: { type: "reference", to: "customers.id" },
        total: { type: "decimal", scale: 2, min: 1, max: 900 },
      },
    },
    notes: { rows: 0, fields: { id: "sequence" } },
  },
};

/** The files as the command line makes them, by name. */
async function made(order: JobOrderInput): Promise<ReadonlyMap<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), "semblance-bytes-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const document = override(order.schema, order.dirty === undefined ? {} : { dirty: order.dirty });
  const plan = await makePlan(document);
  const { format = "csv", gzip = false, options = {} } = order;
  const extension = formats.find(({ name }) => name === format)!.extension + (gzip ? ".gz" : "");
  const layout = await layOut(plan, "shop", extension, `${folder}/`, order.split);
  const { files, paths } = withAnswers(layout, plan, `${folder}/`, undefined);
  const workplace = await equip(plan, { document, format, options: toFormatOptions(options), gzip, files });
  const { signal } = new AbortController();
  await runJob(workplace, paths, openFiles(), { threads: 1, signal });
  const names = [...new Set(paths)].map((path) => path.slice(folder.length + 1));
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}

const ORDERS: readonly JobOrderInput[] = [
  ...formats.map(({ name }) => ({ schema, format: name as "csv", chunk_rows: 9000 })),
  { schema, format: "csv", gzip: true, chunk_rows: 17_000 },
  { schema, format: "jsonl", gzip: true },
  { schema, format: "parquet", options: { compression: "zstd" } },
  { schema, format: "csv", split: [0.8, 0.1, 0.1], options: { delimiter: ";", header: false }, chunk_rows: 777 },
  { schema, format: "xlsx", split: [0.5, 0.5], chunk_rows: 5000 },
  { schema, format: "csv", dirty: 0.02, chunk_rows: 6000 },
];

const titleOf = ({ format, gzip, split, dirty, options, chunk_rows: rows }: JobOrderInput): string =>
  [format, gzip === true ? "gzip" : "", split ?? "", dirty ?? "", JSON.stringify(options ?? ""), rows ?? ""].join(" ");

const CASES: readonly (readonly [Kind, readonly JobOrderInput[]])[] = [
  ["embedded", ORDERS],
  ["PostgreSQL", ORDERS.slice(0, 3)],
];

test.each(CASES)(
  "%s: any cut into chunks gives the bytes of the command line, and any range is that of the whole",
  async (kind, orders) => {
    const trial = await openTrial(await places.place(kind));
    const { jobs } = trial.platform;
    for (const order of orders) {
      const expected = await made(order);
      const { id, status, error, progress } = await trial.done(order);
      expect({ title: titleOf(order), status, error }).toEqual({
        title: titleOf(order),
        status: "completed",
        error: null,
      });
      expect(progress).toMatchObject({ percent: 100, rows: progress.rows_done, chunks: progress.chunks_done });
      const files = (await jobs.files(trial.owner, id))!;
      expect(new Set(files.map(({ name }) => name))).toEqual(new Set(expected.keys()));
      for (const { name, bytes, etag } of files) {
        const download = (await jobs.file(trial.owner, id, name))!;
        const whole = expected.get(name)!;
        expect({ bytes, etag }).toEqual({ bytes: whole.length, etag: download.etag });
        expect((await bytesOf(download)).equals(whole), `${titleOf(order)}: ${name}`).toBe(true);
        for (const [a, b] of [
          [0.1, 0.35],
          [0.5, 0.5001],
          [0.7, 1],
          [0, 0.01],
        ] as const) {
          const range = { from: Math.floor(a * whole.length), to: Math.ceil(b * whole.length) };
          expect((await bytesOf(download, range)).equals(whole.subarray(range.from, range.to))).toBe(true);
        }
      }
      expect(await jobs.file(trial.owner, id, "no.csv")).toBeUndefined();
    }
  },
);

test("a bundle has the length that it says, twice the same bytes, and any range of them", async () => {
  const trial = await openTrial(await places.place("embedded"));
  const { id } = await trial.done({ schema });
  const zip = (await trial.platform.jobs.bundle(trial.owner, id))!;
  const whole = await bytesOf(zip);
  expect(whole).toHaveLength(zip.bytes);
  expect(zip.name).toBe("shop.zip");
  const again = (await trial.platform.jobs.bundle(trial.owner, id))!;
  expect(again.etag).toBe(zip.etag);
  expect(await bytesOf(again, { from: 1000, to: 90_000 })).toEqual(whole.subarray(1000, 90_000));
  const certificate = JSON.parse(String(await bytesOf(await trial.platform.jobs.certificate(trial.owner, id)))) as {
    files: readonly { path: string; bytes: number }[];
  };
  expect(certificate.files.map(({ path }) => path)).toEqual(["customers.csv", "orders.csv", "notes.csv"]);
  const more = (await trial.platform.jobs.bundle(trial.owner, id))!;
  expect(await bytesOf(more)).toHaveLength(more.bytes);
  expect(more.bytes).toBeGreaterThan(zip.bytes);
  expect(more.etag).not.toBe(zip.etag);
});
