import { WorldError } from "@semblance/engine";

/** What a failed call says: an error of the service has a status, one of the network a code. */
interface Failure extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The service's name of an error, and its HTTP status where there was an answer. */
export function failureOf(error: unknown): { readonly name: string; readonly status: number | undefined } {
  const { name, $metadata } = error as Failure;
  return { name, status: $metadata?.httpStatusCode };
}

const FULL = new Set(["XMinioStorageFull", "QuotaExceeded", "InsufficientCapacity", "ServiceQuotaExceededException"]);
const PASSING = new Set(["RequestTimeTooSkewed", "RequestTimeout", "SlowDown", "OperationAborted", "TimeoutError"]);
const HINTS: Readonly<Record<string, string>> = {
  NoSuchBucket: "Make it first, or correct the address.",
  AccessDenied: "The key needs to read, write, list and delete there.",
  InvalidAccessKeyId: "Check AWS_ACCESS_KEY_ID and the endpoint.",
  SignatureDoesNotMatch: "Check AWS_SECRET_ACCESS_KEY and the region.",
  ExpiredToken: "Get new credentials.",
  CredentialsProviderError: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
  PermanentRedirect: "Add region=… to the address.",
  AuthorizationHeaderMalformed: "Add region=… to the address.",
};

/** The SDK's errors hold on to the whole connection. */
function summaryOf(error: Error): Error {
  const { name, message, code, $metadata } = error as Failure;
  const status = $metadata?.httpStatusCode;
  return Object.assign(new Error(message), { name, code, $metadata: { httpStatusCode: status } });
}

/** An error of the SDK as ours; what is not one stays as it is. */
export function toWorldError(what: string, error: unknown): unknown {
  if (error instanceof WorldError || !(error instanceof Error)) return error;
  const { name, status } = failureOf(error);
  const { code, message } = error as Failure;
  if (message === "Region is missing")
    return new WorldError(
      `${what}: the region is missing. Add region=… to the address, or set AWS_REGION.`,
      "s3",
      false,
    );
  const isCall = status !== undefined || code !== undefined || name in HINTS || PASSING.has(name);
  if (!isCall) return error; // the source's own
  const said = message === "" || message === "UnknownError" ? name : `${name}: ${message}`;
  if (FULL.has(name) || status === 507)
    return new WorldError(
      `${what}: the store is full (${said}). Free some space.`,
      "disk-full",
      true,
      summaryOf(error),
    );
  const isPassing =
    PASSING.has(name) ||
    (status === undefined ? code !== "ENOTFOUND" && !(name in HINTS) : status >= 500 || status === 429);
  const hint = HINTS[name] ?? (code === "ENOTFOUND" ? "Check the endpoint." : "");
  return new WorldError(
    `${what}: the store refuses (${said}). ${hint}`.trim(),
    "s3",
    isPassing && status !== 501,
    summaryOf(error),
  );
}
