/** What stands for null in the text of rows. */
export const NULL_TEXT = "\\N";

const BATCH_CHARACTERS = 1 << 18;

/** Rows as CSV without a header: every value in quotes, null as NULL_TEXT; some thousand rows at a time. */
export async function* toRowText(
  rows: AsyncIterable<readonly (string | null)[]> | Iterable<readonly (string | null)[]>,
): AsyncGenerator<string, void, void> {
  let text = "";
  for await (const row of rows) {
    text += `${row.map((value) => (value === null ? NULL_TEXT : `"${value.replaceAll('"', '""')}"`)).join(",")}\n`;
    if (text.length < BATCH_CHARACTERS) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

const CELL = /"((?:[^"]|"")*)"|\\N/y;

/** The cells of a text that `toRowText` or COPY has written, row by row; pieces may end anywhere. */
export async function* parseRowText(
  pieces: AsyncIterable<string>,
): AsyncGenerator<readonly (string | null)[], void, void> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    let from = 0;
    for (;;) {
      const row: (string | null)[] = [];
      let at = from;
      for (;;) {
        CELL.lastIndex = at;
        const found = CELL.exec(text);
        const end = text[CELL.lastIndex];
        if (found === null || (end !== "," && end !== "\n")) {
          at = -1; // the rest of the row is still to come
          break;
        }
        row.push(found[1] === undefined ? null : found[1].replaceAll('""', '"'));
        at = CELL.lastIndex + 1;
        if (end === "\n") break;
      }
      if (at === -1) break;
      yield row;
      from = at;
    }
    text = text.slice(from);
  }
  if (text !== "") throw new Error("invariant: the text of rows ends with a row");
}

/** `LIMIT n` where only the first n rows are wanted. */
export function limitOf(most: number | undefined): string {
  return most === undefined ? "" : ` LIMIT ${most}`;
}
