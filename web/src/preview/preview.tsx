import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import type { Explanation } from "@semblance/engine";
import { Grid, type GridHandle } from "../ui/grid.tsx";
import type { GridPlace } from "../ui/grid-keys.ts";
import { ColumnHead } from "./column-head.tsx";
import type { Engine } from "./engine.ts";
import { toColumns } from "./columns.ts";
import { ExplainPanel } from "./explain-panel.tsx";
import { GoToRow } from "./go-to-row.tsx";
import { toCount, toDuration } from "../ui/numbers.ts";
import type { ColumnInfo } from "./protocol.ts";
import { previewTexts as texts } from "../texts/preview.ts";
import { TableTabs } from "./table-tabs.tsx";
import type { TableData } from "./use-table.ts";
import "./data.css";
import "./explain-panel.css";

interface Props {
  readonly engine: Engine;
  readonly data: TableData;
  /** Why what is on show is not what the document says; empty if it is. */
  readonly stale: string;
  readonly sight: { current: { from: number; to: number } };
  /** What stands at the left of the bar instead of tabs. */
  readonly title?: ReactNode;
  /** Stands beside "Go to row". */
  readonly tools?: ReactNode;
  readonly onTable?: (table: string) => void;
  /** Goes to where the document describes a column; absent where no document is on show. */
  readonly onShow?: (column: ColumnInfo) => void;
  readonly onError: (error: unknown) => void;
}

/** A table: the grid, how a cell came to be, and what it all costs. */
export function Preview({ engine, data, stale, sight, title, tools, onTable, onShow, onError }: Props) {
  const { ready, table, summary, cache } = data;
  const grid = useRef<GridHandle>(null);
  const [active, setActive] = useState<GridPlace & { table: string }>({ table: table.name, row: 0, column: 0 });
  const [opened, setOpen] = useState(false);
  const [explanation, setExplanation] = useState<Explanation | undefined>(undefined);
  const version = useSyncExternalStore(cache.subscribe, cache.version);
  const here = active.table === table.name;
  const open = opened && here;
  const place = useMemo(
    () => ({
      row: here ? Math.min(active.row, Math.max(0, table.rows - 1)) : 0,
      column: here ? Math.min(active.column, table.columns.length - 1) : 0,
    }),
    [active, here, table],
  );
  const column = table.columns[place.column]!;

  useEffect(() => {
    if (!open || table.rows === 0) {
      setExplanation(undefined);
      return undefined;
    }
    let gone = false;
    engine
      .call("explain", { plan: ready.plan, column: `${table.name}.${column.name}`, row: place.row })
      .then((made) => !gone && setExplanation(made))
      .catch(onError);
    return () => {
      gone = true;
    };
  }, [engine, open, ready, table, column, place.row, onError]);

  const columns = useMemo(() => toColumns(table, summary), [table, summary]);
  const head = useCallback(
    (c: number) => <ColumnHead column={table.columns[c]!} summary={summary.columns[c]!} rows={summary.rows} />,
    [table, summary],
  );
  const onLook = useCallback(
    (from: number, to: number) => {
      sight.current = { from, to };
      cache.want(from, to);
    },
    [cache, sight],
  );
  const onMove = useCallback((next: GridPlace) => setActive({ ...next, table: table.name }), [table.name]);
  const onOpen = useCallback(
    (next: GridPlace) => {
      onMove(next);
      setOpen(true);
    },
    [onMove],
  );
  const explained = explanation !== undefined;
  // The panel takes room from the grid: what it explains must stay in sight.
  useEffect(() => {
    if (explained) grid.current?.reveal(place);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [explained]);
  const go = (row: number): void => {
    onMove({ row, column: place.column });
    grid.current?.show(row);
    grid.current?.focus();
  };

  return (
    <>
      <div className="data-bar">
        {onTable !== undefined && <TableTabs tables={ready.tables} value={table.name} onChoose={onTable} />}
        {title}
        <span className="bar-space" />
        {tools}
        <GoToRow rows={table.rows} onGo={go} />
      </div>
      {stale !== "" && <p className="stale">{stale}</p>}
      <div
        className="data-body"
        data-open={open || undefined}
        {...(onTable === undefined
          ? {}
          : { id: "table-panel", role: "tabpanel", "aria-labelledby": `tab-${table.name}` })}
      >
        {table.rows === 0 ? (
          <p className="data-empty">{texts.noRows}</p>
        ) : (
          <Grid
            key={table.name}
            ref={grid}
            label={texts.gridLabel(table.name, toCount(table.rows), toCount(table.columns.length))}
            rows={table.rows}
            columns={columns}
            active={place}
            nullText={texts.nullText}
            rowsLabel={texts.rowNumber}
            numberOf={toCount}
            textsOf={cache.get}
            head={head}
            onLook={onLook}
            onMove={onMove}
            onOpen={onOpen}
            onEscape={() => setOpen(false)}
          />
        )}
        {explanation !== undefined && (
          <ExplainPanel
            explanation={explanation}
            {...(onShow === undefined ? {} : { onShow: () => onShow(column) })}
            onClose={() => {
              setOpen(false);
              grid.current?.focus();
            }}
          />
        )}
      </div>
      <p className="status" data-version={version}>
        <span>{texts.rows(table.rows, toCount(table.rows))}</span>
        <span>{texts.columns(table.columns.length)}</span>
        <span>{texts.compiled(toDuration(ready.compileMs))}</span>
        <span>{texts.drawn(toDuration(cache.lastMs()))}</span>
        {explanation === undefined && <span className="status-hint">{texts.explainHint}</span>}
      </p>
    </>
  );
}
