/** Compresses bytes into one zstd frame. */
type Zstd = (bytes: Uint8Array) => Uint8Array;

const LEVEL = 1; // pages are small: higher levels cost more than they save

let loading: Promise<Zstd> | undefined;

async function load(): Promise<Zstd> {
  const { compress, init } = await import("@bokuweb/zstd-wasm");
  await init();
  return (bytes) => compress(bytes, LEVEL);
}

/** The zstd that Parquet takes as `zstd`: WebAssembly, so the same bytes in a tab, a thread and a server. Loaded once. */
export function loadZstd(): Promise<Zstd> {
  return (loading ??= load());
}
