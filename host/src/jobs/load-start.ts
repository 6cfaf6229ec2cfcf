import { createHash } from "node:crypto";
import { deliveredTables, SchemaError, type Issue, type Plan } from "@semblance/engine";
import type { Database, LedgerEntry, Live, LiveTable } from "../connectors/connector.ts";
import { createTables } from "../connectors/create.ts";
import { settleAppend } from "./load-append.ts";
import { withExisting } from "./load-existing.ts";
import type { LoadJob } from "./load.ts";
import { findTable, planLoad, type LoadGroup, type TableLoad } from "./load-plan.ts";
import { makePlan } from "./press.ts";

/** What is to be loaded, and what may happen to rows that are there. */
export interface LoadWish {
  readonly plan: Plan;
  /** With `now` fixed. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Whether the author fixed `now`; a `now` of today does not make another job tomorrow. */
  readonly nowIsGiven: boolean;
  readonly seedIsGiven: boolean;
  /** Names of the tables to load; all if absent. */
  readonly tables?: ReadonlySet<string>;
  /** Whether tables that are missing are made. */
  readonly create: boolean;
  readonly whenFull: "refuse" | "append" | "truncate";
  /** Asked before rows are removed. */
  readonly confirm: (tables: readonly string[]) => Promise<boolean>;
}

/** A load that may begin, or go on. */
export interface LoadStart {
  readonly job: LoadJob;
  readonly document: Readonly<Record<string, unknown>>;
  /** Rows that an earlier run of the same command had loaded; 0 where this is the first. */
  readonly resumedRows: number;
}

/** What a job settles when it begins and has to find again when it goes on. */
interface Settled {
  readonly document: Readonly<Record<string, unknown>>;
  readonly wasEmpty: boolean;
}

function nameJob({ document, nowIsGiven, tables }: LoadWish): string {
  const { now, ...rest } = document;
  const parts = [nowIsGiven ? { ...rest, now } : rest, tables === undefined ? null : [...tables].sort()];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

const loadsOf = (groups: readonly LoadGroup[]): readonly TableLoad[] => groups.flatMap(({ tables }) => tables);

/** Those that hold rows. */
async function fullOnes(database: Database, loads: readonly TableLoad[]): Promise<readonly LiveTable[]> {
  const full: LiveTable[] = [];
  for (const { into } of loads) if (!(await database.isEmpty(into.table))) full.push(into.table);
  return full;
}

function refuse(full: readonly LiveTable[], interrupted: boolean): SchemaError {
  const hint = interrupted
    ? "A load of another schema or seed was interrupted here: run that command again to finish it, or add --truncate."
    : "Add --append to keep the rows and continue after them, or --truncate to remove them first.";
  return new SchemaError(
    full.map(({ id }): Issue => ({ path: id, code: "load/not-empty", message: "the table holds rows.", hint })),
  );
}

/** Makes the tables that are missing; gives what is there then. */
async function createMissing(database: Database, { plan, tables }: LoadWish): Promise<Live> {
  const live = await database.inspect();
  const delivered = deliveredTables(plan);
  const wanted = delivered.filter(({ header }) => tables?.has(header.table) ?? true);
  const missing = wanted.filter((table) => findTable(live, table) === undefined);
  if (missing.length === 0) return live;
  const there = delivered.filter((table) => missing.includes(table) || findTable(live, table) !== undefined);
  await database.begin();
  try {
    for (const statement of createTables(missing, there, database.declaring)) await database.run(statement);
    await database.commit();
  } catch (error) {
    await database.rollback();
    throw error;
  }
  return database.inspect();
}

/** The job goes on: what it had settled holds. */
async function resume(
  database: Database,
  wish: LoadWish,
  id: string,
  entries: readonly LedgerEntry[],
): Promise<LoadStart> {
  const { document, wasEmpty } = JSON.parse(entries[0]!.settled) as Settled;
  const plan = await makePlan(document);
  const groups = planLoad(plan, await database.inspect(), wish.tables);
  const done = new Map(entries.map(({ table, rows }) => [table, rows]));
  for (const { name, into } of loadsOf(groups)) {
    if ((done.get(name) ?? 0) === 0 || !(await database.isEmpty(into.table))) continue;
    const message = "an interrupted load had filled the table, and it is empty now.";
    const hint = "Empty the other tables too and delete the rows of semblance_load, then run the command again.";
    throw new SchemaError([{ path: into.table.id, code: "load/gone", message, hint }]);
  }
  const resumedRows = [...done.values()].reduce((sum, rows) => sum + rows, 0);
  return { job: { id, plan, document, groups, done, wasEmpty }, document, resumedRows };
}

/** Sees to rows that are there and writes the job into the ledger; or finds it there and goes on. Throws before a row is written. */
export async function startLoad(database: Database, wish: LoadWish): Promise<LoadStart> {
  const id = nameJob(wish);
  const entries = await database.ledger.read();
  const own = entries.filter(({ job }) => job === id);
  if (own.length > 0) return resume(database, wish, id, own);
  let { plan, document } = wish;
  const live = wish.create ? await createMissing(database, wish) : await database.inspect();
  let groups = planLoad(plan, live, wish.tables);
  const loads = loadsOf(groups);
  const full = await fullOnes(database, loads);
  const names = new Set(loads.map(({ name }) => name));
  const others = entries.filter(({ table }) => names.has(table));
  if (full.length > 0 && wish.whenFull === "refuse") throw refuse(full, others.length > 0);
  if (full.length > 0 && wish.whenFull === "truncate") {
    if (!(await wish.confirm(full.map(({ id: table }) => table))))
      throw new SchemaError([
        {
          path: "--truncate",
          code: "load/not-confirmed",
          message: "nobody allowed to remove the rows.",
          hint: "Answer yes, or add --yes.",
        },
      ]);
    await database.clear(loads.map(({ into }) => into.table).reverse());
  }
  if (wish.whenFull === "append") {
    document = await settleAppend(database, {
      document,
      loads,
      live,
      seedIsGiven: wish.seedIsGiven,
      ...(wish.tables === undefined ? {} : { tables: wish.tables }),
    });
    if (wish.tables !== undefined)
      document = await withExisting(database, live, { plan, document, loaded: wish.tables });
    plan = await makePlan(document);
    groups = planLoad(plan, live, wish.tables);
  }
  if (others.length > 0) await database.ledger.forget([...new Set(others.map(({ job }) => job))]);
  const wasEmpty = full.length === 0 || wish.whenFull === "truncate";
  const settled = JSON.stringify({ document, wasEmpty } satisfies Settled);
  await database.ledger.begin(loadsOf(groups).map(({ name }) => ({ job: id, table: name, rows: 0, settled })));
  return { job: { id, plan, document, groups, done: new Map(), wasEmpty }, document, resumedRows: 0 };
}
