import { SchemaError, WorldError } from "@semblance/engine";
import { ask, checkAnswer, type Line } from "./http.ts";
import { PROFILE, survey, toCar } from "./ipfs-car.ts";
import { checkLength, pull } from "./meter.ts";
import { PATIENCE, retry, type Patience } from "./retry.ts";
import type { Publisher } from "./store.ts";

/** A service that keeps blocks for others to fetch. */
export interface IpfsService {
  readonly kind: "kubo" | "pinata";
  /** Without a slash at its end. */
  readonly api: string;
  /** Where a browser finds what is there: `<gateway>/ipfs/<cid>`. */
  readonly gateway: string;
  /** The header that says who we are. */
  readonly authorization?: string;
}

const BOUNDARY = "semblance-6f1c9a3e5b7d40c2";

/** A form with one file, in bytes that are known beforehand. */
function toForm(
  fields: Readonly<Record<string, string>>,
  name: string,
  bytes: number,
  pieces: AsyncIterable<Uint8Array>,
) {
  const plain = Object.entries(fields).map(
    ([key, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/vnd.ipld.car\r\n\r\n`;
  const head = Buffer.from(plain.join("") + file);
  const foot = Buffer.from(`\r\n--${BOUNDARY}--\r\n`);
  async function* body(): AsyncGenerator<Uint8Array, void, void> {
    yield head;
    yield* pieces;
    yield foot;
  }
  return { bytes: head.length + bytes + foot.length, pieces: body() };
}

/** Of the lines of JSON that dag/import answers with, the one with the root. */
function rootOfImport(text: string): string | undefined {
  for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
    const { Root, Message } = JSON.parse(line) as {
      Root?: { Cid?: { "/"?: string }; PinErrorMsg?: string };
      Message?: string;
    };
    const fault = Message ?? Root?.PinErrorMsg ?? "";
    if (fault !== "") throw new WorldError(`Kubo cannot pin it: ${fault.slice(0, 300)}.`, "publication", false);
    if (Root !== undefined) return Root.Cid?.["/"];
  }
  return undefined;
}

/** https://docs.ipfs.tech/reference/kubo/rpc/#api-v0-dag-import and https://docs.pinata.cloud/api-reference/endpoint/upload-a-file */
const SERVICES = {
  kubo: {
    path: "/api/v0/dag/import?pin-roots=true",
    fields: (): Readonly<Record<string, string>> => ({}),
    read: rootOfImport,
  },
  pinata: {
    path: "/v3/files",
    fields: (name: string): Readonly<Record<string, string>> => ({ network: "public", name, car: "true" }),
    read: (text: string): string | undefined => (JSON.parse(text) as { data?: { cid?: string } }).data?.cid,
  },
};

/** Publishes files under their CIDs, which we compute: a service that calls them otherwise is not believed. */
export function openIpfs(service: IpfsService, line: Line, patience: Patience = PATIENCE): Publisher {
  const { path, fields, read } = SERVICES[service.kind];
  const url = service.api + path;
  const authorization = service.authorization === undefined ? {} : { authorization: service.authorization };
  const headers = { "content-type": `multipart/form-data; boundary=${BOUNDARY}`, ...authorization };

  function readCid(text: string): string {
    let cid: string | undefined;
    try {
      cid = read(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    if (cid !== undefined) return cid;
    throw new WorldError(
      `${service.api}: expected an answer with a CID; found ${text.slice(0, 200)}.`,
      "publication",
      false,
    );
  }

  return {
    name: "ipfs",
    url: `ipfs:${service.kind}`,
    async publish(name, bytes, open, { signal, onProgress }) {
      const label = name.replaceAll(/[^\w .()+-]/g, "-");
      const seen = await retry(() => survey(pull(open(), signal)), signal, patience);
      checkLength(name, seen.bytes, bytes);
      const cid = seen.root.toString();
      async function* counted(): AsyncGenerator<Uint8Array, void, void> {
        let sent = 0;
        for await (const piece of pull(open(), signal)) {
          sent += piece.length;
          yield piece;
          onProgress?.(sent);
        }
      }
      const text = await retry(
        async () => {
          const body = toForm(fields(label), `${label}.car`, seen.carBytes, toCar(seen.root, counted()));
          const answer = await ask(url, { method: "POST", headers, body, signal }, line);
          checkAnswer(url, answer, line);
          return answer.text;
        },
        signal,
        patience,
      );
      const theirs = readCid(text);
      if (theirs !== cid)
        throw new WorldError(`${service.api}: we computed ${cid}; the service says ${theirs}.`, "publication", false);
      const gateway = `${service.gateway}/ipfs/${cid}?filename=${encodeURIComponent(name)}`;
      return {
        key: name,
        bytes,
        sha256: seen.sha256,
        url: `ipfs://${cid}`,
        id: cid,
        gateway,
        detail: { profile: PROFILE },
      };
    },
  };
}

