import { readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { DataError } from "@semblance/engine";
import { openDatabase } from "../connectors/all.ts";
import { figuresOf, hashDocument, hashFile } from "./certificate.ts";
import { COPIED, withCopies } from "./certificate-database.ts";
import { Certificate, type CertifiedTable, type Figures } from "./certificate-shape.ts";

/** One thing the certificate says, held against the data. */
export interface Check {
  /** Empty for what concerns no table. */
  readonly table: string;
  readonly what:
    | "schema"
    | "file"
    | "contents"
    | "rows"
    | "unreadable"
    | "nulls"
    | "duplicates"
    | "orphans"
    | "violations"
    | "sum"
    | "min"
    | "max";
  /** The column, key, reference, rule or file. */
  readonly of: string;
  readonly certified: string | number | null;
  readonly found: string | number | null;
  readonly outcome: "passed" | "failed" | "skipped";
}

/** All checks of a certificate, in its order. */
export interface Verified {
  readonly certificate: string;
  readonly checks: readonly Check[];
}

/** Reads a certificate; throws DataError where it is none. */
async function readCertificate(path: string): Promise<Certificate> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new DataError(`${path}: the certificate cannot be read (${error.code ?? error.message}).`, path);
  });
  const complaint = `${path}: this is no certificate of Semblance`;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DataError(`${complaint}: it is not JSON.\nWrite one with generate --certificate.`, path);
  }
  const parsed = Certificate.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? "" : ` (${issue.path.map(String).join(".")}: ${issue.message})`;
  throw new DataError(`${complaint}${where}.\nWrite one with generate --certificate.`, path);
}

async function kindOf(path: string): Promise<"file" | "folder" | "nothing"> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return "nothing";
  return found.isDirectory() ? "folder" : "file";
}

/** Where each of the certificate's files is now, by its path there; undefined for those that are missing. */
async function locate(
  certificate: Certificate,
  path: string,
  data: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const places: { readonly path: string; readonly isFolder: boolean }[] = [];
  for (const place of data) {
    const kind = await kindOf(place);
    if (kind === "nothing") throw new DataError(`${place}: there is no such file or directory.`, place);
    places.push({ path: place, isFolder: kind === "folder" });
  }
  const find = async (file: string): Promise<string | undefined> => {
    const candidates =
      data.length === 0
        ? [resolve(dirname(path), file)]
        : places.flatMap((place) => {
            if (place.isFolder) return [join(place.path, basename(file)), join(place.path, file)];
            return basename(place.path) === basename(file) || certificate.files.length === 1 ? [place.path] : [];
          });
    for (const candidate of candidates) if ((await kindOf(candidate)) === "file") return realpath(candidate);
    return undefined;
  };
  return new Map(await Promise.all(certificate.files.map(async ({ path: file }) => [file, await find(file)] as const)));
}

type Named = Pick<Check, "what" | "of">;

/** Figures as a list; what could not be computed is undefined. */
function flatten(
  figures: Figures,
): ReadonlyMap<string, Named & { readonly value: string | number | null | undefined }> {
  const list: (Named & { value: string | number | null | undefined })[] = [
    { what: "rows", of: "", value: figures.rows },
  ];
  for (const what of ["unreadable", "nulls", "duplicates", "orphans", "violations"] as const)
    for (const [of, value] of Object.entries(figures[what]))
      list.push({ what, of, value: typeof value === "number" ? value : undefined });
  for (const [of, total] of Object.entries(figures.totals))
    for (const what of ["sum", "min", "max"] as const)
      if (total[what] !== undefined) list.push({ what, of, value: total[what] });
  return new Map(list.map((figure) => [`${figure.what} ${figure.of}`, figure]));
}

function compareFigures(table: string, certified: Figures, found: Figures): readonly Check[] {
  const [before, after] = [flatten(certified), flatten(found)];
  return [...new Set([...before.keys(), ...after.keys()])].map((key): Check => {
    const { what, of } = before.get(key) ?? after.get(key)!;
    const absent = what === "unreadable" ? 0 : null; // none is not listed
    const [was, is] = [before, after].map((figures) => {
      const figure = figures.get(key);
      return figure === undefined ? absent : figure.value;
    });
    const checks = { table, what, of, certified: was ?? null, found: is ?? null };
    if (was === undefined || is === undefined) return { ...checks, outcome: "skipped" };
    return { ...checks, outcome: was === is ? "passed" : "failed" };
  });
}

