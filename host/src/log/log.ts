import { styleText } from "node:util";
import { pino, type DestinationStream, type Logger } from "pino";
import { cover, redact } from "./redact.ts";

export { redact } from "./redact.ts";

/** Structured lines. Children carry what they are about: `log.child({ job_id })`. */
export type Log = Logger;

/** From the least said to the most. */
export const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;

/** Where lines go: standard error, or a test's own ears. */
export interface Sink {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const STYLES = { fatal: "red", error: "red", warn: "yellow", info: "green", debug: "gray", trace: "gray" } as const;
/** What every line has or what says nothing to somebody who looks on. */
const UNSAID = new Set(["time", "level", "msg", "pid", "hostname", "err", "request_id"]);

function valueText(value: unknown): string {
  return typeof value === "string" && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

/** A line of JSON as a short one for people. */
function toShort(line: string): string {
  const {
    time,
    level,
    msg = "",
    err,
    ...more
  } = JSON.parse(line) as Record<string, unknown> & {
    time: string;
    level: keyof typeof STYLES;
    msg?: string;
    err?: { message?: string; stack?: string };
  };
  const facts = Object.entries(more).flatMap(([name, value]) =>
    UNSAID.has(name) ? [] : [`${name}=${valueText(value)}`],
  );
  const text = [time.slice(11, 19), styleText(STYLES[level], level), msg, ...facts].join(" ");
  const fault = err === undefined ? "" : `\n  ${err.stack ?? err.message ?? ""}`;
  return `${text}${fault}\n`;
}

/** Opens the process's log: a JSON document a line, or short lines on a terminal. No secret gets through. */
export function openLog(level: string, sink: Sink = process.stderr): Log {
  const short = sink.isTTY === true;
  const destination: DestinationStream = {
    write: (line) => void sink.write(short ? toShort(redact(line)) : redact(line)),
  };
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => cover(fields) as Record<string, unknown>,
      },
    },
    destination,
  );
}
