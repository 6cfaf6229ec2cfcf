import type { Header } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { openMachine } from "../wasm/machine.ts";
import { joinCrc, openDeflater, type Deflated } from "./deflate.ts";
import { joinBytes, type Encoder, type Format, type FormatOptions, type PartInfo, type Sink } from "./format.ts";
import { openRowWriter } from "./row-writer.ts";
import { headerRow, toSheetCells } from "./xlsx-cells.ts";
import { lastFiles, SHEET_END, sheetStart, staticFiles } from "./xlsx-package.ts";
import { dataDescriptor, localHeader, zipDirectory, type ZipEntry } from "./xlsx-zip.ts";

const SHEET_ROWS = 1_048_575; // below the row of names; ECMA-376 part 1, 18.3.1.73: rows up to 1,048,576
const STRETCH_ROWS = 16_384; // compressed for themselves, so that any worker can
const COLUMNS_MOST = 16_384;
const encoder = new TextEncoder();
const NOTHING: Deflated = { rawBytes: 0, bytes: 0, crc: 0 };

/** What a part holds of one sheet. */
interface Span extends Deflated {
  /** Bytes of the part before the sheet's local header, where it begins here. */
  readonly at?: number;
  readonly ended: boolean;
}

function joined(a: Deflated, b: Deflated): Deflated {
  return {
    rawBytes: a.rawBytes + b.rawBytes,
    bytes: a.bytes + b.bytes,
    crc: joinCrc(a.crc, b.crc, b.rawBytes),
  };
}

const sheetEntry = (k: number): Omit<ZipEntry, "at"> => ({
  name: `xl/worksheets/sheet${k + 1}.xml`,
  streamed: true,
  deflated: true,
  ...NOTHING,
});

/** Whole files, each deflated, as they stand after `at` bytes. */
function packFiles(
  files: readonly (readonly [name: string, xml: string])[],
  at: number,
): { bytes: Uint8Array; entries: readonly ZipEntry[] } {
  const deflater = openDeflater(openMachine());
  const pieces: Uint8Array[] = [],
    entries: ZipEntry[] = [];
  let end = at;
  for (const [name, xml] of files) {
    const packed: Uint8Array[] = [];
    deflater.begin((view) => packed.push(view.slice()));
    deflater.write(encoder.encode(xml));
    const entry: ZipEntry = { name, at: end, streamed: false, deflated: true, ...deflater.end(true) };
    const before = localHeader(entry);
    pieces.push(before, ...packed);
    entries.push(entry);
    end += before.length + entry.bytes;
  }
  return { bytes: joinBytes(pieces), entries };
}

