/** Bytes of an object from `from` to before `to`; the whole of it where absent. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** What a store says of an object that it has taken. */
export interface Receipt {
  readonly key: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, in hex, computed on their way. */
  readonly sha256: string;
  /** Where others find it: a path, an address, a CID's gateway path. */
  readonly url: string;
  /** What the service calls it, where that is another name: a CID, a transaction. */
  readonly id?: string;
  /** Where a browser finds it, where that is another address than `url`. */
  readonly gateway?: string;
  /** What else matters to whoever checks it: how a CID was made. */
  readonly detail?: Readonly<Record<string, string>>;
}

interface PutOptions {
  readonly signal?: AbortSignal;
  /** Media type that the store tells readers. */
  readonly type?: string;
  /** Exact number of bytes, where it is known. */
  readonly bytes?: number;
}

/** An object as a listing has it. */
export interface Listed {
  readonly key: string;
  readonly bytes: number;
  /** When it was written, in milliseconds since 1970. */
  readonly changedMs: number;
}

/**
 * Where parts and files land. Keys are `/`-separated names of A-Z a-z 0-9 - _ . of which none begins with a dot. An object is there whole or not at all: two
 * writers of one key leave one whole object. Errors are WorldError with `retryable`; a full disk has the code `store/full` in its message's service
 * field: service "disk-full".
 */
export interface Store {
  /** The scheme: file, s3. */
  readonly name: string;
  /** As configured, without secrets. */
  readonly url: string;
  put(key: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, options?: PutOptions): Promise<Receipt>;
  /** The bytes as they come; WorldError that is not retryable where there is no such object. */
  get(key: string, range?: ByteRange, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Bytes of an object, or undefined where there is none. */
  size(key: string): Promise<number | undefined>;
  /** Removes objects; those that are not there are fine. */
  delete(keys: readonly string[]): Promise<void>;
  /** What begins with the prefix, in no particular order. */
  list(prefix: string): AsyncIterable<Listed>;
  /** Removes what broken-off writes have left that are older than so many milliseconds; gives how many. */
  sweep(olderThanMs: number): Promise<number>;
  close(): Promise<void>;
}

/** What a publisher that can go on where it was broken off keeps, and what it kept the last time. Nothing of it is secret. */
export interface Bookmark {
  readonly mark?: string;
  keep(mark: string): Promise<void>;
}

/** How a file is published. */
interface PublishCall {
  readonly signal: AbortSignal;
  /** Media type. */
  readonly type: string;
  /** Bytes of the file that were sent; may begin anew. */
  readonly onProgress?: (bytes: number) => void;
  readonly bookmark?: Bookmark;
}

/** A service that takes whole files for others to read: every Store with a public address can be one. */
export interface Publisher {
  readonly name: "file" | "s3" | "ipfs" | "arweave";
  readonly url: string;
  /** What it will cost before it is done, where it costs: in the service's unit and in words. */
  quote?(bytes: number): Promise<{ readonly amount: string; readonly unit: string; readonly words: string }>;
  /** Throws SchemaError `store/price` where that many units are more than was agreed to. */
  agree?(total: bigint): void;
  /** `open` may be called again for a retry or from an offset. */
  publish(
    name: string,
    bytes: number,
    open: (range?: ByteRange) => AsyncIterable<Uint8Array>,
    call: PublishCall,
  ): Promise<Receipt>;
  close?(): Promise<void>;
}
