import type { ColumnHeader, Header } from "../batch/column.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const CELL_MOST = 32_767; // characters; ECMA-376 part 1, 18.18.17
const NAME_MOST = 31; // characters of a sheet's name; ibid. 18.2.19
/** Number of the header's style; those of `formatCodes` follow. */
export const BOLD = 1;

/** Text as XML 1.0 content of one cell, the same as `writeXml` in `wasm/assembly/escape.ts` makes. */
export function toXmlText(text: string): string {
  const short = /^[\uDC00-\uDFFF]/.test(text.slice(CELL_MOST))
    ? text.slice(0, CELL_MOST - 1)
    : text.slice(0, CELL_MOST);
  return short
    .replace(/[^\t\n\r\u0020-\uFFFD]/g, "")
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_") // ibid. 22.9.2.19
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}

/** How a column's numbers are shown; ECMA-376 part 1, 18.8.31. */
export function formatCode({ kind, scale, millis }: ColumnHeader): string | undefined {
  const fraction = millis ? ".000" : "";
  switch (kind) {
    case "date":
      return "yyyy\\-mm\\-dd";
    case "datetime":
      return `yyyy\\-mm\\-dd\\ hh:mm:ss${fraction}`;
    case "time":
      return `hh:mm:ss${fraction}`;
    case "duration":
      return "[h]:mm:ss.000";
    case "decimal":
      return scale === 0 ? undefined : `0.${"0".repeat(scale)}`;
    default:
      return undefined;
  }
}

function columnWidth({ kind, name, dictionary }: ColumnHeader): number {
  const least = { uuid: 37, datetime: 20, date: 11, time: 13, duration: 14, boolean: 8, text: 16, json: 30 };
  const own = kind in least ? least[kind as keyof typeof least] : 12;
  const words = dictionary?.words.slice(0, 100).map((word) => word.length) ?? [];
  return Math.min(50, Math.max(own, name.length + 2, ...words));
}

/** A sheet's XML before its rows: the first row stays in view. */
export function sheetStart(header: Header, first: boolean): string {
  const columns = header.columns.map(
    (column, c) => `<col min="${c + 1}" max="${c + 1}" width="${columnWidth(column)}" customWidth="1"/>`,
  );
  const view = `<sheetView${first ? ' tabSelected="1"' : ""} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>`;
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews>${view}</sheetViews><cols>${columns.join("")}</cols><sheetData>`;
}
export const SHEET_END = "</sheetData></worksheet>";

/** Sheet k's name: the table's, without what names cannot hold; "(2)" and so on after it. */
export function sheetName(table: string, k: number): string {
  const suffix = k === 0 ? "" : ` (${k + 1})`;
  const cleaned = table.replace(/[[\]:*?/\\]|[^\u0020-\uFFFD]/g, "_");
  const base = cleaned.replace(/^'|'$/g, "_").trim();
  const usable = base === "" || /^history$/i.test(base) ? "Table" : base; // "History" belongs to change tracking
  const most = NAME_MOST - suffix.length;
  const cut = /^[\uDC00-\uDFFF]/.test(usable.slice(most)) ? most - 1 : most;
  return usable.slice(0, cut).replace(/'$/, "_") + suffix;
}

/** Files that are the same for every table of these formats. Any other XML part is a sheet, so their number need not be known. */
export function staticFiles(formatCodes: readonly string[]): readonly (readonly [name: string, xml: string])[] {
  const formats = formatCodes.map((code, k) => `<numFmt numFmtId="${164 + k}" formatCode="${toXmlText(code)}"/>`);
  const styles = formatCodes.map(
    (_, k) => `<xf numFmtId="${164 + k}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  );
  const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
  return [
    [
      "[Content_Types].xml",
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/styles.xml",
      `${DECLARATION}<styleSheet xmlns="${MAIN}">${formats.length === 0 ? "" : `<numFmts count="${formats.length}">${formats.join("")}</numFmts>`}<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${styles.join("")}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    ],
  ];
}

/** Files that come after the last sheet. */
export function lastFiles(
  table: string,
  sheets: number,
  words: readonly string[],
): readonly (readonly [name: string, xml: string])[] {
  const numbers = Array.from({ length: sheets }, (_, k) => k);
  const listed = numbers.map(
    (k) =>
      `<sheet name="${toXmlText(sheetName(table, k)).replaceAll('"', "&quot;")}" sheetId="${k + 1}" r:id="rId${k + 1}"/>`,
  );
  const related = numbers.map(
    (k) => `<Relationship Id="rId${k + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${k + 1}.xml"/>`,
  );
  const shared = words.map((word) => `<si><t xml:space="preserve">${toXmlText(word)}</t></si>`);
  return [
    [
      "xl/sharedStrings.xml",
      `${DECLARATION}<sst xmlns="${MAIN}" uniqueCount="${words.length}">${shared.join("")}</sst>`,
    ],
    [
      "xl/workbook.xml",
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${listed.join("")}</sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${related.join("")}<Relationship Id="rId${sheets + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/><Relationship Id="rId${sheets + 2}" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
  ];
}
