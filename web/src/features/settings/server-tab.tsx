import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { readQueue, readSettings } from "../../api/server.ts";
import { settingsTexts as texts } from "../../texts/settings.ts";
import { words } from "../../texts/words.ts";
import { toCount } from "../../ui/numbers.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Trouble } from "../../ui/trouble.tsx";

const QUEUE_MS = 5000;

interface LineProps {
  readonly name: string;
  readonly variable?: string;
  readonly children: ReactNode;
}

const Line = ({ name, variable, children }: LineProps) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {children}
      {variable !== undefined && <code>{variable}</code>}
    </dd>
  </div>
);

/** Storage, retention, limits and workers, as the server has them. */
export function ServerTab({ admin }: { readonly admin: boolean }) {
  const settings = useQuery({ queryKey: ["settings"], queryFn: readSettings });
  const queue = useQuery({ queryKey: ["queue"], queryFn: readQueue, refetchInterval: QUEUE_MS, enabled: admin });
  if (settings.data === undefined) {
    if (settings.error === null) return <Skeleton rows={4} heightPx={60} label={words.loading} />;
    return (
      <Trouble title={texts.failed} safe={texts.safe} error={settings.error} onRetry={() => void settings.refetch()} />
    );
  }
  const { database, store, max_file_age_days: days, min_records: least, max_records: most } = settings.data;
  const { max_jobs: jobs, rate_limit: anonymous, key_rate_limit: own } = settings.data;
  return (
    <>
      <p className="settings-about">{texts.serverHelp}</p>
      <section className="card settings-card" aria-label={texts.storage}>
        <h3>{texts.storage}</h3>
        <dl>
          <Line name={texts.database} variable="DATABASE_URL">
            {database === "embedded" ? texts.embedded : database}
          </Line>
          <Line name={texts.files} variable="STORE_URL">
            {store}
          </Line>
          <Line name={texts.retention} variable="MAX_FILE_AGE_DAYS">
            {texts.keptFor(days)}
          </Line>
        </dl>
      </section>
      <section className="card settings-card" aria-label={texts.limits}>
        <h3>{texts.limits}</h3>
        <dl>
          <Line name={texts.jobRows} variable="MIN_RECORDS, MAX_RECORDS">
            {texts.jobRowsText(toCount(least), toCount(most))}
          </Line>
          <Line name={texts.unfinished} variable="MAX_JOBS">
            {toCount(jobs)}
          </Line>
          <Line name={texts.requests} variable="KEY_RATE_LIMIT, RATE_LIMIT">
            {texts.requestsText(toCount(own), toCount(anonymous))}
          </Line>
        </dl>
      </section>
      {queue.data !== undefined && (
        <section className="card settings-card" aria-label={texts.workers}>
          <h3>{texts.workers}</h3>
          <dl>
            <Line name={texts.queue}>{texts.queueText(toCount(queue.data.waiting), toCount(queue.data.active))}</Line>
            <Line name={texts.workers}>
              {queue.data.workers.length === 0
                ? texts.noWorkers
                : queue.data.workers.map(({ id, host, threads }) => (
                    <span key={id} className="settings-worker">
                      {texts.workerText(host, threads)}
                    </span>
                  ))}
            </Line>
          </dl>
        </section>
      )}
    </>
  );
}
