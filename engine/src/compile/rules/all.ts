import { check } from "./check.ts";
import { lifecycle } from "./lifecycle.ts";
import type { RuleKind } from "./rule-kind.ts";
import { versions } from "./versions.ts";
import { when } from "./when.ts";

/** Every kind of rule; the order is that in which they are applied and listed. */
export const ruleKinds: readonly RuleKind[] = [lifecycle, versions, check, when];
