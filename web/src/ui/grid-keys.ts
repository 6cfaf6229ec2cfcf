/** A cell of a grid, both counted from 0. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

/** The keys of a grid, as WAI-ARIA Authoring Practices name them. */
export interface GridKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** Where a key moves the active cell; undefined if it is not a key for moving. */
export function moveByKey(
  { row, column }: GridPlace,
  { key, ctrlKey, metaKey }: GridKey,
  size: { readonly rows: number; readonly columns: number; readonly pageRows: number },
): GridPlace | undefined {
  const far = ctrlKey || metaKey;
  const to = (row: number, column: number): GridPlace => ({
    row: within(row, size.rows),
    column: within(column, size.columns),
  });
  switch (key) {
    case "ArrowDown":
      return to(far ? size.rows : row + 1, column);
    case "ArrowUp":
      return to(far ? 0 : row - 1, column);
    case "ArrowRight":
      return to(row, far ? size.columns : column + 1);
    case "ArrowLeft":
      return to(row, far ? 0 : column - 1);
    case "PageDown":
      return to(row + size.pageRows, column);
    case "PageUp":
      return to(row - size.pageRows, column);
    case "Home":
      return to(far ? 0 : row, 0);
    case "End":
      return to(far ? size.rows : row, size.columns);
    default:
      return undefined;
  }
}
