import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { WorldError } from "@semblance/engine";
import { createHash } from "node:crypto";
import { downloadsOf } from "./downloads.ts";
import { certificateKey } from "./names.ts";
import type { Download } from "./platform.ts";
import { pressJob } from "./spec.ts";
import { filesOf } from "./views.ts";
import type { JobRow, Works } from "./works.ts";

const underWay = new Map<string, Promise<void>>();

/** Copies the files beside each other, computes every figure from them, and keeps the certificate with the job. */
async function make(works: Works, job: JobRow): Promise<void> {
  const { config, store } = works;
  const downloads = await downloadsOf(works, job);
  const temporary = join(config.home, "tmp");
  await mkdir(temporary, { recursive: true });
  const folder = await mkdtemp(join(temporary, "certificate-"));
  try {
    for (const download of downloads) {
      try {
        await pipeline(Readable.from(download.open()), createWriteStream(join(folder, download.name)));
      } catch (error) {
        if (error instanceof WorldError) throw error;
        const hint = "A certificate needs room for a copy of the files for a while.";
        throw new WorldError(
          `${folder}: cannot be written (${(error as Error).message}).\n${hint}`,
          "disk",
          false,
          error,
        );
      }
    }
    const names = [...(await filesOf(works, job.id)).values()].flat().toSorted((a, b) => a.number - b.number);
    const path = join(folder, "certificate.json");
    await works.workshop.run({
      kind: "certify",
      job: await pressJob(works, job.id, job.spec),
      paths: names.map(({ name }) => join(folder, name)),
      path,
    });
    const bytes = await readFile(path);
    await store.put(certificateKey(job.id), [bytes], { bytes: bytes.length, type: "application/json" });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The certificate of a job whose files are whole; made when first asked for. */
export async function certificateOf(works: Works, job: JobRow): Promise<Download> {
  const { store } = works;
  await downloadsOf(works, job); // throws where there are no files
  const key = certificateKey(job.id);
  let bytes = await store.size(key);
  if (bytes === undefined) {
    const making = underWay.get(job.id) ?? make(works, job).finally(() => underWay.delete(job.id));
    underWay.set(job.id, making);
    await making;
    bytes = await store.size(key);
  }
  const length = bytes!;
  const hash = createHash("sha256");
  for await (const piece of store.get(key)) hash.update(piece);
  return {
    name: "certificate.json",
    type: "application/json",
    bytes: length,
    etag: `"${hash.digest("hex").slice(0, 32)}"`,
    open: (range = { from: 0, to: length }, signal) => store.get(key, range, signal),
  };
}
