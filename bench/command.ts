import { readFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The bundle. */
export const MAIN = fileURLToPath(new URL("../host/dist/main.js", import.meta.url));

/** What a whole process took. */
export interface ProcessFigures {
  readonly seconds: number;
  /** Peak resident memory. */
  readonly megabytes: number;
}

/** Runs `semblance` with these arguments to its end; throws where it fails. Peak memory is read from /proc, so it is 0 elsewhere than on Linux. */
export async function runSemblance(...args: readonly string[]): Promise<ProcessFigures> {
  const from = performance.now();
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  let peak = 0;
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  const timer = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 20);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  clearInterval(timer);
  if (code !== 0) throw new Error(`semblance ${args.join(" ")} ended with ${code}: ${errors}`);
  return { seconds: (performance.now() - from) / 1000, megabytes: peak };
}

function peakOf(pid: number | undefined): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return line === null ? 0 : Number(line[1]) / 1024;
  } catch {
    return 0; // the process has just ended
  }
}
