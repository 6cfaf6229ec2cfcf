import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { LookupFunction } from "node:net";
import { WorldError } from "@semblance/engine";
import { checkKey } from "./keys.ts";
import { checkLength, openMeter, pull } from "./meter.ts";
import { pause, PATIENCE, retry, type Patience } from "./retry.ts";
import { failureOf, toWorldError } from "./s3-errors.ts";
import type { S3Place } from "./s3-address.ts";
import { fillParts, partBytesOf, sendParts } from "./s3-parts.ts";
import type { Listed, Store } from "./store.ts";

/** A key that somebody gave us. */
export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface S3Options {
  readonly credentials?: S3Credentials;
  readonly patience?: Patience;
  /** Looks the server's name up; see net/guard.ts. */
  readonly lookup?: LookupFunction;
}

const BATCH = 1000; // keys that DeleteObjects takes

/**
 * Objects below a prefix of a bucket. Without `credentials` the SDK looks where AWS says: the environment, files, the machine's role. Nothing is said of
 * encryption and access: they are the bucket's.
 */
export function openS3Store(
  place: S3Place,
  address: string,
  { credentials, patience = PATIENCE, lookup }: S3Options = {},
): Store {
  const region = place.region ?? (place.endpoint === undefined ? undefined : "us-east-1"); // AWS_REGION, or what few servers ask for
  const agents =
    lookup === undefined
      ? {}
      : {
          httpAgent: new HttpAgent({ keepAlive: true, lookup }),
          httpsAgent: new HttpsAgent({ keepAlive: true, lookup }),
        };
  const client = new S3Client({
    forcePathStyle: place.pathStyle,
    followRegionRedirects: true,
    maxAttempts: 1, // retry() does it, for all calls alike
    // Servers that do not know the trailers of newer checksums keep them as content.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000, ...agents },
    ...(region === undefined ? {} : { region }),
    ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  const base = place.prefix === "" ? "" : `${place.prefix}/`;
  const Bucket = place.bucket;
  const at = (key: string): { Bucket: string; Key: string } => ({ Bucket, Key: base + checkKey(key) });
  const urlOf = (key: string): string => `s3://${Bucket}/${base}${key}`;

  /** One call until it succeeds or there is no use. */
  function call<T>(what: string, work: (options: { abortSignal?: AbortSignal }) => Promise<T>, signal?: AbortSignal) {
    const options = signal === undefined ? {} : { abortSignal: signal };
    const attempt = (): Promise<T> =>
      work(options).catch((error: unknown) => {
        throw toWorldError(what, error);
      });
    return retry(attempt, signal, patience);
  }

  async function sizeOf(key: string): Promise<number | undefined> {
    const command = new HeadObjectCommand(at(key));
    return call(urlOf(key), async (options) => {
      try {
        return (await client.send(command, options)).ContentLength;
      } catch (error) {
        if (failureOf(error).status === 404) return undefined;
        throw error;
      }
    });
  }

  return {
    name: "s3",
    url: address,

    async put(key, bytes, { signal, type, bytes: promised } = {}) {
      const target = { ...at(key), ...(type === undefined ? {} : { ContentType: type }) };
      const url = urlOf(key);
      const meter = openMeter();
      const spare: Buffer[] = [];
      const partBytes = partBytesOf(promised);
      const parts = fillParts(pull(bytes, signal), partBytes, meter, spare);
      try {
        const first = await parts.next();
        const part = first.done === true ? Buffer.alloc(0) : first.value;
        if (part.length < partBytes) {
          checkLength(key, meter.bytes, promised);
          const command = new PutObjectCommand({ ...target, Body: part, ContentLength: part.length });
          await call(url, (options) => client.send(command, options), signal);
        } else {
          const calls = { client, call, target, url, spare, signal };
          await sendParts(calls, part, parts, {
            check: () => checkLength(key, meter.bytes, promised),
            isThere: async () => (await sizeOf(key)) === meter.bytes,
          });
        }
      } finally {
        await parts.return();
      }
      return { key, bytes: meter.bytes, sha256: meter.end(), url };
    },

    async *get(key, range, signal) {
      const url = urlOf(key);
      const target = at(key);
      const to = range?.to ?? Infinity;
      let from = range?.from ?? 0;
      let etag: string | undefined;
      let failed = 0;
      while (from < to) {
        try {
          signal?.throwIfAborted();
          const Range = from === 0 && to === Infinity ? undefined : `bytes=${from}-${to === Infinity ? "" : to - 1}`;
          const command = new GetObjectCommand({ ...target, Range, IfMatch: etag });
          const answer = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
          etag = answer.ETag;
          const end = from + (answer.ContentLength ?? 0);
          for await (const piece of answer.Body as AsyncIterable<Uint8Array>) {
            from += piece.length;
            failed = 0;
            yield piece;
            signal?.throwIfAborted();
          }
          if (from >= end) return;
          throw new WorldError(`${url}: the connection broke at byte ${from}.`, "s3", true);
        } catch (error) {
          signal?.throwIfAborted();
          const { name, status } = failureOf(error);
          if (status === 416) return; // it begins behind the last byte
          if (name === "NoSuchKey" || (status === 404 && name !== "NoSuchBucket"))
            throw new WorldError(`${url}: there is no such object.`, "s3", false, error);
          if (status === 412) throw new WorldError(`${url}: it was replaced while it was read.`, "s3", false, error);
          const failure = toWorldError(url, error);
          failed += 1;
          if (!(failure instanceof WorldError) || !failure.retryable || failed >= patience.tries) throw failure;
          await pause(failed, patience, signal);
        }
      }
    },

    size: sizeOf,

    async delete(keys) {
      const objects = keys.map((key) => ({ Key: at(key).Key }));
      for (let from = 0; from < objects.length; from += BATCH) {
        const Objects = objects.slice(from, from + BATCH);
        const command = new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } });
        const { Errors = [] } = await call(address, (options) => client.send(command, options));
        const [first] = Errors.filter(({ Code }) => Code !== "NoSuchKey");
        if (first !== undefined)
          throw new WorldError(
            `${address}: ${first.Key ?? "an object"} cannot be deleted (${first.Code}: ${first.Message}).`,
            "s3",
            first.Code === "InternalError" || first.Code === "SlowDown",
          );
      }
    },

    async *list(prefix): AsyncGenerator<Listed, void, void> {
      let ContinuationToken: string | undefined;
      do {
        const command = new ListObjectsV2Command({ Bucket, Prefix: base + prefix, ContinuationToken });
        const page = await call(address, (options) => client.send(command, options));
        for (const { Key = "", Size = 0, LastModified } of page.Contents ?? [])
          yield { key: Key.slice(base.length), bytes: Size, changedMs: LastModified?.getTime() ?? 0 };
        ContinuationToken = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (ContinuationToken !== undefined);
    },

    async sweep(olderThanMs) {
      const before = Date.now() - olderThanMs;
      let swept = 0;
      let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
      while (markers !== undefined) {
        const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
          Bucket,
          Prefix: base,
          ...markers,
        });
        const page = await call(address, async (options) => {
          try {
            return await client.send(command, options);
          } catch (error) {
            const { name, status } = failureOf(error);
            if (name === "NotImplemented" || status === 501) return undefined; // it keeps no list of what was broken off
            throw error;
          }
        });
        for (const { Key, UploadId, Initiated } of page?.Uploads ?? []) {
          if ((Initiated?.getTime() ?? Infinity) > before) continue;
          const abort = new AbortMultipartUploadCommand({ Bucket, Key, UploadId });
          await call(address, (options) => client.send(abort, options));
          swept += 1;
        }
        const isMore: boolean = page?.IsTruncated === true;
        markers = isMore ? { KeyMarker: page?.NextKeyMarker, UploadIdMarker: page?.NextUploadIdMarker } : undefined;
      }
      return swept;
    },

    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}
