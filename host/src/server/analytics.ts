import { sql, type SQL } from "drizzle-orm";
import type { Analytics } from "../api/index.ts";
import { requestFault } from "./request-fault.ts";
import type { Services } from "./services.ts";

const DAY_MS = 86_400_000;
const MOST_DAYS = 3660;
const DAYS = 30;
const MOST_LISTED = 20;

type Row = Readonly<Record<string, unknown>>;

const n = (value: unknown): number => Number(value ?? 0);
const orNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

const OUTCOME = sql`count(*) AS jobs, count(*) FILTER (WHERE state = 'completed') AS completed,
  count(*) FILTER (WHERE state = 'failed') AS failed, count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
  coalesce(sum(rows_done), 0) AS rows, coalesce(sum(bytes), 0) AS bytes`;

const SECONDS = sql`extract(epoch FROM finished_at - started_at)`;
// Jobs that took next to no time say nothing of speed.
const SPEED = sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY rows_done / ${SECONDS})
  FILTER (WHERE state = 'completed' AND finished_at > started_at) AS speed`;

const toOutcome = (row: Row) => ({
  jobs: n(row["jobs"]),
  completed: n(row["completed"]),
  failed: n(row["failed"]),
  cancelled: n(row["cancelled"]),
  rows: n(row["rows"]),
  bytes: n(row["bytes"]),
});

/** What a user's jobs came to, counted by the database. */
export async function analyse(
  db: Services["database"]["db"],
  userId: string,
  wish: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Analytics> {
  const to = new Date(wish.to ?? Date.now());
  const from = new Date(wish.from ?? to.getTime() - DAYS * DAY_MS);
  if (to <= from) {
    throw requestFault("query.to", "request/invalid", "expected a moment after `from`.", undefined, 422);
  }
  if (to.getTime() - from.getTime() > MOST_DAYS * DAY_MS) {
    {
      const message = `expected at most ${MOST_DAYS} days; found more.`;
      throw requestFault("query.from", "request/invalid", message, undefined, 422);
    }
  }
  const [since, until] = [from.toISOString(), to.toISOString()];
  const mine = sql`FROM jobs WHERE owner_id = ${userId} AND created_at >= ${since}::timestamptz AND created_at < ${until}::timestamptz`;
  const ask = async (query: SQL): Promise<readonly Row[]> => {
    const answer = (await db.execute(query)) as { readonly rows: readonly Row[] };
    return answer.rows;
  };
  const days = sql`to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`;
  const [total = {}] = await ask(sql`SELECT ${OUTCOME}, ${SPEED}, coalesce(sum(${SECONDS}), 0) AS seconds ${mine}`);
  const byDay = await ask(sql`SELECT ${days} AS day, ${OUTCOME}, ${SPEED} ${mine} GROUP BY 1`);
  const templates =
    await ask(sql`SELECT template, count(*) AS jobs, sum(rows_done) AS rows ${mine} AND template IS NOT NULL
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_LISTED}`);
  const formats =
    await ask(sql`SELECT CASE WHEN spec->>'kind' = 'load' THEN 'database' ELSE spec->>'format' END AS format,
    count(*) AS jobs, sum(bytes) AS bytes ${mine} GROUP BY 1 ORDER BY 2 DESC, 1`);
  const backends = await ask(sql`SELECT backend, count(*) AS jobs, sum(rows_done) AS rows,
    count(*) FILTER (WHERE state = 'failed') AS failed ${mine} GROUP BY 1 ORDER BY 2 DESC, 1`);
  const failures = await ask(sql`SELECT fault->>'code' AS code, max(fault->>'message') AS message, count(*) AS times,
    to_char(max(coalesce(finished_at, created_at)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS last_at
    ${mine} AND state = 'failed' AND fault IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT ${MOST_LISTED}`);
  const found = new Map(byDay.map((row) => [String(row["day"]), row]));
  const all: string[] = [];
  for (let day = Math.floor(from.getTime() / DAY_MS); day * DAY_MS < to.getTime(); day++) {
    all.push(new Date(day * DAY_MS).toISOString().slice(0, 10));
  }
  return {
    from: since,
    to: until,
    total: { ...toOutcome(total), rows_per_second: orNull(total["speed"]), seconds: n(total["seconds"]) },
    days: all.map((day) => {
      const row = found.get(day) ?? {};
      return { day, ...toOutcome(row), rows_per_second: orNull(row["speed"]) };
    }),
    templates: templates.map((row) => ({
      template: String(row["template"]),
      jobs: n(row["jobs"]),
      rows: n(row["rows"]),
    })),
    formats: formats.map((row) => ({ format: String(row["format"]), jobs: n(row["jobs"]), bytes: n(row["bytes"]) })),
    backends: backends.map((row) => ({
      backend: String(row["backend"]),
      jobs: n(row["jobs"]),
      rows: n(row["rows"]),
      failed: n(row["failed"]),
    })),
    failures: failures.map((row) => ({
      code: String(row["code"]),
      message: String(row["message"]),
      times: n(row["times"]),
      last_at: String(row["last_at"]),
    })),
  };
}
