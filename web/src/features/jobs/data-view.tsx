import { Tabs, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { previewJob, previewTables, type Job, type TablePreview } from "../../api/jobs.ts";
import { openRowCache } from "../../preview/row-cache.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { words } from "../../texts/words.ts";
import { Grid, type GridHandle } from "../../ui/grid.tsx";
import type { GridColumn } from "../../ui/grid-row.tsx";
import type { GridPlace } from "../../ui/grid-keys.ts";
import { toCount, toShortCount } from "../../ui/numbers.ts";
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

function TableGrid({ id, first }: { readonly id: string; readonly first: TablePreview }) {
  const [active, setActive] = useState<GridPlace>({ row: 0, column: 0 });
  const [wanted, setWanted] = useState("");
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
  const go = (): void => {
    const row = Number(wanted.replaceAll(/[\s,._]/g, ""));
    if (wanted.trim() === "" || !Number.isInteger(row)) return;
    const place = { row: Math.min(Math.max(0, row), total - 1), column: active.column };
    setActive(place);
    grid.current?.show(place.row);
    grid.current?.focus();
  };
  return (
    <>
      <form
        className="data-go"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <span className="faint small">{texts.dataHelp}</span>
        <TextInput
          aria-label={texts.goTo}
          placeholder={texts.goTo}
          title={texts.goToHelp(toCount(total - 1))}
          inputMode="numeric"
          value={wanted}
          onChange={({ currentTarget }) => setWanted(currentTarget.value)}
        />
      </form>
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
      <Tabs className="tables" value={first.table} onChange={(name) => name !== null && setChosen(name)}>
        <Tabs.List aria-label={texts.tables}>
          {tables.data.tables.map(({ table, total }) => (
            <Tabs.Tab key={table} value={table} id={`tab-${table}`} aria-controls="job-data-panel">
              {table} <small>{toShortCount(total)}</small>
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <div className="job-data-panel" id="job-data-panel" role="tabpanel" aria-labelledby={`tab-${first.table}`}>
        <TableGrid key={first.table} id={job.id} first={first} />
      </div>
    </section>
  );
}