function fault(table: string, why: string, outcome: Check["outcome"]): Check {
  return { table, what: "contents", of: "", certified: null, found: why, outcome };
}

function compareTable(
  { table, figures: certified }: CertifiedTable,
  found: CertifiedTable["figures"],
): readonly Check[] {
  for (const figures of [found, certified]) if ("skipped" in figures) return [fault(table, figures.skipped, "skipped")];
  return compareFigures(table, certified as Figures, found as Figures);
}

async function checkContents(
  certificate: Certificate,
  places: ReadonlyMap<string, string | undefined>,
): Promise<readonly Check[]> {
  const { now, reading } = certificate;
  const isWhole = ({ table }: CertifiedTable): boolean =>
    certificate.files.every((file) => file.table !== table || places.get(file.path) !== undefined);
  // What a table's missing file held cannot be known, nor which rows refer to it.
  const whole = certificate.tables.filter(isWhole);
  const pathsOf = ({ table }: CertifiedTable): string[] =>
    certificate.files.flatMap((file) => (file.table === table ? [places.get(file.path)!] : []));
  const compute = async (
    tables: readonly CertifiedTable[],
  ): Promise<readonly (CertifiedTable["figures"] | string)[]> => {
    try {
      return await figuresOf(
        tables.map((table) => ({ ...table, paths: pathsOf(table) })),
        { now, reading },
      );
    } catch (error) {
      const message = error instanceof Error ? error.message.split("\n")[0]! : String(error);
      // One file that cannot be read must not hide what is wrong with the others.
      if (tables.length === 1) return [message];
      return (await Promise.all(tables.map((table) => compute([table])))).flat();
    }
  };
  const found = new Map((await compute(whole)).map((figures, k) => [whole[k]!.table, figures]));
  return certificate.tables.flatMap((table): readonly Check[] => {
    const figures = found.get(table.table);
    if (figures === undefined) return [fault(table.table, "a file is missing", "failed")];
    if (typeof figures === "string") return [fault(table.table, figures, "failed")];
    return compareTable(table, figures);
  });
}

const ADDRESS = /^(?:postgres|postgresql|mysql|mariadb|sqlite):/i;

async function checkDatabase(certificate: Certificate, address: string): Promise<readonly Check[]> {
  const file = /^sqlite:(?:\/\/)?(.*)$/i.exec(address)?.[1];
  // Opening one that is not there would make it.
  if (file !== undefined && (await kindOf(decodeURI(file))) === "nothing")
    throw new DataError(`${address}: there is no such file.`, address);
  const database = await openDatabase(address);
  try {
    const { now, tables } = certificate;
    const found = await withCopies(database, tables, (copied) => figuresOf(copied, { now, reading: COPIED }));
    return tables.flatMap((table, k) => compareTable(table, found[k]!));
  } finally {
    await database.close();
  }
}

/** Computes everything that a certificate says from the data alone. Without `data` the files are where they were, seen from the certificate; the address of a database stands for its tables. */
export async function verify(path: string, data: readonly string[]): Promise<Verified> {
  const certificate = await readCertificate(path);
  const { sha256, document } = certificate.schema;
  const schemaHash = hashDocument(document);
  const checks: Check[] = [
    {
      table: "",
      what: "schema",
      of: "",
      certified: sha256,
      found: schemaHash,
      outcome: sha256 === schemaHash ? "passed" : "failed",
    },
  ];
  const [address] = data;
  if (address !== undefined && ADDRESS.test(address)) {
    if (data.length > 1) throw new DataError("expected one database alone.", address);
    return { certificate: path, checks: [...checks, ...(await checkDatabase(certificate, address))] };
  }
  if (certificate.reading.format === "database")
    throw new DataError(`${path}: it certifies tables of a database.\nSay which: verify ${path} postgres://…`, path);
  const places = await locate(certificate, path, data);
  for (const file of certificate.files) {
    const place = places.get(file.path);
    const found = place === undefined ? "missing" : (await hashFile(place)).sha256;
    const outcome = found === file.sha256 ? "passed" : "failed";
    checks.push({ table: file.table, what: "file", of: file.path, certified: file.sha256, found, outcome });
  }
  return { certificate: path, checks: [...checks, ...(await checkContents(certificate, places))] };
}
