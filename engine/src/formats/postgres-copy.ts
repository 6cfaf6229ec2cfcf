import type { Header } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { countedPart, type Encoder, type Format, type FormatOptions, type LoadTarget } from "./format.ts";
import { BINARY_FOOT, BINARY_HEAD, isBinary, openTuples } from "./postgres-binary.ts";
import { openLines } from "./postgres-text.ts";

/** Columns of the table that are loaded, with what they are loaded into. */
function pick({ columns }: Header, targets: NonNullable<FormatOptions["targets"]>) {
  const picked = columns.flatMap(({ name }, c) => (Object.hasOwn(targets, name) ? [c] : []));
  return {
    picked,
    headers: picked.map((c) => columns[c]!),
    into: picked.map((c): LoadTarget => targets[columns[c]!.name]!),
  };
}

/** Whether every loaded column has a binary form; otherwise the bytes are those of a text COPY. */
export function copiesBinary(header: Header, targets: NonNullable<FormatOptions["targets"]>): boolean {
  const { headers, into } = pick(header, targets);
  return headers.every((column, k) => isBinary(column, into[k]!));
}

function open(header: Header, { targets }: FormatOptions): Encoder {
  invariant(targets !== undefined, "a load knows its target");
  const { picked, headers, into } = pick(header, targets);
  const binary = headers.every((column, k) => isBinary(column, into[k]!));
  return {
    grainRows: 1,
    head: () => new Uint8Array(binary ? BINARY_HEAD : []),
    writer: () => {
      const write = binary ? openTuples(headers, into, picked) : openLines(headers, into, picked);
      return { part: (_from, sink) => countedPart(sink, write) };
    },
    foot: () => new Uint8Array(binary ? BINARY_FOOT : []),
  };
}

/** What PostgreSQL's COPY ... FROM STDIN reads: binary where `copiesBinary`, else text. */
export const postgresCopy: Format = {
  name: "postgres-copy",
  extension: ".copy",
  mediaType: "application/octet-stream",
  open,
};
