import type { RuleKind } from "./rule-kind.ts";

/** Every kind of rule; the order is that in which they are applied and listed. */
export const ruleKinds: readonly RuleKind[] = [];
