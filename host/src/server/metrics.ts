import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Platform } from "../platform/platform.ts";
import { whenEnded } from "./ended.ts";

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Figures of the platform under the names that dashboards and scalers look for, with what they say. */
const NAMES: Readonly<Record<string, readonly [name: string, help: string]>> = {
  queue_waiting: ["queue_depth", "Chunks that wait for a worker."],
  queue_active: ["queue_active", "Chunks that are being made."],
  queue_failed: ["queue_failed", "Chunks that failed for good and are still kept."],
  workers: ["workers", "Processes that make chunks."],
  chunks_running: ["chunks_running", "Chunks that this process makes now."],
  rows_made: ["rows_made", "Rows of all jobs that are kept."],
  bytes_made: ["bytes_made", "Bytes of all jobs that are kept."],
};
const MADE = "chunks_made_total";
const JOBS = "jobs_";

/** Offers figures as of Prometheus at `/metrics`, to administrators and to programs of this machine. */
export async function registerMetrics(app: FastifyInstance, platform: Platform): Promise<void> {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "semblance_http_request_duration_seconds",
    help: "How long requests take, to their last byte.",
    labelNames: ["method", "route", "status"],
    buckets: SECONDS,
    registers,
  });
  const up = new Gauge({ name: "semblance_database_up", help: "Whether the database answers.", registers });
  const jobs = new Gauge({ name: "semblance_jobs", help: "Jobs by state.", labelNames: ["state"], registers });
  const made = new Counter({
    name: `semblance_${MADE}`,
    help: "Chunks that this process has made since it began.",
    registers,
  });
  const gauges = new Map(
    Object.entries(NAMES).map(([figure, [name, help]]) => [
      figure,
      new Gauge({ name: `semblance_${name}`, help, registers }),
    ]),
  );

  whenEnded(app, (request, reply, status) => {
    const route = request.routeOptions.url ?? "none";
    requests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
  });

  async function look(): Promise<void> {
    const figures = await platform.figures();
    for (const [figure, value] of Object.entries(figures)) {
      if (figure.startsWith(JOBS)) jobs.set({ state: figure.slice(JOBS.length) }, value);
      else gauges.get(figure)?.set(value);
    }
    made.reset();
    made.inc(figures[MADE] ?? 0);
  }

  app.get("/metrics", { config: { access: "local" }, schema: { hide: true } }, async (request, reply) => {
    try {
      await look();
      up.set(1);
    } catch (error) {
      request.log.warn({ err: error }, "no figures of the platform");
      up.set(0); // what is known of the process is told all the same
    }
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
