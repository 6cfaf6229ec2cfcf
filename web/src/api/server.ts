import type { Health, Settings } from "@semblance/host/api";
import { ask } from "./http.ts";

/** Who works on the queue. */
export interface QueueView {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
  readonly workers: readonly {
    readonly id: string;
    readonly host: string;
    readonly threads: number;
    readonly seen_at: string;
  }[];
}

export const readHealth = (): Promise<Health> => ask("/api/health");
export const readQueue = (): Promise<QueueView> => ask("/api/queue");
export const readSettings = (): Promise<Settings> => ask("/api/settings");
