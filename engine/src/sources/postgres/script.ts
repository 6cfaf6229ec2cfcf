/** A script for psql as SQL alone: its commands (`\connect`) and the rows behind COPY ... FROM stdin are blanked out, so that every offset stays. */
export function withoutPsql(text: string): string {
  if (!/^\\|^copy\b/im.test(text)) return text;
  const lines = text.split("\n");
  let isData = false;
  let isCopy = false;
  return lines
    .map((line) => {
      const blank = " ".repeat(line.length);
      if (isData) {
        if (line.trimEnd() === "\\.") isData = false;
        return blank;
      }
      if (line.startsWith("\\")) return blank;
      if (/^copy\b/i.test(line)) isCopy = true;
      if (!isCopy) return line;
      if (/;\s*$/.test(line)) {
        isData = /from\s+stdin\b/i.test(line);
        isCopy = false;
      }
      return blank;
    })
    .join("\n");
}

/** Where the statements of a script begin and end, half-open: at semicolons outside quotes, comments and brackets of a function's body. */
export function statementSpans(text: string): readonly { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = [];
  let from = 0;
  let atomic = 0;
  const pieces =
    /--[^\n]*|\/\*|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|\b[eE]'(?:[^'\\]|\\.|'')*'|\bBEGIN\s+ATOMIC\b|\bCASE\b|\bEND\b|;/giy;
  for (let at = 0; at < text.length;) {
    pieces.lastIndex = at;
    const found = pieces.exec(text);
    if (found === null) {
      // A word is passed whole, so that the `e` of `the'x'` begins no text with escapes.
      const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
      word.lastIndex = at;
      const passed = word.exec(text);
      at += passed === null ? 1 : passed[0].length;
      continue;
    }
    const [piece] = found;
    at += piece.length;
    if (piece === "/*") {
      for (let depth = 1; depth > 0 && at < text.length;) {
        if (text.startsWith("/*", at)) depth++;
        else if (text.startsWith("*/", at)) depth--;
        at += text.startsWith("/*", at) || text.startsWith("*/", at) ? 2 : 1;
      }
    } else if (piece.startsWith("$")) {
      const close = text.indexOf(piece, at);
      at = close === -1 ? text.length : close + piece.length;
    } else if (/^begin/i.test(piece)) atomic = 1;
    else if (/^case$/i.test(piece)) atomic += atomic > 0 ? 1 : 0;
    else if (/^end$/i.test(piece)) atomic -= atomic > 0 ? 1 : 0;
    else if (piece === ";" && atomic === 0) {
      spans.push({ from, to: at });
      from = at;
    }
  }
  if (text.slice(from).trim() !== "") spans.push({ from, to: text.length });
  return spans;
}
