import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Access } from "../access/access.ts";
import type { Config } from "../config.ts";
import type { Database } from "../database/open.ts";
import { datasets } from "../database/schema.ts";
import type { Platform } from "../platform/platform.ts";
import type { Store } from "../stores/store.ts";
import { registerAccess } from "./access.ts";
import { accessRoutes } from "./routes/access.ts";
import { userRoutes } from "./routes/users.ts";

export interface DoorParts {
  readonly access: Access;
  readonly config: Config;
  readonly platform: Platform;
  readonly database: Pick<Database, "db">;
  readonly store: Store;
  /** Whether a one-time link was printed. */
  readonly link: boolean;
}

/** Removes a user's jobs and data sets with their bytes; the rest goes with the user's row. */
async function removeBelongings({ platform, database, store }: DoorParts, userId: string): Promise<void> {
  for (;;) {
    const { jobs } = await platform.jobs.list({ userId }, { page: 1, page_size: 100 });
    if (jobs.length === 0) break;
    for (const { id } of jobs) await platform.jobs.remove({ userId }, id);
  }
  const gone = await database.db.delete(datasets).where(eq(datasets.ownerId, userId)).returning({ key: datasets.key });
  await store.delete(gone.map(({ key }) => key));
}

/** Who may call what, and the routes to come in: what `openApp` takes as `access`. */
export function openDoor(parts: DoorParts): (app: FastifyInstance) => Promise<void> {
  const { access, config, link } = parts;
  return async (app) => {
    await registerAccess(app, { access, config });
    const remove = (userId: string): Promise<void> => removeBelongings(parts, userId);
    await app.register(async (scope) => {
      await accessRoutes(scope, { access, config, link });
      await userRoutes(scope, { access, removeBelongings: remove });
    });
  };
}
