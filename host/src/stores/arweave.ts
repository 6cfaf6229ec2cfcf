import arweave from "arweave";
import { SchemaError, WorldError } from "@semblance/engine";
import { survey, type Survey } from "./arweave-chunks.ts";
import { ask, checkAnswer, type Line } from "./http.ts";
import { checkLength, pull } from "./meter.ts";
import { PATIENCE, retry, type Patience } from "./retry.ts";
import type { ByteRange, Publisher } from "./store.ts";

/** A private key as a JSON Web Key: whoever has it has the tokens. */
export type Wallet = Parameters<typeof arweave.crypto.sign>[0];

export interface ArweavePlace {
  /** Without a slash at its end. */
  readonly gateway: string;
  /** Only needed to begin a transaction, not to go on with it. */
  readonly wallet: Wallet | undefined;
  /** What all files together may cost, in winston. */
  readonly confirmed: bigint | undefined;
}

const WINSTON = 12; // digits of a winston after the point of an AR
const MARK_EVERY = 16; // chunks: 4 MiB
const CONFLICT = 208; // the node has it already

// Answers that no second try changes: arweave-js, lib/transaction-uploader
const FATAL = new Set(
  "invalid_json chunk_too_big data_path_too_big offset_too_big data_size_too_big chunk_proof_ratio_not_attractive invalid_proof".split(
    " ",
  ),
);

const { transactions } = arweave.init({}); // it makes no calls: those are ours

type Transaction = ReturnType<typeof transactions.fromRaw>;

/** 1234500000000 as "1.2345 AR". */
export function toAr(winston: bigint): string {
  const digits = winston.toString().padStart(WINSTON + 1, "0");
  const fraction = digits.slice(-WINSTON).replace(/0+$/, "");
  return `${digits.slice(0, -WINSTON)}${fraction === "" ? "" : `.${fraction}`} AR`;
}

const wordsOf = (price: bigint): string => `${toAr(price)} (${price} winston)`;

/** What is kept of a transaction that is under way: all of it is public once it is posted. */
interface Mark {
  readonly transaction: Record<string, unknown> & { readonly id: string; readonly data_root: string };
  /** Chunks that are there. */
  readonly chunks: number;
}

