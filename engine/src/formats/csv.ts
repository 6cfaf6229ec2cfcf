import type { Header } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { countedPart, type Encoder, type Format, type FormatOptions } from "./format.ts";
import { openRowWriter, orNull, toCellStyle, type CellStyle } from "./row-writer.ts";

const encoder = new TextEncoder();

function quoteName(name: string, special: RegExp): string {
  return name === "" || special.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function open(header: Header, options: FormatOptions): Encoder {
  const delimiter = options.delimiter ?? ",",
    nullText = options.nullText ?? "";
  invariant(
    /^[\t !#$%&'()*,/;<=>?@[\\\]^_`{|}~]$/.test(delimiter),
    "a delimiter is one ASCII mark that no number or date holds",
  );
  invariant(!/["\r\n]/.test(nullText) && !nullText.includes(delimiter), "the null text needs no quotes");
  const special = new RegExp(`["\\r\\n\\${delimiter}]`);
  const last = header.columns.length - 1;
  const cells = header.columns.map((column, c): CellStyle => {
    const prefix = c === 0 ? "" : delimiter,
      suffix = c === last ? "\n" : "";
    return orNull({
      ...toCellStyle(column, "csv", `"\r\n${delimiter}`),
      prefix,
      suffix,
      whenNull: prefix + nullText + suffix,
      guard: options.guardFormulas === true,
      nothing: nullText,
      trustPlain: nullText === "" && /[,;|\t]/.test(delimiter),
    });
  });
  return {
    grainRows: 1,
    head: () =>
      encoder.encode(
        options.headerLine === false
          ? ""
          : `${header.columns.map((c) => quoteName(c.name, special)).join(delimiter)}\n`,
      ),
    writer(machine) {
      const writer = openRowWriter(machine, header.columns, cells);
      return {
        part: (_from, sink) => countedPart(sink, (batch, counted) => writer.write(batch, 0, batch.length, 0, counted)),
      };
    },
    foot: () => new Uint8Array(0),
  };
}

/**
 * RFC 4180 with "\n" line ends and UTF-8 without a mark. An empty text is `""`, null is nothing or `nullText`; a text that equals
 * `nullText` is quoted. Moments are ISO 8601 in UTC. In a table of one column a null without `nullText` is an empty line, which some
 * readers skip.
 */
export const csv: Format = { name: "csv", extension: ".csv", mediaType: "text/csv; charset=utf-8", open };
