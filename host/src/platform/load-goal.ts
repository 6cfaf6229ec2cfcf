import { SchemaError } from "@semblance/engine";
import type { JobOrder } from "../api/index.ts";
import { redact } from "../connectors/connector.ts";
import type { Tx } from "../database/open.ts";
import { jobSecrets, type JobSpec } from "../database/schema.ts";
import type { Works } from "./works.ts";

/** Where a load goes: what everybody may see, and the address with its password. */
export interface LoadGoal {
  readonly shown: NonNullable<JobSpec["destination"]>;
  readonly address: string;
}

const SCHEMES = /^(postgres|postgresql|mysql|mariadb):\/\//i;

/** Checks where a load may go from a server. Throws SchemaError. */
export function checkDestination({
  to,
  mode,
  create_tables: createTables,
}: NonNullable<JobOrder["destination"]>): LoadGoal {
  const fault = (message: string, hint: string): SchemaError =>
    new SchemaError([{ path: "destination.to", code: "job/destination", message, hint }]);
  if (!SCHEMES.test(to)) {
    const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(to)?.[0] ?? "another address";
    const hint = "Write postgres://user:password@host/database or mysql://…; files are for the command line.";
    throw fault(`expected the address of a database server; found ${scheme}.`, hint);
  }
  if (!URL.canParse(to))
    throw fault("expected an address; this is none.", "A password's special characters are written as %XX.");
  return { shown: { to: redact(to), mode, createTables }, address: to };
}

/** Seals the address for as long as the job needs it. */
export async function keepSecret({ secret }: Works, tx: Tx, id: string, { address }: LoadGoal): Promise<void> {
  const sealed = secret.seal(address);
  await tx.insert(jobSecrets).values({ jobId: id, sealed });
}
