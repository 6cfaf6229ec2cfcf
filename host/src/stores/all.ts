import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean, SchemaError } from "@semblance/engine";
import type { Patience } from "./retry.ts";
import { readS3Address } from "./s3-address.ts";
import type { S3Credentials } from "./s3.ts";
import type { Store } from "./store.ts";

/** What an address alone does not say. */
export interface StoreOptions {
  /** Folder of the installation: `file:` without a path is its `store`, and other paths are taken from here. */
  readonly home: string;
  /** Of S3; without them the AWS SDK looks in its usual places: AWS_ACCESS_KEY_ID, AWS_PROFILE, the machine's role. */
  readonly credentials?: S3Credentials;
  /** How long to keep trying. */
  readonly patience?: Patience;
}

const OPENERS: Readonly<Record<string, (address: string, options: StoreOptions) => Promise<Store>>> = {
  file: async (address, { home }) => (await import("./file.ts")).openFileStore(folderOf(address, home)),
  s3: async (address, { credentials, patience }) => {
    const place = readS3Address(address);
    return (await import("./s3.ts")).openS3Store(place, address, credentials, patience);
  },
};

function folderOf(address: string, home: string): string {
  const path = address.slice("file:".length);
  if (path === "") return join(home, "store");
  return path.startsWith("//") ? fileURLToPath(address) : resolve(home, path);
}

/** Opens the store of an address: `file:`, `file:/folder`, `s3://bucket/prefix?endpoint=…&region=…&path_style=…`. Throws SchemaError `store/address`. */
export async function openStore(address: string, options: StoreOptions): Promise<Store> {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? "";
  const open = OPENERS[scheme];
  if (open !== undefined) return open(address, options);
  const message = `expected an address that begins with ${Object.keys(OPENERS).join(": or ")}:; found ${scheme === "" ? "none" : `${scheme}:`}.`;
  const hint = didYouMean(scheme, Object.keys(OPENERS)) ?? "Write file:/folder or s3://bucket/prefix.";
  throw new SchemaError([{ path: "store", code: "store/address", message, hint }]);
}
