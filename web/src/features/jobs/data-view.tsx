import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { previewJob, previewTables, type Job, type TablePreview } from "../../api/jobs.ts";
import { GoToRow } from "../../preview/go-to-row.tsx";
import { openRowCache } from "../../preview/row-cache.ts";
import { TableTabs } from "../../preview/table-tabs.tsx";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { previewTexts } from "../../texts/preview.ts";
import { words } from "../../texts/words.ts";
import { Grid, type GridHandle } from "../../ui/grid.tsx";
import type { GridColumn } from "../../ui/grid-row.tsx";
import type { GridPlace } from "../../ui/grid-keys.ts";
import { toCount } from "../../ui/numbers.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Trouble } from "../../ui/trouble.tsx";
import "../../preview/data.css";

const RIGHT = new Set(["integer", "decimal", "float"]);
const LETTER_PX = 7.2;
const MOST_PX = 320;
const LEAST_PX = 90;

const toText = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === "string" ? value : JSON.stringify(value);

function columnsOf({ columns, rows }: TablePreview): readonly GridColumn[] {
  let leftPx = 0;
  return columns.map(({ name, kind }) => {
    const breadth = Math.max(name.length + 1, ...rows.map((row) => toText(row[name])?.length ?? 4));
    const widthPx = Math.ceil(Math.min(MOST_PX, Math.max(LEAST_PX, breadth * LETTER_PX + 26)));
    const placed = { name, leftPx, widthPx, right: RIGHT.has(kind) };
    leftPx += widthPx;
    return placed;
  });
}

interface GridProps {
  readonly id: string;
  readonly first: TablePreview;
  /** The tables to choose from. */
  readonly tabs: ReactNode;
}

function TableGrid({ id, first, tabs }: GridProps) {
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 0 });
  const [error, setError] = useState<unknown>(undefined);
  const grid = useRef<GridHandle>(null);
  const { table, total } = first;
  const columns = useMemo(() => columnsOf(first), [first]);
  const cache = useMemo(
    () =>
      openRowCache(
        total,
        async (from, count) => {
          const made = await previewJob(id, table, from, count);
          const rows = made.tables[0]!.rows.map((row) => first.columns.map(({ name }) => toText(row[name])));
          return { rows, ms: 0 }; // what the network takes says nothing of the engine
        },
        setError,
      ),
    [id, table, total, first.columns],
  );
  useSyncExternalStore(cache.subscribe, cache.version);
  const head = useCallback(
    (c: number) => (
      <div className="head">
        <b>{first.columns[c]!.name}</b>
        <span className="head-type">{first.columns[c]!.kind}</span>
      </div>
    ),
    [first],
  );
  if (error !== undefined) {
    return (
      <Trouble title={texts.previewFailed} safe={texts.jobSafe} error={error} onRetry={() => setError(undefined)} />
    );
  }
  const go = (row: number): void => {
    setActive({ row, column: active.column });
    grid.current?.show(row);
    grid.current?.focus();
  };
  return (
    <>
      <div className="data-bar">
        {tabs}
        <span className="bar-space" />
        <span className="faint small data-help">{texts.dataHelp}</span>
        <GoToRow rows={total} onGo={go} />
      </div>
      <div className="data-body" id="table-panel" role="tabpanel" aria-labelledby={`tab-${table}`}>
        {total === 0 ? (
          <p className="data-empty">{previewTexts.noRows}</p>
        ) : (
          <Grid
            ref={grid}
            label={texts.gridLabel(table, toCount(total), toCount(columns.length))}
            rows={total}
            columns={columns}
            active={active}
            nullText="null"
            rowsLabel={texts.fileRows}
            numberOf={toCount}
            textsOf={cache.get}
            head={head}
            headPx={48}
            onLook={cache.want}
            onMove={setActive}
            onOpen={setActive}
            onEscape={() => {}}
          />
        )}
      </div>
    </>
  );
}

/** Any row of a job's tables, made or not yet made. */
export function DataView({ job }: { readonly job: Job }) {
  const [chosen, setChosen] = useState("");
  const tables = useQuery({
    queryKey: ["preview", job.id],
    queryFn: () => previewTables(job.id, 30),
    staleTime: Infinity,
  });
  if (tables.data === undefined) {
    return (
      <div className="scroll">
        {tables.error === null ? (
          <Skeleton rows={12} heightPx={30} label={words.loading} />
        ) : (
          <Trouble
            title={texts.previewFailed}
            safe={texts.jobSafe}
            error={tables.error}
            onRetry={() => void tables.refetch()}
          />
        )}
      </div>
    );
  }
  const first = tables.data.tables.find(({ table }) => table === chosen) ?? tables.data.tables[0];
  if (first === undefined) return null;
  return (
    <section className="data job-data" aria-label={texts.data}>
      <TableGrid
        key={first.table}
        id={job.id}
        first={first}
        tabs={
          <TableTabs
            tables={tables.data.tables.map(({ table, total }) => ({ name: table, rows: total }))}
            value={first.table}
            onChoose={setChosen}
          />
        }
      />
    </section>
  );
}
