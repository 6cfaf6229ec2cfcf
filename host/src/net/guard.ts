import { lookup as resolve } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { SchemaError } from "@semblance/engine";

/** Keeps calls that strangers ask for out of the networks that only we can reach. */
export interface Guard {
  /** Throws SchemaError `net/private` where an address names a place that is not public. Names are looked up when they are called: take `lookup` too. */
  check(address: string): void;
  /** For `http.Agent` and its like: looks a name up, and fails where it stands for a place that is not public. */
  readonly lookup: LookupFunction;
}

/** Nobody but the machine itself has business there: credentials of clouds are told there. */
const LOCAL_LINKS = listOf(["169.254.0.0/16", "fe80::/10", "fd00:ec2::/32"]);

// https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
const PRIVATE = listOf(
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.168.0.0/16 198.18.0.0/15".split(
    " ",
  ),
  "198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ::/127 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001:db8::/32 fc00::/7 ff00::/8".split(
    " ",
  ),
);

function listOf(...nets: readonly (readonly string[])[]): BlockList {
  const list = new BlockList();
  for (const net of nets.flat()) {
    const [address = "", bits = ""] = net.split("/");
    list.addSubnet(address, Number(bits), address.includes(":") ? "ipv6" : "ipv4");
  }
  return list;
}

const familyOf = (ip: string): "ipv4" | "ipv6" => (isIP(ip) === 6 ? "ipv6" : "ipv4");

/** Whether an IP address is the machine itself. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function fault(host: string): SchemaError {
  const message = `expected a public address; found ${host}.`;
  const hint = "Private networks may be named where the server listens on loopback alone.";
  return new SchemaError([{ path: "address", code: "net/private", message, hint }]);
}

/** With `allowPrivate` loopback and private networks are fine: the server itself is only heard on loopback. */
export function openGuard({ allowPrivate }: { readonly allowPrivate: boolean }): Guard {
  const isRefused = (ip: string): boolean =>
    LOCAL_LINKS.check(ip, familyOf(ip)) || (!allowPrivate && PRIVATE.check(ip, familyOf(ip)));
  return {
    check(address) {
      const host = new URL(address).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
      if (isIP(host) !== 0 ? isRefused(host) : isLoopback(host) && !allowPrivate) throw fault(host);
    },
    lookup(name, options, answer) {
      resolve(name, { ...options, all: true }, (error, addresses) => {
        if (error !== null) return answer(error, []);
        const refused = addresses.find(({ address }) => isRefused(address));
        if (refused !== undefined) return answer(fault(`${name}, which is ${refused.address}`), []);
        const [first] = addresses;
        if (options.all === true) return answer(null, addresses);
        return answer(null, first!.address, first!.family);
      });
    },
  };
}
