import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Config } from "../config.ts";
import type { Database } from "../database/open.ts";
import type { Platform } from "../platform/platform.ts";
import type { Store } from "../stores/store.ts";
import type { Desk } from "./desk.ts";

/** What routes work with. */
export interface Services {
  readonly platform: Platform;
  readonly database: Pick<Database, "db" | "within">;
  readonly store: Store;
  readonly config: Config;
  readonly desk: Desk;
  /** Aborts when the server closes: streams end themselves. */
  readonly closing: AbortSignal;
}

/** An app whose routes have their types from zod shapes. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