/** Publishes files as signed transactions of version 2, for ever: never without a price that was agreed to. */
export function openArweave(place: ArweavePlace, line: Line, patience: Patience = PATIENCE): Publisher {
  const { gateway, wallet } = place;
  let left = place.confirmed;

  async function fetchText(path: string, signal: AbortSignal): Promise<string> {
    const answer = await retry(
      async () => {
        const answer = await ask(gateway + path, { signal }, line);
        checkAnswer(gateway, answer, line);
        return answer;
      },
      signal,
      patience,
    );
    return answer.text.trim();
  }

  async function priceOf(bytes: number, signal: AbortSignal): Promise<bigint> {
    const text = await fetchText(`/price/${bytes}`, signal);
    if (/^\d{1,40}$/.test(text)) return BigInt(text);
    throw new WorldError(`${gateway}: expected a price; found ${text.slice(0, 100)}.`, "publication", false);
  }

  function checkAgreed(price: bigint): void {
    if (left !== undefined && price <= left) return;
    const found = left === undefined ? "no price was agreed to" : `${wordsOf(left)} of what was agreed to are left`;
    const message = `publishing for ever costs ${wordsOf(price)}; ${found}. Nothing was sent.`;
    const hint = `Agree with confirm_price ${price}.`;
    throw new SchemaError([{ path: "confirm_price", code: "store/price", message, hint }]);
  }

  async function sign(seen: Survey, name: string, type: string, signal: AbortSignal): Promise<Transaction> {
    if (wallet === undefined)
      throw new SchemaError([
        {
          path: "credentials.wallet",
          code: "store/credentials",
          message: "expected the wallet that pays; found none.",
          hint: "Give the text of its key file.",
        },
      ]);
    const reward = await priceOf(seen.bytes, signal);
    const last_tx = await fetchText("/tx_anchor", signal);
    checkAgreed(reward);
    left! -= reward;
    const transaction = transactions.fromRaw({
      last_tx,
      reward: reward.toString(),
      data_root: seen.root,
      data_size: String(seen.bytes),
    });
    transaction.addTag("Content-Type", type);
    transaction.addTag("App-Name", "Semblance");
    transaction.addTag("File-Name", name);
    transaction.addTag("SHA-256", seen.sha256);
    transaction.setOwner(wallet.n);
    const signature = await arweave.crypto.sign(wallet, await transaction.getSignatureData());
    const id = Buffer.from(await arweave.crypto.hash(signature)).toString("base64url");
    transaction.setSignature({ id, owner: wallet.n, signature: Buffer.from(signature).toString("base64url") });
    return transaction;
  }

  async function post(path: string, body: unknown, signal: AbortSignal): Promise<void> {
    const headers = { "content-type": "application/json" };
    const text = JSON.stringify(body);
    await retry(
      async () => {
        const answer = await ask(gateway + path, { method: "POST", headers, body: text, signal }, line);
        if (answer.status === CONFLICT) return;
        if (answer.status === 400 && path === "/chunk" && ![...FATAL].some((code) => answer.text.includes(code)))
          throw new WorldError(`${gateway}: ${answer.text.slice(0, 200)}`, "publication", true); // a node that has not heard of the transaction yet
        checkAnswer(gateway, answer, line, { 410: "The wallet has too few tokens." });
      },
      signal,
      patience,
    );
  }

  /** Sends the chunks from the one of that number on, reading the file from there. */
  async function* sendChunks(
    { chunks, root, bytes }: Survey,
    first: number,
    open: (range?: ByteRange) => AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): AsyncGenerator<number, void, void> {
    const from = chunks[first]?.from;
    if (from === undefined) return;
    let number = first;
    let filled = 0;
    let buffer = Buffer.allocUnsafe(chunks[number]!.to - chunks[number]!.from);
    for await (const piece of pull(open({ from, to: bytes }), signal)) {
      for (let used = 0; used < piece.length;) {
        const part = piece.subarray(used, used + Math.min(piece.length - used, buffer.length - filled));
        buffer.set(part, filled);
        used += part.length;
        filled += part.length;
        if (filled < buffer.length) continue;
        const { proof, offset } = chunks[number]!;
        const chunk = buffer.toString("base64url");
        await post("/chunk", { data_root: root, data_size: String(bytes), data_path: proof, offset, chunk }, signal);
        yield ++number;
        const next = chunks[number];
        if (next === undefined) return;
        buffer = Buffer.allocUnsafe(next.to - next.from);
        filled = 0;
      }
    }
  }

  return {
    name: "arweave",
    url: `arweave:?gateway=${gateway}`,
    async quote(bytes) {
      const price = await priceOf(bytes, new AbortController().signal);
      return { amount: price.toString(), unit: "winston", words: wordsOf(price) };
    },
    agree: checkAgreed,
    async publish(name, bytes, open, { signal, type, onProgress, bookmark }) {
      if (bytes === 0) throw new WorldError(`${name}: Arweave keeps no empty files.`, "publication", false);
      const seen = await retry(() => survey(pull(open(), signal), bytes), signal, patience);
      checkLength(name, seen.bytes, bytes);
      const mark = bookmark?.mark === undefined ? undefined : (JSON.parse(bookmark.mark) as Mark);
      const isSame = mark !== undefined && mark.transaction.data_root === seen.root;
      const transaction = isSame ? mark.transaction : (await sign(seen, name, type, signal)).toJSON();
      const keep = async (chunks: number): Promise<void> =>
        bookmark?.keep(JSON.stringify({ transaction, chunks } satisfies Record<keyof Mark, unknown>));
      let sent = isSame ? mark.chunks : 0;
      if (!isSame) {
        await keep(0); // before it is posted: what is paid for is never lost
        await post("/tx", transaction, signal);
      } else if ((await ask(`${gateway}/tx/${mark.transaction.id}/status`, { signal }, line)).status === 404) {
        await post("/tx", transaction, signal);
      }
      while (sent < seen.chunks.length) {
        sent = await retry(
          async () => {
            for await (const done of sendChunks(seen, sent, open, signal)) {
              sent = done;
              onProgress?.(seen.chunks[done - 1]!.to);
              if (done % MARK_EVERY === 0) await keep(done);
            }
            if (sent < seen.chunks.length) checkLength(name, seen.chunks[sent]!.from, bytes); // the source ended early
            return sent;
          },
          signal,
          patience,
        );
      }
      const { id } = transaction as { id: string };
      const status = await fetchText(`/tx/${id}/status`, signal);
      const url = `${gateway}/${id}`;
      const detail = { price: transaction["reward"] as string, status: status.slice(0, 100) };
      return { key: name, bytes, sha256: seen.sha256, url, id, detail };
    },
  };
}

