import { SchemaError } from "@semblance/engine";
import type { JobOrder } from "../api/index.ts";
import { redact } from "../connectors/connector.ts";
import { admitRemote, openReach } from "../connectors/remote.ts";
import type { Tx } from "../database/open.ts";
import { jobSecrets, type JobSpec } from "../database/schema.ts";
import type { Works } from "./works.ts";

/** Where a load goes: what everybody may see, and the address with its password. */
export interface LoadGoal {
  readonly shown: NonNullable<JobSpec["destination"]>;
  readonly address: string;
}

/** Checks where a load may go from a server. Throws SchemaError. */
export async function checkDestination(
  { config }: Pick<Works, "config">,
  { to, mode, create_tables: createTables }: NonNullable<JobOrder["destination"]>,
): Promise<LoadGoal> {
  try {
    const address = await admitRemote(to, openReach(config).lookup);
    return { shown: { to: redact(to), mode, createTables }, address };
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new SchemaError(error.issues.map((issue) => ({ ...issue, path: "destination.to", code: "job/destination" })));
  }
}

/** Seals the address for as long as the job needs it. */
export async function keepSecret({ secret }: Works, tx: Tx, id: string, { address }: LoadGoal): Promise<void> {
  const sealed = secret.seal(address);
  await tx.insert(jobSecrets).values({ jobId: id, sealed });
}
