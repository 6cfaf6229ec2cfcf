import type { Column, ColumnHeader } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { countedPart, type Format } from "./format.ts";
import { openRowWriter, orNull, toCellStyle, type CellStyle } from "./row-writer.ts";

const NULL = "NULL"; // unquoted and with FIELDS ENCLOSED BY '"', it is null

function toCell(column: ColumnHeader, type: string, first: boolean, last: boolean): CellStyle {
  const prefix = first ? "" : ",";
  const suffix = last ? "\n" : "";
  const cell = toCellStyle(column, "csv", '"\r\n,');
  // A duration in a column of TIME is its hours, minutes and seconds.
  const asTime = column.kind === "duration" && type === "time" ? ({ render: "time" } as const) : {};
  const more = column.kind === "boolean" ? { argument: 1 } : asTime;
  return orNull({
    ...cell,
    ...more,
    prefix,
    suffix,
    whenNull: prefix + NULL + suffix,
    nothing: NULL,
    trustPlain: false,
    // A moment or day as MySQL's own text; in a column of text it stays ISO 8601.
    ...(/char|text|json/.test(type) ? {} : { separator: " ", zulu: false }),
  });
}

/**
 * What MySQL reads with LOAD DATA ... FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"' ESCAPED BY ''.
 * https://dev.mysql.com/doc/refman/8.4/en/load-data.html
 */
export const mysqlLoad: Format = {
  name: "mysql-load",
  extension: ".csv",
  mediaType: "text/csv; charset=utf-8",
  open({ columns }, { targets }) {
    invariant(targets !== undefined, "a load knows its target");
    const picked = columns.flatMap(({ name }, c) => (Object.hasOwn(targets, name) ? [c] : []));
    const headers = picked.map((c) => columns[c]!);
    const cells = headers.map((header, k) =>
      toCell(header, targets[header.name]!.type, k === 0, k === headers.length - 1),
    );
    return {
      grainRows: 1,
      head: () => new Uint8Array(0),
      writer(machine) {
        const writer = openRowWriter(machine, headers, cells);
        return {
          part: (_from, sink) =>
            countedPart(sink, (batch, counted) => {
              const loaded = picked.map((c): Column => batch.columns[c]!);
              writer.write({ ...batch, columns: loaded }, 0, batch.length, 0, counted);
            }),
        };
      },
      foot: () => new Uint8Array(0),
    };
  },
};
