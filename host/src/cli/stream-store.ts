// For measurements: streams megabytes into the store of an address and back, and says how fast and with how much memory.
import { openStore } from "../stores/all.ts";

const PIECE = Buffer.alloc(1024 * 1024, "semblance");
const [address = "file:", megabytes = "1024", home = "."] = process.argv.slice(2);
const store = await openStore(address, { home });

async function* pieces(): AsyncGenerator<Uint8Array, void, void> {
  for (let k = 0; k < Number(megabytes); k++) {
    PIECE.writeUInt32LE(k, 0); // no two are the same
    yield PIECE;
  }
}

const began = performance.now();
await store.put("stream", pieces(), { bytes: Number(megabytes) * PIECE.length });
const written = performance.now();
let bytes = 0;
for await (const piece of store.get("stream")) bytes += piece.length;
const read = performance.now();
await store.delete(["stream"]);
await store.close();
if (bytes !== Number(megabytes) * PIECE.length) throw new Error(`${bytes} bytes came back`);
const rate = (from: number, to: number): number => bytes / 1e6 / ((to - from) / 1000);
const peak = process.resourceUsage().maxRSS / 1024;
process.stdout.write(`${JSON.stringify({ put: rate(began, written), get: rate(written, read), megabytes: peak })}\n`);
