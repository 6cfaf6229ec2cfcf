import type { CatalogueColumn, Note } from "./catalogue.ts";
import { isIdentity } from "./guess-text.ts";
import type { Draft, Place } from "./place.ts";

const MOST_REFERENCES = 1;
const LONGEST = 120; // characters of a name that a list of things has; longer texts are made

/** Whether no cell is missing, and none is there twice. */
function isWhole(values: readonly (string | null)[]): boolean {
  return values.every((value) => value !== null) && new Set(values).size === values.length;
}

/** Whether the key counts the rows up by one. */
function counts(values: readonly (string | null)[]): boolean {
  return values.every(
    (value, k) => value !== null && /^\d{1,15}$/.test(value) && Number(value) === Number(values[0]) + k,
  );
}

const NUMBERS = new Set(["integer", "decimal", "float"]);
const isNumber = (cell: string | null): boolean => cell !== null && cell.trim() !== "" && Number.isFinite(Number(cell));

const isText = ({ type }: CatalogueColumn): boolean => type.kind === "text" || type.kind === "enum";

/**
 * A small table that others refer to (regions, genres, currencies) keeps its rows: what its texts say belongs together, and made-up ones would say nothing.
 * Not where a column is about persons.
 */
export function keepListed(place: Place, fields: Record<string, Draft>, rows: number, notes: Note[]): void {
  const { table, name, references } = place;
  const { listed } = table;
  if (listed === undefined || listed.length !== rows || table.columns.some((column) => isIdentity(table, column)))
    return;
  const refers = new Set(references.flatMap(({ columns }) => columns));
  if (refers.size > MOST_REFERENCES) return; // a thing of its own, not a list of names
  const cellsOf = (column: CatalogueColumn): readonly (string | null)[] => {
    const k = table.columns.indexOf(column);
    return listed.map((row) => row[k] ?? null);
  };
  const fieldOf = (column: CatalogueColumn): string => place.fields.get(column.name)!;
  const texts = table.columns.filter((column) => {
    const field = fields[fieldOf(column)];
    const longest = Math.max(0, ...cellsOf(column).map((cell) => cell?.length ?? 0));
    return (
      isText(column) && field?.["hidden"] !== true && !refers.has(column.name) && longest > 0 && longest <= LONGEST
    );
  });
  if (texts.length === 0) return;
  const key = table.columns.find((column) => table.primaryKey.length === 1 && column.name === table.primaryKey[0]);
  const first =
    key !== undefined && (texts.includes(key) || fields[fieldOf(key)]?.type === "sequence") && isWhole(cellsOf(key))
      ? key
      : texts.find((column) => isWhole(cellsOf(column)));
  if (first === undefined) return;
  const heads = cellsOf(first).map(String);
  const base = fields[fieldOf(first)]!;
  if (texts.includes(first)) {
    const { key: isKey, description } = base;
    fields[fieldOf(first)] = {
      type: "category",
      values: heads,
      ...(isKey === true ? { key: true } : { unique: true }),
      ...(description === undefined ? {} : { description }),
    };
  } else if (counts(heads)) {
    const { from: _, ...rest } = base;
    fields[fieldOf(first)] = { ...rest, type: "sequence", ...(heads[0] === "1" ? {} : { from: Number(heads[0]) }) };
  } else return;
  const numbers = table.columns.filter(
    (column) =>
      NUMBERS.has(column.type.kind) && column !== key && !refers.has(column.name) && cellsOf(column).every(isNumber),
  );
  for (const column of [...texts, ...numbers]) {
    if (column === first || fields[fieldOf(column)] === undefined) continue;
    const { scale } = column.type;
    const shown = (cell: string | null): string | number | null =>
      cell === null || !numbers.includes(column)
        ? cell
        : scale === undefined
          ? Number(cell)
          : Number(Number(cell).toFixed(scale));
    const values = Object.fromEntries(cellsOf(column).map((cell, k) => [heads[k]!, shown(cell)]));
    const { description } = fields[fieldOf(column)]!;
    fields[fieldOf(column)] = {
      type: "map",
      from: fieldOf(first),
      values,
      ...(description === undefined ? {} : { description }),
    };
  }
  notes.push({ path: name, text: "a short list that other tables refer to: its real texts are kept." });
}
