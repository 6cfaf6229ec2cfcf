import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { DIALECTS, SchemaError, type Dialect } from "@semblance/engine";
import { and, eq, inArray } from "drizzle-orm";
import type { FastifyRequest } from "fastify";
import type { Extracted, ExtractOrder } from "../api/index.ts";
import { admitRemote, openReach } from "../connectors/remote.ts";
import { datasets } from "../database/schema.ts";
import type { Desk } from "./desk.ts";
import type { OwnErrand } from "./errand.ts";
import { missing } from "./problem.ts";
import { requestFault } from "./request-fault.ts";
import type { Services } from "./services.ts";
import { templateText } from "./subject.ts";
import { textKind } from "./text-kind.ts";

const SAMPLE_BYTES = 400 * 1024 * 1024;
const MOST_FILES = 20;

/** A name that is safe in a folder of ours: tables are called after it. */
export function safeName(name: string | undefined, otherwise: string): string {
  const own = basename((name ?? "").replaceAll("\\", "/"))
    .replaceAll(/[^\p{L}\p{N}._ -]/gu, "_")
    .replaceAll(/^[.\s-]+/g, "")
    .slice(-120);
  return own === "" ? otherwise : own;
}

/** Files in a folder that is there for as long as `use` takes. */
async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "semblance-upload-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A path for a file of that name, in a folder of its own: there may be two of one name. */
async function placeFor(folder: string, number: number, name: string): Promise<string> {
  const own = join(folder, String(number));
  await mkdir(own);
  return join(own, name);
}

interface Fields {
  rows?: number;
  seed?: string;
  dialect?: Dialect;
}

function readField(fields: Fields, name: string, value: string): void {
  const path = `body.${name}`;
  if (name === "seed") {
    if (value.length > 200) {
      const message = `expected at most 200 characters; found ${value.length} characters.`;
      throw requestFault(path, "request/invalid", message);
    }
    fields.seed = value;
  } else if (name === "rows") {
    const rows = /^0*[1-9]\d{0,11}$/.test(value) ? Number(value) : 0;
    if (rows < 1)
      throw requestFault(
        path,
        "request/invalid",
        `expected a whole number of at least 1; found ${JSON.stringify(value.slice(0, 40))}.`,
      );
    fields.rows = rows;
  } else if (name === "dialect") {
    const dialect = DIALECTS.find((each) => each === value);
    if (dialect === undefined)
      throw requestFault(
        path,
        "request/invalid",
        `expected one of ${DIALECTS.join(", ")}; found ${JSON.stringify(value.slice(0, 40))}.`,
      );
    fields.dialect = dialect;
  } else
    throw requestFault(
      path.slice(0, 100),
      "request/unknown",
      "there is no such entry.",
      "There are file, rows, seed, dialect.",
    );
}

/** Makes a schema of files that are sent along. */
export async function extractUpload(request: FastifyRequest, desk: Desk, errand: OwnErrand): Promise<Extracted> {
  return withFolder(async (folder) => {
    const paths: string[] = [];
    const fields: Fields = {};
    for await (const part of request.parts({ limits: { fileSize: SAMPLE_BYTES, files: MOST_FILES } })) {
      if (part.type === "file") {
        const name = safeName(part.filename, "sample.csv");
        const path = await placeFor(folder, paths.length, name);
        await pipeline(part.file, createWriteStream(path, { flags: "wx", mode: 0o600 }), { signal: errand.signal });
        if (part.file.truncated) {
          throw requestFault(
            `body.${part.fieldname}`,
            "request/too-large",
            `expected at most ${SAMPLE_BYTES} bytes; found more.`,
            "A part of the rows is enough.",
            413,
          );
        }
        paths.push(path);
      } else readField(fields, part.fieldname, String(part.value));
    }
    if (paths.length === 0) throw requestFault("body.file", "request/missing", "expected a file; found none.");
    return desk.run("extractFiles", { paths, folder, ...fields }, errand);
  });
}

async function extractDatasets(
  { database: { db }, store, desk }: Services,
  { datasets: ids, rows, seed }: Extract<ExtractOrder, { from: "dataset" }>,
  { userId, signal }: OwnErrand,
): Promise<Extracted> {
  const found = await db
    .select()
    .from(datasets)
    .where(and(eq(datasets.ownerId, userId), inArray(datasets.id, ids)));
  const lost = ids.find((id) => !found.some((row) => row.id === id.toLowerCase()));
  if (lost !== undefined) throw missing("data set", lost);
  const large = found.find(({ bytes }) => bytes > SAMPLE_BYTES);
  if (large !== undefined) {
    const message = `${large.name}: expected at most ${SAMPLE_BYTES} bytes; found ${large.bytes}.`;
    throw requestFault("body.datasets", "request/too-large", message, "A part of the rows is enough.", 422);
  }
  return withFolder(async (folder) => {
    const paths: string[] = [];
    for (const { key, name } of found) {
      const path = await placeFor(folder, paths.length, safeName(name, "sample.csv"));
      await pipeline(store.get(key, undefined, signal), createWriteStream(path, { flags: "wx", mode: 0o600 }), {
        signal,
      });
      paths.push(path);
    }
    return desk.run("extractFiles", { paths, folder, rows, seed }, { userId, signal });
  });
}

/** The address of a database that the server may connect to for a user; files of its own machine are none. */
export async function admitAddress({ config }: Pick<Services, "config">, address: string): Promise<string> {
  try {
    return await admitRemote(address, openReach(config).lookup);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    const [{ message, hint, code } = { message: "", hint: "", code: "" }] = error.issues;
    const upload = "Upload the database file instead, or use the command line: semblance import sqlite:file.db.";
    throw requestFault("body.address", code, message, /^sqlite:/i.test(address) ? upload : hint, 422);
  }
}

/** Makes a schema of what a request has or names. */
export async function extract(services: Services, order: ExtractOrder, errand: OwnErrand): Promise<Extracted> {
  const { database, desk } = services;
  switch (order.from) {
    case "dataset":
      return extractDatasets(services, order, errand);
    case "connection": {
      const { statistics, rows, seed } = order;
      const address = await admitAddress(services, order.address);
      return desk.run("extractConnection", { address, statistics, rows, seed }, errand);
    }
    case "template": {
      const text = await templateText(database.db, errand.userId, order.template, order.version);
      return desk.run("extractDocument", { text, from: `the template ${order.template}` }, errand);
    }
    case "edit":
      return desk.run("extractEdit", { schema: order.schema, text: order.text }, errand);
    default: {
      const { from, text, dialect, rows, seed, locale } = order;
      const kind = from === "text" ? (dialect === undefined ? textKind(text) : "sql") : from;
      if (kind === "document") return desk.run("extractDocument", { text, from: "a schema" }, errand);
      if (kind === "english") return desk.run("extractEnglish", { text, rows, seed, locale }, errand);
      return desk.run("extractText", { text, kind, dialect, rows, seed }, errand);
    }
  }
}
