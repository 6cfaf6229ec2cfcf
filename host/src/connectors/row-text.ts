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
