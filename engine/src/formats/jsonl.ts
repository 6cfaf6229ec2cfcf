import type { Header } from "../batch/column.ts";
import { countedPart, type Encoder, type Format } from "./format.ts";
import { toObjectCells } from "./objects.ts";
import { openRowWriter } from "./row-writer.ts";

function open(header: Header): Encoder {
  const cells = toObjectCells(header.columns, "", "\n");
  return {
    grainRows: 1,
    head: () => new Uint8Array(0),
    writer(machine) {
      const writer = openRowWriter(machine, header.columns, cells);
      return {
        part: (_from, sink) => countedPart(sink, (batch, counted) => writer.write(batch, 0, batch.length, 0, counted)),
      };
    },
    foot: () => new Uint8Array(0),
  };
}

/** One object per line, https://jsonlines.org. Decimals are numbers with all their places; dates, moments, uuids and durations are strings. */
export const jsonl: Format = { name: "jsonl", extension: ".jsonl", mediaType: "application/jsonl", open };
