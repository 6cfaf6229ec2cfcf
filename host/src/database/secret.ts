import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { invariant, SchemaError, WorldError } from "@semblance/engine";

/** Makes texts unreadable for whoever has the database but not the secret. */
export interface Secret {
  /** Seals a text; twice the same text gives two seals. */
  seal(text: string): string;
  /** The text again. Throws WorldError where it was sealed with another secret or changed since. */
  open(sealed: string): string;
}

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const IV_BYTES = 12; // NIST SP 800-38D, 8.2.1
const TAG_BYTES = 16;
const LEAST_LENGTH = 16;
const MARK = "v1.";

/** Two processes that start at once keep the same file: the first whole one stays. */
async function keptKey(home: string): Promise<string> {
  const path = join(home, "secret");
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    const draft = `${path}.${randomUUID()}`;
    const file = await open(draft, "wx", 0o600);
    await file.writeFile(`${randomBytes(KEY_BYTES).toString("base64url")}\n`);
    await file.sync();
    await file.close();
    await linkOnce(draft, path);
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new WorldError(
      `${path}: the secret cannot be kept (${code ?? String(error)}).\nMake its folder writable, or give SEMBLANCE_SECRET.`,
      "disk",
      false,
      error,
    );
  }
}

async function linkOnce(draft: string, path: string): Promise<void> {
  try {
    await link(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EPERM" || code === "ENOTSUP") return rename(draft, path); // a file system without links
    if (code !== "EEXIST") throw error;
  }
  await rm(draft, { force: true });
}

function sealWith(key: Buffer): Secret {
  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return MARK + Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed) {
      invariant(sealed.startsWith(MARK), "only what was sealed is opened");
      const bytes = Buffer.from(sealed.slice(MARK.length), "base64url");
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
          "utf8",
        );
      } catch (error) {
        throw new WorldError(
          "the secret is not the one that this was sealed with.\n" +
            "Give all processes the same SEMBLANCE_SECRET, or bring back the file `secret` of SEMBLANCE_HOME.",
          "secret",
          false,
          error,
        );
      }
    },
  };
}

/** Complains of a secret that could be guessed; none is fine. Throws SchemaError. */
export function checkSecret(given: string): void {
  if (given === "" || given.length >= LEAST_LENGTH) return;
  const message = `expected at least ${LEAST_LENGTH} signs; found ${given.length}.`;
  throw new SchemaError([
    { path: "SEMBLANCE_SECRET", code: "server/secret", message, hint: "Make one with: openssl rand -base64 32" },
  ]);
}

/** Opens the server's secret: the given one, or that of a file in `home`, made with mode 0600 when first needed. Throws SchemaError or WorldError. */
export async function openSecret(home: string, given: string): Promise<Secret> {
  checkSecret(given);
  const text = given === "" ? (await keptKey(home)).trim() : given;
  return sealWith(Buffer.from(hkdfSync("sha256", text, "", "semblance seal", KEY_BYTES)));
}
