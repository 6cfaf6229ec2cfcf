import type { Header } from "../batch/column.ts";
import { countedPart, type Encoder, type Format, type FormatOptions } from "./format.ts";
import { toObjectCells } from "./objects.ts";
import { openRowWriter } from "./row-writer.ts";

const encoder = new TextEncoder();

function open(header: Header, options: FormatOptions): Encoder {
  const cells = toObjectCells(header.columns, ",\n", "");
  const first = options.from ?? 0;
  return {
    grainRows: 1,
    head: () => encoder.encode("["),
    writer(machine) {
      const writer = openRowWriter(machine, header.columns, cells);
      return {
        part(from, sink) {
          let skip = from === first ? 1 : 0; // nothing stands before the file's first row, so no comma
          return countedPart(sink, (batch, counted) =>
            writer.write(batch, 0, batch.length, 0, (view) => {
              counted(view.subarray(skip));
              skip = 0;
            }),
          );
        },
      };
    },
    foot: (parts) => encoder.encode(parts.some((part) => part.rows > 0) ? "\n]\n" : "]\n"),
  };
}

/** An array of objects (RFC 8259), one per line; cells as in JSONL. */
export const json: Format = { name: "json", extension: ".json", mediaType: "application/json", open };
