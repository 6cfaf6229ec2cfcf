import { DataError, LimitError, SchemaError, WorldError, type Issue } from "@semblance/engine";

/** An error on its way between threads or processes, which keep no classes. */
export interface SentFault {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Packs an error. */
export function toSent(error: unknown): SentFault {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: "", facts: {} };
  const { name, message, stack = "" } = error;
  const facts = Object.entries(error).filter(([key]) => key !== "name" && key !== "cause");
  return { name, message, stack, facts: Object.fromEntries(facts) };
}

/** Makes the error again. */
export function fromSent({ name, message, stack, facts }: SentFault): Error {
  switch (name) {
    case "SchemaError":
      return new SchemaError(facts["issues"] as readonly Issue[]);
    case "DataError":
      return new DataError(message, String(facts["source"]));
    case "LimitError":
      return new LimitError(message, Number(facts["limit"]), Number(facts["used"]), String(facts["unit"]));
    case "WorldError":
      return new WorldError(message, String(facts["service"]), facts["retryable"] === true);
    default:
      return Object.assign(new Error(message), { name, stack });
  }
}
