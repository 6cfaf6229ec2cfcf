import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { promisify } from "node:util";
import { LimitError } from "@semblance/engine";

const derive: (password: string, salt: Buffer, bytes: number, cost: ScryptOptions) => Promise<Buffer> =
  promisify(scrypt);

const LOG_COST = 16; // 2^16 blocks of 1 KiB: 64 MiB and about 0.2 s, above OWASP's least for scrypt with r = 8, p = 1 (2^17 is theirs with more memory)
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const AT_ONCE = 2; // of the four threads that Node has for such work; the others read files
const MAX_WAITING = 32;

/** Hashes passwords, a few at a time: each takes a core and 64 MiB for a while. */
export interface Passwords {
  /** `scrypt$<log2 of the cost>$<salt>$<hash>`. Throws LimitError where too many wait. */
  hash(password: string): Promise<string>;
  /** Whether it is the one; takes as long where there is none to compare with. Throws LimitError where too many wait. */
  verify(password: string, stored: string | null): Promise<boolean>;
}

export function openPasswords(logCost = LOG_COST): Passwords {
  let active = 0;
  const waiting: (() => void)[] = [];
  async function scrypted(password: string, salt: Buffer, log: number): Promise<Buffer> {
    if (active >= AT_ONCE) {
      if (waiting.length >= MAX_WAITING) {
        throw new LimitError(
          "too many passwords are being checked.\nTry again in a few seconds.",
          MAX_WAITING,
          waiting.length,
          "sign-ins",
        );
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else active++;
    try {
      const cost = { N: 2 ** log, r: 8, p: 1, maxmem: 2 ** (log + 11) };
      // NFKC: the same password typed on another keyboard may come in other code points (RFC 8265).
      return await derive(password.normalize("NFKC"), salt, HASH_BYTES, cost);
    } finally {
      const next = waiting.shift();
      if (next === undefined) active--;
      else next();
    }
  }
  const dummy = { log: logCost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const hash = await scrypted(password, salt, logCost);
      return `scrypt$${logCost}$${salt.toString("base64url")}$${hash.toString("base64url")}`;
    },
    async verify(password, stored) {
      const known = stored === null ? undefined : read(stored);
      const { log, salt, hash } = known ?? dummy;
      return timingSafeEqual(await scrypted(password, salt, log), hash) && known !== undefined;
    },
  };
}

function read(stored: string): { log: number; salt: Buffer; hash: Buffer } | undefined {
  const [, log, salt, hash] = /^scrypt\$(\d\d)\$([\w-]+)\$([\w-]{43})$/.exec(stored) ?? [];
  if (log === undefined || salt === undefined || hash === undefined) return undefined;
  return { log: Number(log), salt: Buffer.from(salt, "base64url"), hash: Buffer.from(hash, "base64url") };
}
