import { BlockList, isIP } from "node:net";

const addresses = new BlockList();
addresses.addSubnet("127.0.0.0", 8);
addresses.addAddress("::1", "ipv6");
addresses.addSubnet("::ffff:127.0.0.0", 104, "ipv6");

/** Whether an address or name means this machine and can be reached from it only. */
export function isLoopback(host: string): boolean {
  const bare = host.startsWith("[") ? host.slice(1, -1) : host;
  const family = isIP(bare);
  if (family === 0) return bare === "localhost" || bare.endsWith(".localhost"); // RFC 6761, 6.3
  return addresses.check(bare, family === 6 ? "ipv6" : "ipv4");
}
