import { CancelledError, DataError, SchemaError, WorldError, type Issue } from "@semblance/engine";

/** An error on its way out of a thread or process, which keep no classes. */
export interface Fault {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly [more: string]: unknown;
}

/** A task took more time or memory than a thread may take. */
export class TooMuchError extends Error {
  override readonly name = "TooMuchError";
  readonly what: "time" | "memory";
  constructor(what: "time" | "memory", message: string, cause?: unknown) {
    super(message, { cause });
    this.what = what;
  }
}

/** Packs an error. */
export function toFault(error: unknown): Fault {
  const { name, message, stack = "", ...more } = error as Error;
  const { cause: _, ...facts } = more;
  return { ...facts, name, message, stack };
}

/** Makes the error again. */
export function toError(fault: Fault): Error {
  const { name, message, stack } = fault;
  const named: Readonly<Record<string, () => Error>> = {
    SchemaError: () => new SchemaError(fault["issues"] as readonly Issue[]),
    DataError: () => new DataError(message, String(fault["source"]), fault["row"] as number, fault["column"] as string),
    WorldError: () => new WorldError(message, String(fault["service"]), fault["retryable"] === true),
    LimitError: () => new TooMuchError("memory", message),
    TooMuchError: () => new TooMuchError(fault["what"] === "time" ? "time" : "memory", message),
    CancelledError: () => new CancelledError(message),
  };
  // What WebAssembly and buffers say where there is no memory left.
  const isMemory = name === "RangeError" && /memory|allocation|array buffer/i.test(message);
  const error = isMemory
    ? new TooMuchError("memory", message)
    : (named[name]?.() ?? Object.assign(new Error(message), { name }));
  return Object.assign(error, { stack });
}
