// Preloaded by test servers that ask for the package sqlite3, which compiles when it is installed: Node's own SQLite behind the few calls that knex makes.
import Module from "node:module";
import { DatabaseSync } from "node:sqlite";

type Answer = (this: unknown, error: Error | null, rows?: unknown) => void;

class Database {
  readonly #database: DatabaseSync;
  constructor(path: string, _flags: number, opened: (error: Error | null) => void) {
    this.#database = new DatabaseSync(path);
    queueMicrotask(() => opened(null));
  }
  #call(answer: Answer, work: () => { context?: unknown; rows?: unknown }): void {
    queueMicrotask(() => {
      let done: ReturnType<typeof work>;
      try {
        done = work();
      } catch (error) {
        answer.call({}, error as Error);
        return;
      }
      answer.call(done.context ?? {}, null, done.rows);
    });
  }
  run(sql: string, values: readonly unknown[] | undefined, answer: Answer): void {
    this.#call(answer, () => {
      const { changes, lastInsertRowid } = this.#database.prepare(sql).run(...(toSqlite(values) as never[]));
      return { context: { changes: Number(changes), lastID: Number(lastInsertRowid) } };
    });
  }
  all(sql: string, values: readonly unknown[] | undefined, answer: Answer): void {
    this.#call(answer, () => ({ rows: this.#database.prepare(sql).all(...(toSqlite(values) as never[])) }));
  }
  close(answer: (error: Error | null) => void): void {
    this.#database.close();
    queueMicrotask(() => answer(null));
  }
}

function toSqlite(values: readonly unknown[] = []): unknown[] {
  return values.map((value) => {
    if (value === undefined) return null;
    if (typeof value === "boolean") return Number(value);
    return value instanceof Date ? value.getTime() : value;
  });
}

const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
const load = loader._load.bind(loader);
loader._load = (request, ...rest) =>
  request === "sqlite3" ? { Database, OPEN_READWRITE: 2, OPEN_CREATE: 4 } : load(request, ...rest);
