/** Characters of an address that every mail program and chat still takes as one link. */
export const MOST_SHARED = 30_000;
const MOST_OPENED = 1_000_000;

const through = (
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> => new Blob([bytes]).stream().pipeThrough(stream);

/** Reads a stream to its end; undefined past `most` bytes, so that a small link cannot fill the memory. */
async function gather(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > most) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(next.value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A schema's text as the fragment of a link, packed; undefined where that would be longer than {@link MOST_SHARED}. */
export async function toFragment(text: string): Promise<string | undefined> {
  const packed = await gather(
    through(new TextEncoder().encode(text), new CompressionStream("deflate-raw")),
    MOST_OPENED,
  );
  if (packed === undefined) return undefined;
  let letters = "";
  for (const byte of packed) letters += String.fromCharCode(byte);
  const fragment = `#schema=${btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  return fragment.length > MOST_SHARED ? undefined : fragment;
}

/** Whether a fragment holds a schema. */
export const isShared = (fragment: string): boolean => fragment.startsWith("#schema=");

/** The schema's text of a fragment; undefined where it is cut or broken, or too large. */
export async function fromFragment(fragment: string): Promise<string | undefined> {
  try {
    const letters = atob(fragment.slice("#schema=".length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const bytes = await gather(through(packed, new DecompressionStream("deflate-raw")), MOST_OPENED);
    return bytes && new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
