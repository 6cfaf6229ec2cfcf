import { isValid, readText } from "../batch/cells.ts";
import type { Batch } from "../batch/batch.ts";
import type { Header } from "../batch/column.ts";
import { invariant } from "../errors.ts";
import { countedPart, type Encoder, type Format } from "./format.ts";

// Which spoil a number stands for; 0 is none.
const KINDS = ["", "missing", "typo", "outlier", "format"];
const encoder = new TextEncoder();

const quote = (text: string): string =>
  text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function textOf({ machine, columns }: Batch, c: number, i: number): string {
  const column = columns[c]!;
  return isValid(machine, column, i) ? quote(readText(machine, column, i)) : "";
}

function open(header: Header): Encoder {
  const table = quote(header.table);
  const placed = header.columns.findIndex(({ name }) => !name.startsWith("#"));
  const orders = placed === -1 ? header.columns.length : placed;
  const linesOf = (batch: Batch): string => {
    const { machine, columns } = batch;
    const number = (c: number): ((i: number) => number) => {
      const column = columns[c];
      invariant(column?.layout === "f64", "numbers say what is wrong");
      return (i) => machine.f64[column.at / 8 + i]!;
    };
    const [original, proper] = orders === 2 ? [number(0), number(1)] : [];
    const spoils = Array.from({ length: (columns.length - orders) / 3 }, (_, k) => {
      const c = orders + 3 * k;
      return { c, name: quote(header.columns[c]!.name), kind: number(c) };
    });
    let text = "";
    for (let i = 0; i < batch.length; i++) {
      const row = batch.from + i;
      if (original !== undefined && original(i) >= 0) text += `${table},${row},,duplicate,${original(i)},\n`;
      if (proper !== undefined && proper(i) >= 0) text += `${table},${row},,late,${proper(i)},\n`;
      for (const { c, name, kind } of spoils) {
        if (kind(i) === 0) continue;
        text += `${table},${row},${name},${KINDS[kind(i)]},${textOf(batch, c + 1, i)},${textOf(batch, c + 2, i)}\n`;
      }
    }
    return text;
  };
  return {
    grainRows: 1,
    head: () => encoder.encode("table,row,column,kind,clean,spoiled\n"),
    writer: () => ({
      part: (_from, sink) => countedPart(sink, (batch, counted) => counted(encoder.encode(linesOf(batch)))),
    }),
    foot: () => new Uint8Array(0),
  };
}

/**
 * The answer key of dirty data as CSV (RFC 4180): a line per spoiled cell, with `row` its place in the delivered table, from 0. A line
 * without a column is about the whole row: of a duplicate `clean` is the place of its original, of a late row its proper place.
 */
export const answers: Format = { name: "answers", extension: ".csv", mediaType: "text/csv; charset=utf-8", open };
