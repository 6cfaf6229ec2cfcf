import createFetch, { type Client } from "openapi-fetch";
import type { components, paths } from "./paths.d.ts";

/** A shape of the API by its name: `Shape<"Job">`. */
export type Shape<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** Calls of the API by method and path, with the types of its OpenAPI document. */
export type SemblanceClient = Client<paths>;

export interface ClientOptions {
  /** A key of the API; a browser that is signed in needs none. */
  readonly key?: string | undefined;
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A client of the server at an address. Calls give `data`, or `error`: a problem of RFC 9457. */
export function createClient(address: string, { key, fetch }: ClientOptions = {}): SemblanceClient {
  return createFetch<paths>({
    baseUrl: address,
    // A page that is signed in proves with this header that the request is its own.
    headers: key === undefined ? { "X-Requested-With": "semblance" } : { "X-API-Key": key },
    ...(fetch === undefined ? {} : { fetch }),
  });
}
