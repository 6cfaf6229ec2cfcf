import { anyOf } from "./any-of.ts";
import { check } from "./check.ts";
import { combinations } from "./combinations.ts";
import { lifecycle } from "./lifecycle.ts";
import { oneHot } from "./one-hot.ts";
import { oneOf } from "./one-of.ts";
import { parts } from "./parts.ts";
import type { RuleKind } from "./rule-kind.ts";
import { total } from "./total.ts";
import { versions } from "./versions.ts";
import { when } from "./when.ts";

/** Every kind of rule; the order is that in which they are applied and listed. */
export const ruleKinds: readonly RuleKind[] = [
  lifecycle,
  versions,
  total,
  combinations,
  oneHot,
  oneOf,
  anyOf,
  parts,
  check,
  when,
];
