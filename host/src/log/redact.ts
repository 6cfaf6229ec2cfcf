/** What stands where a secret stood. */
const REDACTED = "***";

/** What must not be read, and what is left of it. They run over whole log lines, so none eats a quote or a backslash of JSON. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // A password in an address, with an @ or a / of its own; a colon with a port is none.
  [/(:\/\/[^\s:@/"'\\]*):(?!\d{1,5}(?:[/?#\s"'\\]|$))[^\s"'\\]*@/g, `$1:${REDACTED}@`],
  [
    /([?&#](?:api_key|apikey|key|token|access_token|refresh_token|password|secret|x-amz-signature|x-amz-credential|x-amz-security-token)=)[^&#\s"'\\]+/gi,
    `$1${REDACTED}`,
  ],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [
    /\b((?:x-api-key\s*:|(?:x-api-key|api[_-]?key|password|passwd|secret|token)\s*=)\s*)[^\s"',;&\\{}[\]]+/gi,
    `$1${REDACTED}`,
  ],
  [
    /("(?:authorization|(?:set-)?cookie|x-api-key|api_?key|password|secret|sealed|token)":)"(?:[^"\\]|\\.)*"/gi,
    `$1"${REDACTED}"`,
  ],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, REDACTED], // a JSON Web Token
  [/\b(?:sk|hf|smb|semblance|pk|gsk)[-_][\w-]{16,}/g, REDACTED], // keys of LLM services and ours
  [/\bAIza[\w-]{20,}/g, REDACTED], // keys of Google
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, REDACTED], // key ids of AWS
  // Drizzle tells the values of a statement that failed.
  [/(\\n|\n)params: .*?(?=\\n {4}at |\n {4}at |"[,}]|$)/g, `$1params: ${REDACTED}`],
];

/** The text without passwords, keys and tokens: for messages of others that people will read. */
export function redact(text: string): string {
  return SECRETS.reduce((sofar, [pattern, left]) => sofar.replace(pattern, left), text);
}

/** Names of fields whose value is a secret, whatever it is. */
const SECRET_NAMES =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api_?key|credentials?|password|password_?hash|passwd|secret|sealed|token|access_?token|refresh_?token|private_?key)$/i;

const MOST_DEPTH = 6;

/** The value with the fields that hold secrets covered, at any depth that is logged. */
export function cover(value: unknown, depth = 0): unknown {
  if (typeof value !== "object" || value === null || value instanceof Error || value instanceof Date) return value;
  if (depth === MOST_DEPTH) return Array.isArray(value) ? "[…]" : "{…}";
  if (Array.isArray(value)) return value.map((each) => cover(each, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, SECRET_NAMES.test(name) ? REDACTED : cover(each, depth + 1)]),
  );
}
