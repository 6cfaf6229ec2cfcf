import { didYouMean, SchemaError } from "@semblance/engine";

/** Where objects are. */
export interface S3Place {
  readonly bucket: string;
  /** Without slashes around it; may be empty. */
  readonly prefix: string;
  /** Of a server that is not AWS. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  /** The bucket is in the path, not in the host's name. */
  readonly pathStyle: boolean;
}

const SETTINGS = ["endpoint", "region", "path_style"];
const SECRETS = /key|secret|token|password|credential/i;
const EXAMPLE =
  "Write s3://bucket/prefix, or s3://bucket/prefix?endpoint=http://host:9000 for a server that is not AWS.";

function fault(message: string, hint = EXAMPLE): SchemaError {
  return new SchemaError([{ path: "store", code: "store/address", message, hint }]);
}

function refuseSecrets(): never {
  throw new SchemaError([
    {
      path: "store",
      code: "store/secret-in-address",
      message: "expected an address without credentials: it is kept and shown.",
      hint: "Give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or as `credentials` of the request, and drop them from the address.",
    },
  ]);
}

function readEndpoint(text: string): string {
  if (!URL.canParse(text)) throw fault(`expected endpoint=http://host:port; found ${text.slice(0, 200)}.`);
  const { protocol, username, password, origin, pathname } = new URL(text);
  if (username !== "" || password !== "") refuseSecrets();
  if (protocol !== "http:" && protocol !== "https:")
    throw fault(`expected an endpoint of http or https; found ${protocol}`);
  return pathname === "/" ? origin : origin + pathname;
}

/** Reads `s3://bucket/prefix?endpoint=…&region=…&path_style=…`. Throws SchemaError `store/address` or `store/secret-in-address`. */
export function readS3Address(address: string): S3Place {
  if (/^s3:\/\/[^/?#]*@/i.test(address)) refuseSecrets();
  const [, bucket = "", path = "", query = ""] = /^s3:\/\/([^/?#]*)\/?([^?#]*)(?:\?([^#]*))?$/i.exec(address) ?? [];
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/.test(bucket))
    throw fault(bucket === "" ? "expected the name of a bucket; found none." : `there can be no bucket ${bucket}.`);
  const prefix = path.replace(/\/+$/, "");
  if (prefix !== "" && !/^[A-Za-z0-9._=-]+(\/[A-Za-z0-9._=-]+)*$/.test(prefix))
    throw fault(`expected a prefix of A-Z a-z 0-9 - _ . = with / between; found ${prefix.slice(0, 200)}.`);
  const settings = new URLSearchParams(query);
  for (const name of settings.keys()) {
    if (SETTINGS.includes(name)) continue;
    if (SECRETS.test(name)) refuseSecrets();
    throw fault(`there is no setting ${name.slice(0, 80)}.`, didYouMean(name, SETTINGS));
  }
  const given = settings.get("endpoint");
  const endpoint = given === null || given === "" ? undefined : readEndpoint(given);
  const style = settings.get("path_style") ?? String(endpoint !== undefined);
  if (style !== "true" && style !== "false")
    throw fault(`expected path_style=true or path_style=false; found ${style.slice(0, 80)}.`);
  return { bucket, prefix, endpoint, region: settings.get("region") ?? undefined, pathStyle: style === "true" };
}
