import type { FieldGuess } from "./name-rules.ts";

/** Texts by the names that JSON Schema has for them. */
export const FORMATS: Readonly<Record<string, FieldGuess>> = {
  email: { type: "internet.email" },
  "idn-email": { type: "internet.email" },
  uri: { type: "internet.url" },
  url: { type: "internet.url" },
  iri: { type: "internet.url" },
  "uri-reference": { type: "internet.url" },
  hostname: { type: "internet.domain" },
  "idn-hostname": { type: "internet.domain" },
  ipv4: { type: "internet.ipv4" },
  "ip-address": { type: "internet.ipv4" },
  ipv6: { type: "internet.ipv6" },
  password: { type: "internet.password" },
  phone: { type: "phone.number" },
  "color-hex": { type: "regex", pattern: "#[0-9a-f]{6}" },
};
