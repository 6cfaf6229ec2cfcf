import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { SchemaError, type Issue } from "@semblance/engine";
import { config } from "../config.ts";
import { openFiles, type Outbox } from "../jobs/outbox.ts";
import { openStoreOutbox } from "../jobs/outbox-store.ts";
import type { Delivered } from "../jobs/run.ts";
import { openGuard } from "../net/guard.ts";
import { openPublisher, openStore } from "../stores/all.ts";

/** Somewhere other than this machine's disk where files go. */
export interface Goal {
  readonly outbox: Outbox;
  /** The folder that their paths begin with. */
  readonly folder: string;
  /** After all are whole: the files with the addresses where they are. */
  publish(files: readonly Delivered[], signal: AbortSignal): Promise<readonly Delivered[]>;
  close(): Promise<void>;
}

export interface GoalOptions {
  readonly wallet?: string;
  readonly confirmPrice?: string;
}

/** Whether files, not rows, go to that address. */
export const isForFiles = (to: string): boolean => /^(?:s3|ipfs|arweave):/i.test(to);

const renamed = (files: readonly Delivered[], urls: ReadonlyMap<string, string>): readonly Delivered[] =>
  files.map((file) => ({ ...file, path: urls.get(file.path) ?? file.path }));

async function openBucket(to: string, type: string): Promise<Goal> {
  const store = await openStore(to, { home: config.home });
  const outbox = openStoreOutbox(store, type);
  return {
    outbox,
    folder: "./bucket/",
    publish: (files) => {
      const paths = [...new Set(files.map(({ path }) => path))];
      return Promise.resolve(renamed(files, new Map(paths.map((path, k) => [path, outbox.receipts()[k]!.url]))));
    },
    close: () => store.close(),
  };
}

/** On the command line prices and wallets are options. */
function toOption(error: unknown): unknown {
  if (!(error instanceof SchemaError)) return error;
  return new SchemaError(
    error.issues.map((issue): Issue => {
      if (issue.path === "credentials.wallet")
        return { ...issue, path: "--wallet", hint: "Add --wallet with the path of a key file of Arweave." };
      if (issue.code !== "store/price") return issue;
      const price = /\d+$/.exec(issue.hint?.replace(/\.$/, "") ?? "")?.[0];
      const hint =
        price === undefined ? "Write --confirm-price 123456789, or 0.25AR." : `Add --confirm-price ${price}.`;
      return { ...issue, path: "--confirm-price", hint };
    }),
  );
}

async function readWalletFile(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const message = `the key file cannot be read (${(error as Error).message}).`;
    throw new SchemaError([{ path: "--wallet", code: "cli/wallet", message }]);
  }
}

/** The files are made in a folder that is not kept: what is published is read twice, and its price depends on its length. */
async function openPublication(to: string, type: string, { wallet, confirmPrice }: GoalOptions): Promise<Goal> {
  const credentials = wallet === undefined ? {} : { wallet: await readWalletFile(wallet) };
  const options = {
    credentials,
    confirmedPrice: confirmPrice,
    guard: openGuard({ allowPrivate: true }),
    defaults: config,
  };
  const publisher = await openPublisher(to, options).catch((error: unknown) => {
    throw toOption(error);
  });
  const folder = await mkdtemp(join(tmpdir(), "semblance-publish-"));
  return {
    outbox: openFiles(),
    folder: `${folder}/`,
    async publish(files, signal) {
      const bytes = new Map<string, number>();
      for (const { path, bytes: some } of files) bytes.set(path, (bytes.get(path) ?? 0) + some);
      const urls = new Map<string, string>();
      try {
        if (publisher.quote !== undefined) {
          const quotes = await Promise.all([...bytes.values()].map((length) => publisher.quote!(length)));
          publisher.agree?.(quotes.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
        }
        for (const [path, length] of bytes) {
          const open = (range?: { from: number; to: number }): AsyncIterable<Uint8Array> =>
            range === undefined || range.from < range.to
              ? createReadStream(path, range === undefined ? {} : { start: range.from, end: range.to - 1 })
              : (async function* () {})();
          const receipt = await publisher.publish(basename(path), length, open, { signal, type });
          urls.set(path, receipt.url);
        }
      } catch (error) {
        throw toOption(error);
      }
      return renamed(files, urls);
    },
    async close() {
      await rm(folder, { recursive: true, force: true });
      await publisher.close?.();
    },
  };
}

/** Opens an `s3:`, `ipfs:` or `arweave:` address for files of a media type. */
export function openGoal(to: string, type: string, options: GoalOptions): Promise<Goal> {
  return /^s3:/i.test(to) ? openBucket(to, type) : openPublication(to, type, options);
}
