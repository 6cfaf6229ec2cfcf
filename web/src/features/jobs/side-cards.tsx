import { IconCircleCheckFilled } from "@tabler/icons-react";
import { useState } from "react";
import type { Job } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { toTime } from "../../ui/moments.ts";
import { toCount } from "../../ui/numbers.ts";
import { Segments } from "../../ui/segments.tsx";
import type { LogLine } from "./log.ts";

/** How far each table is. */
export function TablesCard({ job }: { readonly job: Job }) {
  return (
    <section className="card" aria-label={texts.tables}>
      <header>
        <h2>{texts.tables}</h2>
      </header>
      <ul className="card-body table-bars">
        {job.progress.tables.map(({ table, rows, rows_done: done }) => {
          const share = rows === 0 ? 1 : done / rows;
          return (
            <li key={table}>
              <span className="table-bar-line">
                <code title={table}>{table}</code>
                {share >= 1 ? (
                  <IconCircleCheckFilled size={15} color="var(--accent)" aria-label={texts.tableDone} />
                ) : (
                  <span className="num faint">{Math.floor(share * 100)}%</span>
                )}
                <span className="num faint table-bar-rows">{toCount(rows)}</span>
              </span>
              <span className="thin-bar" aria-hidden>
                <i style={{ transform: `scaleX(${share})` }} />
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What happened, newest first, in words. */
export function LogCard({ lines }: { readonly lines: readonly LogLine[] }) {
  const [which, setWhich] = useState("all");
  const warnings = lines.filter(({ warning }) => warning);
  const shown = which === "all" ? lines : warnings;
  return (
    <section className="card" aria-label={texts.log}>
      <header>
        <h2>{texts.log}</h2>
        <span className="bar-space" />
        <Segments
          label={texts.log}
          value={which}
          onChange={setWhich}
          options={[
            { value: "all", label: texts.logAll },
            { value: "warnings", label: texts.logWarnings(warnings.length) },
          ]}
        />
      </header>
      {/* What scrolls must be reachable by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
      <div className="card-body log" tabIndex={0} role="group" aria-label={texts.log}>
        {shown.length === 0 && <p className="faint">{texts.logEmpty}</p>}
        <ol>
          {shown.map(({ at, text, warning }, k) => (
            <li key={`${at} ${text} ${k}`} data-warning={warning || undefined}>
              <time dateTime={new Date(at).toISOString()}>{toTime(new Date(at).toISOString())}</time>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