function fault(path: string, code: string, message: string, hint: string): SchemaError {
  return new SchemaError([{ path, code, message, hint }]);
}

/** Reads the text of a key file; never says what is in it. */
export function readWallet(text: string): Wallet {
  const hint = "Give the text of a key file of Arweave: a JSON Web Key of RSA with its private part.";
  let wallet: Record<string, unknown> = {};
  try {
    wallet = JSON.parse(text) as typeof wallet;
  } catch {
    throw fault("credentials.wallet", "store/credentials", "expected JSON.", hint);
  }
  const isWhole = ["n", "e", "d", "p", "q", "dp", "dq", "qi"].every((part) => typeof wallet?.[part] === "string");
  if (isWhole && wallet["kty"] === "RSA") return wallet as unknown as Wallet;
  throw fault("credentials.wallet", "store/credentials", "expected an RSA key with its private part.", hint);
}

/** Reads a price: whole winston, or `0.25 AR`. */
export function readPrice(text: string): bigint {
  const [, whole = "", fraction = "", unit = ""] =
    /^(\d{1,30})(?:\.(\d{1,12}))?\s*(ar|winston)?$/i.exec(text.trim()) ?? [];
  if (whole !== "" && unit.toLowerCase() === "ar") return BigInt(whole + fraction.padEnd(WINSTON, "0"));
  if (whole !== "" && fraction === "") return BigInt(whole);
  throw fault(
    "confirm_price",
    "store/price",
    `expected a price; found ${text.slice(0, 40)}.`,
    "Write it as the quote has it: 123456789, or 0.25 AR.",
  );
}

/** Reads `arweave:` or `arweave:?gateway=…`. `check` is asked about gateways that do not come from the operator. Throws SchemaError. */
export function readArweaveAddress(address: string, usual: string, check: (address: string) => void): string {
  const [, query] = /^arweave:(?:\/\/)?(?:\?(.*))?$/i.exec(address) ?? [];
  const settings = new URLSearchParams(query ?? "");
  const hint = "Write arweave: or arweave:?gateway=https://arweave.net.";
  const stray = [...settings.keys()].find((key) => key !== "gateway");
  if (!/^arweave:(\/\/)?(\?.*)?$/i.test(address) || stray !== undefined)
    throw fault(
      "store",
      "store/address",
      `expected arweave: with nothing but a gateway; found ${stray ?? "more"}.`,
      hint,
    );
  const given = settings.get("gateway");
  const gateway = (given ?? usual).replace(/\/+$/, "");
  if (!URL.canParse(gateway) || !/^https?:$/.test(new URL(gateway).protocol))
    throw fault("store", "store/address", "expected a gateway of http or https.", hint);
  const { username, password } = new URL(gateway);
  if (username !== "" || password !== "")
    throw fault(
      "store",
      "store/secret-in-address",
      "expected an address without credentials: it is kept and shown.",
      hint,
    );
  if (given !== null) check(gateway);
  return gateway;
}
