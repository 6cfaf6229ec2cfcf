import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean, SchemaError } from "@semblance/engine";
import type { Store } from "./store.ts";

/** What an address alone does not say. */
export interface StoreOptions {
  /** Folder of the installation: `file:` without a path is its `store`, and other paths are taken from here. */
  readonly home: string;
}

const OPENERS: Readonly<Record<string, (address: string, options: StoreOptions) => Promise<Store>>> = {
  file: async (address, { home }) => (await import("./file.ts")).openFileStore(folderOf(address, home)),
};

function folderOf(address: string, home: string): string {
  const path = address.slice("file:".length);
  if (path === "") return join(home, "store");
  return path.startsWith("//") ? fileURLToPath(address) : resolve(home, path);
}

/** Opens the store of an address: `file:`, `file:/folder`. Throws SchemaError `store/address`. */
export async function openStore(address: string, options: StoreOptions): Promise<Store> {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? "";
  const open = OPENERS[scheme];
  if (open !== undefined) return open(address, options);
  const message = `expected an address that begins with ${Object.keys(OPENERS).join(": or ")}:; found ${scheme === "" ? "none" : `${scheme}:`}.`;
  const hint = didYouMean(scheme, Object.keys(OPENERS)) ?? "Write file:/folder.";
  throw new SchemaError([{ path: "store", code: "store/address", message, hint }]);
}
