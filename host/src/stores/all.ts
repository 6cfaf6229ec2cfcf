import { realpath } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { didYouMean, SchemaError } from "@semblance/engine";
import type { Guard } from "../net/guard.ts";
import { openLine } from "./http.ts";
import { toPublisher } from "./publisher.ts";
import type { Patience } from "./retry.ts";
import { readS3Address } from "./s3-address.ts";
import type { S3Credentials } from "./s3.ts";
import type { Publisher, Store } from "./store.ts";

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
  file: async (address, { home }) =>
    (await import("./file.ts")).openFileStore(address === "file:" ? join(home, "store") : pathOf(address, home)),
  s3: async (address, options) => {
    const place = readS3Address(address);
    return (await import("./s3.ts")).openS3Store(place, address, options);
  },
};

function pathOf(address: string, from: string): string {
  const path = address.slice("file:".length);
  return path.startsWith("//") ? fileURLToPath(address) : resolve(from, path);
}

const fault = (path: string, code: string, message: string, hint: string): SchemaError =>
  new SchemaError([{ path, code, message, hint }]);

function schemeOf(address: string, known: readonly string[], example: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? "";
  if (known.includes(scheme)) return scheme;
  const message = `expected an address that begins with ${known.join(": or ")}:; found ${scheme === "" ? "none" : `${scheme}:`}.`;
  throw fault("store", "store/address", message, didYouMean(scheme, known) ?? example);
}

/** Opens the store of an address: `file:`, `file:/folder`, `s3://bucket/prefix?endpoint=…&region=…&path_style=…`. Throws SchemaError `store/address`. */
export async function openStore(address: string, options: StoreOptions): Promise<Store> {
  const scheme = schemeOf(address, Object.keys(OPENERS), "Write file:/folder or s3://bucket/prefix.");
  return OPENERS[scheme]!(address, options);
}

/** What an operator says about publishing. */
interface PublishDefaults {
  /** Of a Kubo node; empty for none. */
  readonly ipfsApiUrl: string;
  readonly ipfsGateway: string;
  readonly pinataJwt: string;
  readonly arweaveGateway: string;
  /** The folder below which `file:` may write; empty for none. */
  readonly publishFolder: string;
}

export interface PublisherOptions {
  /** Used once, kept nowhere. Which ones a place asks for is in docs/stores.md. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The price that was agreed to, where the place has one. */
  readonly confirmedPrice: string | undefined;
  /** Decides about addresses that do not come from the operator. */
  readonly guard: Guard;
  readonly defaults: PublishDefaults;
  readonly patience?: Patience;
}

interface Place {
  /** Names of the credentials it understands. */
  readonly credentials: readonly string[];
  open(address: string, options: PublisherOptions): Promise<Publisher>;
}

/** Where the path really is, as far as it exists. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(path) === path) throw error;
    return join(await realPathOf(dirname(path)), path.slice(dirname(path).length));
  }
}

/** The folder of a `file:` address; throws where it is not below the one that the operator allows. */
async function folderBelow(address: string, allowed: string): Promise<string> {
  if (allowed === "")
    throw fault(
      "store",
      "store/folder",
      "this server copies files to no folder.",
      "The operator can set PUBLISH_FOLDER.",
    );
  const base = resolve(allowed);
  const folder = pathOf(address, base);
  const isBelow = (path: string, above: string): boolean => path === above || path.startsWith(above + sep);
  const isFine = isBelow(folder, base) && isBelow(await realPathOf(folder), await realPathOf(base));
  if (isFine) return folder;
  throw fault("store", "store/folder", "expected a folder below the one that the operator allows.", "Write file:name.");
}

const PLACES: Readonly<Record<string, Place>> = {
  file: {
    credentials: [],
    async open(address, { defaults, patience }) {
      const folder = await folderBelow(address, defaults.publishFolder);
      return toPublisher((await import("./file.ts")).openFileStore(folder), patience);
    },
  },
  s3: {
    credentials: ["access_key_id", "secret_access_key", "session_token"],
    async open(address, { credentials, guard, patience }) {
      const place = readS3Address(address);
      if (place.endpoint !== undefined) guard.check(place.endpoint);
      const {
        access_key_id: accessKeyId,
        secret_access_key: secretAccessKey,
        session_token: sessionToken,
      } = credentials;
      if (accessKeyId === undefined || secretAccessKey === undefined) {
        const hint = 'Give { "access_key_id": "…", "secret_access_key": "…" }.';
        throw fault("credentials", "store/credentials", "expected the key of the bucket; found none.", hint);
      }
      const key = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
      const options = { credentials: key, lookup: guard.lookup, ...(patience === undefined ? {} : { patience }) };
      return toPublisher((await import("./s3.ts")).openS3Store(place, address, options), patience);
    },
  },
  ipfs: {
    credentials: ["jwt", "user", "password"],
    async open(address, { credentials, defaults, guard, patience }) {
      const { openIpfs, readIpfsAddress } = await import("./ipfs.ts");
      const service = readIpfsAddress(address, credentials, defaults, (api) => guard.check(api));
      // The operator's own services may be in private networks.
      const isOurs = !/[?&]api=/.test(address);
      const secrets = [...Object.values(credentials), defaults.pinataJwt];
      return openIpfs(service, openLine(isOurs ? undefined : guard.lookup, secrets), patience);
    },
  },
  arweave: {
    credentials: ["wallet"],
    async open(address, { credentials, confirmedPrice, defaults, guard, patience }) {
      const { openArweave, readArweaveAddress, readPrice, readWallet } = await import("./arweave.ts");
      const gateway = readArweaveAddress(address, defaults.arweaveGateway, (given) => guard.check(given));
      const wallet = credentials["wallet"] === undefined ? undefined : readWallet(credentials["wallet"]);
      const confirmed = confirmedPrice === undefined ? undefined : readPrice(confirmedPrice);
      const line = openLine(/[?&]gateway=/.test(address) ? guard.lookup : undefined);
      return openArweave({ gateway, wallet, confirmed }, line, patience);
    },
  },
};

/** Opens a place to publish in: `file:`, `s3://…`, `ipfs:…` or `arweave:…`. Throws SchemaError, in which no credential is. */
export async function openPublisher(address: string, options: PublisherOptions): Promise<Publisher> {
  const scheme = schemeOf(address, Object.keys(PLACES), "Write s3://bucket/prefix, ipfs:, arweave: or file:folder.");
  const place = PLACES[scheme]!;
  const stray = Object.keys(options.credentials).find((name) => !place.credentials.includes(name));
  if (stray === undefined) return place.open(address, options);
  const hint = place.credentials.length === 0 ? "Drop it." : didYouMean(stray, place.credentials);
  throw fault(
    "credentials",
    "store/credentials",
    `${scheme}: has no credential ${stray.slice(0, 80)}.`,
    hint ?? "Drop it.",
  );
}