const SETTINGS = ["api", "gateway"];

/** What an operator says about IPFS. */
export interface IpfsDefaults {
  /** Of a Kubo node. */
  readonly ipfsApiUrl: string;
  readonly ipfsGateway: string;
  readonly pinataJwt: string;
}

function fault(message: string, hint: string, code = "store/address"): SchemaError {
  return new SchemaError([{ path: code === "store/credentials" ? "credentials" : "store", code, message, hint }]);
}

function readApi(text: string): string {
  const isFine = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (!isFine)
    throw fault(
      `expected http://host:port; found ${text.slice(0, 200)}.`,
      "Write ipfs:kubo?api=http://127.0.0.1:5001.",
    );
  const { username, password } = new URL(text);
  if (username === "" && password === "") return text.replace(/\/+$/, "");
  throw fault(
    "expected an address without credentials: it is kept and shown.",
    "Give user and password as `credentials`.",
    "store/secret-in-address",
  );
}

/**
 * Reads `ipfs:`, `ipfs:kubo?api=…&gateway=…` or `ipfs:pinata`. The operator's own key goes to the operator's service only. `check` is asked about
 * addresses that do not come from the operator. Throws SchemaError.
 */
export function readIpfsAddress(
  address: string,
  credentials: Readonly<Record<string, string>>,
  defaults: IpfsDefaults,
  check: (address: string) => void,
): IpfsService {
  const [, named = "", query = ""] = /^ipfs:(?:\/\/)?(\w*)\/?(?:\?(.*))?$/i.exec(address) ?? [undefined, address, ""];
  const settings = new URLSearchParams(query);
  const stray = [...settings.keys()].find((key) => !SETTINGS.includes(key));
  if (stray !== undefined)
    throw fault(`there is no setting ${stray.slice(0, 80)}.`, `There are ${SETTINGS.join(" and ")}.`);
  const { jwt, user, password } = credentials;
  const usual =
    defaults.ipfsApiUrl === "" && (jwt ?? defaults.pinataJwt) !== "" && user === undefined && !settings.has("api")
      ? "pinata"
      : "kubo";
  const kind = named === "" ? usual : named.toLowerCase();
  if (kind !== "kubo" && kind !== "pinata")
    throw fault(
      `there is no service ${kind.slice(0, 80)} for IPFS.`,
      "Write ipfs:kubo?api=http://127.0.0.1:5001 or ipfs:pinata.",
    );
  const given = settings.get("api");
  const own = kind === "kubo" ? defaults.ipfsApiUrl : "https://uploads.pinata.cloud";
  if (given === null && own === "")
    throw fault(
      "expected the address of a Kubo node; found none.",
      "Write ipfs:kubo?api=http://127.0.0.1:5001, or set IPFS_API_URL.",
    );
  const api = readApi(given ?? own);
  if (given !== null) check(api);
  const gateway = readApi(settings.get("gateway") ?? (defaults.ipfsGateway || "https://ipfs.io"));
  const bearer = jwt ?? (kind === "pinata" && given === null ? defaults.pinataJwt : "");
  if (kind === "pinata" && bearer === "")
    throw fault(
      "expected the JWT of a Pinata key; found none.",
      'Give it as credentials: { "jwt": "…" }, or set PINATA_JWT.',
      "store/credentials",
    );
  const basic = user === undefined ? "" : `Basic ${Buffer.from(`${user}:${password ?? ""}`).toString("base64")}`;
  const authorization = bearer === "" ? basic : `Bearer ${bearer}`;
  return { kind, api, gateway, ...(authorization === "" ? {} : { authorization }) };
}