function open(header: Header, options: FormatOptions): Encoder {
  invariant(header.columns.length <= COLUMNS_MOST, `a sheet has at most ${COLUMNS_MOST} columns`);
  const { cells, formatCodes, sharedWords } = toSheetCells(header);
  const first = options.from ?? 0;
  // A sheet's CRC and sizes stand right behind it, so where one ends amid the file a part must hold it whole.
  const single = options.to !== undefined && options.to - first <= SHEET_ROWS;
  const sheetOf = (row: number): number => (single ? 0 : Math.floor(row / SHEET_ROWS) - Math.floor(first / SHEET_ROWS));
  const firstOf = (row: number): number =>
    single ? first : Math.max(first, Math.floor(row / SHEET_ROWS) * SHEET_ROWS);
  const names = headerRow(header);
  const startOf = (sheet: number): Uint8Array => encoder.encode(sheetStart(header, sheet === 0) + names);
  const sheetEnd = encoder.encode(SHEET_END);
  const head = packFiles(staticFiles(formatCodes), 0);

  return {
    grainRows: single ? STRETCH_ROWS : SHEET_ROWS,
    head: () => head.bytes,
    writer(machine) {
      const rowWriter = openRowWriter(machine, header.columns, cells);
      const deflater = openDeflater(machine);
      return {
        part(from: number, sink: Sink) {
          const spans: Span[] = [];
          let row = from,
            bytes = 0,
            active = false;
          let at: number | undefined;
          let sheet = NOTHING;
          const give: Sink = (view) => {
            bytes += view.length;
            sink(view);
          };
          const begin = (): void => {
            if (active) return;
            active = true;
            if (row !== firstOf(row)) {
              deflater.begin(give);
              return;
            }
            at = bytes;
            give(localHeader(sheetEntry(sheetOf(row))));
            deflater.begin(give);
            deflater.write(startOf(sheetOf(row)));
          };
          const pause = (last: boolean): void => {
            if (!active) return;
            sheet = joined(sheet, deflater.end(last));
            active = false;
          };
          const close = (ended: boolean): void => {
            spans.push({ ...sheet, ...(at === undefined ? {} : { at }), ended });
            sheet = NOTHING;
            at = undefined;
          };
          return {
            write(batch) {
              const batchFrom = row;
              for (const to = row + batch.length; row < to;) {
                begin();
                const stretchEnd = (Math.floor(row / STRETCH_ROWS) + 1) * STRETCH_ROWS;
                const sheetLast = single ? Infinity : (Math.floor(row / SHEET_ROWS) + 1) * SHEET_ROWS;
                const next = Math.min(to, stretchEnd, sheetLast);
                const number = batchFrom - firstOf(row) + 2;
                rowWriter.write(batch, row - batchFrom, next - batchFrom, number, (view) => deflater.write(view));
                row = next;
                if (row === sheetLast) {
                  deflater.write(sheetEnd);
                  pause(true);
                  give(dataDescriptor(sheet));
                  close(true);
                } else if (row === stretchEnd) pause(false);
              }
            },
            end() {
              pause(false);
              if (sheet.rawBytes > 0) close(false);
              return { rows: row - from, bytes, detail: spans };
            },
          };
        },
      };
    },
    foot(parts: readonly PartInfo[]) {
      const sheets: ZipEntry[] = [];
      let end = head.bytes.length,
        whole = true;
      for (const part of parts) {
        for (const { at, ended, ...span } of part.detail as readonly Span[]) {
          if (at !== undefined) sheets.push({ ...sheetEntry(sheets.length), at: end + at });
          const sheet = sheets.pop();
          invariant(sheet !== undefined, "a sheet begins before it goes on");
          sheets.push({ ...sheet, ...joined(sheet, span) });
          whole = ended;
        }
        end += part.bytes;
      }
      const pieces: Uint8Array[] = [];
      const give: Sink = (view) => {
        pieces.push(view.slice());
        end += view.length;
      };
      if (sheets.length === 0 || !whole) {
        const deflater = openDeflater(openMachine());
        const started = sheets.pop();
        const entry = started ?? { ...sheetEntry(0), at: end };
        if (started === undefined) give(localHeader(entry));
        deflater.begin(give);
        if (started === undefined) deflater.write(startOf(0));
        deflater.write(sheetEnd);
        const sheet = { ...entry, ...joined(entry, deflater.end(true)) };
        give(dataDescriptor(sheet));
        sheets.push(sheet);
      }
      const last = packFiles(lastFiles(header.table, sheets.length, sharedWords), end);
      give(last.bytes);
      give(zipDirectory([...head.entries, ...sheets, ...last.entries], end));
      return joinBytes(pieces);
    },
  };
}

/**
 * Office Open XML (ECMA-376) with one sheet per 1,048,575 rows, the names repeated on each. Dates, times and durations are numbers
 * with a format; what a number cannot hold exactly (more than 15 digits, dates before March 1900, negative durations) is text.
 * With `options.to`, a file of one sheet is cut at multiples of 16,384 rows, otherwise at whole sheets.
 */
export const xlsx: Format = {
  name: "xlsx",
  extension: ".xlsx",
  mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  open,
};
