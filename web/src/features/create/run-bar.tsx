import { useEffect, useMemo, useState } from "react";
import type { Measure } from "../../preview/builder-protocol.ts";
import type { Ready } from "../../preview/protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { CommitInput } from "../../ui/commit-input.tsx";
import { toCount, toSize } from "../../ui/numbers.ts";
import { useBuilder } from "./builder-context.ts";

interface Props {
  readonly ready: Ready | undefined;
  readonly format: string;
  readonly formats: readonly string[];
  readonly onFormat: (format: string) => void;
}

const LABELS: Readonly<Record<string, string>> = {
  csv: "CSV",
  json: "JSON",
  jsonl: "JSON Lines",
  parquet: "Parquet",
  arrow: "Arrow",
  xlsx: "Excel",
  sql: "SQL",
};
const OFFERED = ["csv", "json", "jsonl", "parquet", "arrow", "xlsx", "sql"];
const PAUSE_MS = 400;

/** 3 s, 2 min, 1.5 h: what a person waits. */
function toWait(seconds: number): string {
  if (seconds < 1) return texts.lessThanSecond;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toPrecision(2))} h`;
}

/** Rows, size and time before anything is generated; they are measured in this browser, so they are about right. */
export function RunBar({ ready, format, formats, onFormat }: Props) {
  const { draft, engine, table, rowsOf } = useBuilder();
  const [measures, setMeasures] = useState<
    { readonly of: Ready; readonly format: string; readonly made: readonly Measure[] } | undefined
  >(undefined);
  useEffect(() => {
    if (ready === undefined) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      engine.call("measure", { plan: ready.plan, format }).then(
        (made) => !gone && setMeasures({ of: ready, format, made }),
        () => {}, // an older plan may be gone: the next one is on its way
      );
    }, PAUSE_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [engine, ready, format]);
  const total = useMemo(() => ready?.tables.reduce((sum, { rows }) => sum + rows, 0) ?? 0, [ready]);
  const cost = measures?.made.reduce(
    (sum, { rows, rowBytes, msPerThousand }) => ({
      bytes: sum.bytes + rows * rowBytes,
      ms: sum.ms + (rows / 1000) * msPerThousand,
    }),
    { bytes: 0, ms: 0 },
  );
  const fixed = table !== undefined && (typeof table.rows === "number" || table.rows === undefined);
  const rows = table === undefined ? undefined : rowsOf(table.name);
  const setRows = (text: string): void => {
    const plain = text.replaceAll(/[\s,_.]/g, "");
    if (table !== undefined && /^\d{1,13}$/.test(plain))
      draft.apply([{ do: "set", at: ["tables", table.name, "rows"], value: Number(plain) }]);
  };
  return (
    <footer className="run">
      {table !== undefined && (
        <label className="run-rows">
          <span>
            {texts.rows} <span className="sr">{texts.ofTable(table.name)}</span>
          </span>
          <CommitInput
            value={rows === undefined ? "" : toCount(rows)}
            disabled={!fixed || !draft.readable}
            onCommit={setRows}
          />
        </label>
      )}
      <label className="run-format">
        <span className="sr">{texts.format}</span>
        <select className="control" value={format} onChange={(event) => onFormat(event.currentTarget.value)}>
          {OFFERED.filter((name) => formats.length === 0 || formats.includes(name)).map((name) => (
            <option key={name} value={name}>
              {LABELS[name] ?? name}
            </option>
          ))}
        </select>
      </label>
      {ready !== undefined && (
        <p className="run-cost" data-testid="cost">
          <span>
            <b>{toCount(total)}</b> {texts.rowsInTables(total, ready.tables.length)}
          </span>
          {cost !== undefined && (
            <span>
              {texts.aboutWord} <b>{toWait(cost.ms / 1000)}</b> {texts.and} <b>{toSize(cost.bytes)}</b>
            </span>
          )}
        </p>
      )}
    </footer>
  );
}
