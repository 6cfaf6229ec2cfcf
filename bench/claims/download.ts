import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { startPostgres } from "../../e2e/loading/servers.ts";
import { atMost, type Claim, type Figure } from "../claim.ts";
import { MAIN } from "../command.ts";

const GIGABYTES = Number(process.env["DOWNLOAD_GB"] ?? 10);
const ROW_BYTES = 285; // of the template `user` as CSV
const MOST_MB = 200;

interface Job {
  readonly id: string;
  readonly status: string;
}

/** Resident memory of a process in MB, now and at its most. */
function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)![1]) / 1024;
  return { now: of("VmRSS"), most: of("VmHWM") };
}

async function measureAt(databaseUrl: string, where: string): Promise<readonly Figure[]> {
  const home = mkdtempSync(join(tmpdir(), "semblance-bench-"));
  const env = { ...process.env, HOST: "", SEMBLANCE_HOME: home, DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" };
  const child = spawn(process.execPath, [MAIN, "serve", "--port", "0", "--json"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    const { url, key_file } = JSON.parse(said.toString()) as { url: string; key_file: string };
    const headers = { "x-api-key": readFileSync(key_file, "utf8").trim() };
    const start = memoryOf(child.pid!);
    const order = { template: "user", rows: Math.round((GIGABYTES * 1e9) / ROW_BYTES), timeout: 86_400 };
    const body = JSON.stringify(order);
    const json = { ...headers, "content-type": "application/json" };
    const { id } = (await (await fetch(`${url}/api/jobs`, { method: "POST", headers: json, body })).json()) as Job;
    for (let status = ""; status !== "completed"; await after(500)) {
      ({ status } = (await (await fetch(`${url}/api/jobs/${id}`, { headers })).json()) as Job);
      if (status === "failed") throw new Error(`job ${id} failed`);
    }
    const made = memoryOf(child.pid!);
    let bytes = 0;
    for await (const piece of (await fetch(`${url}/api/jobs/${id}/download`, { headers })).body!)
      bytes += (piece as Uint8Array).length;
    const done = memoryOf(child.pid!);
    const mb = (value: number): string => `${value.toFixed(0)} MB`;
    return [
      { what: `${where}: memory of the server at start, after the job`, value: `${mb(start.now)}, ${mb(made.now)}` },
      atMost(
        `${where}: its peak by the end of a download of ${(bytes / 1e9).toFixed(1)} GB`,
        done.most,
        MOST_MB,
        " MB",
      ),
    ];
  } finally {
    child.kill();
    await once(child, "close");
    rmSync(home, { recursive: true });
  }
}

/** A download of any size takes the memory of a few pieces. */
export const download: Claim = {
  name: "download",
  says: "a server makes and streams ten gigabytes in little memory",
  async measure(): Promise<readonly Figure[]> {
    const postgres = await startPostgres();
    try {
      return [
        ...(await measureAt(await postgres.database("download"), "PostgreSQL")),
        ...(await measureAt("", "embedded")),
      ];
    } finally {
      await postgres.stop();
    }
  },
};
