import { rulesTexts as texts } from "../../texts/rules.ts";

type Rule = Readonly<Record<string, unknown>>;

/** The kinds of rules, each with a form. */
export const FORM_KINDS = [
  "check",
  "when",
  "one_hot",
  "one_of",
  "any_of",
  "combinations",
  "parts",
  "total",
  "lifecycle",
  "versions",
] as const;
export type FormKind = (typeof FORM_KINDS)[number];

/** Which kind a rule is; empty for none that we know. */
export const kindOf = (rule: Rule): FormKind | "" =>
  (rule["when"] === undefined ? FORM_KINDS.find((kind) => kind !== "when" && rule[kind] !== undefined) : "when") ?? "";

const names = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(", ") : String(value));

/** A rule in words. */
export function ruleSentence(rule: Rule): string {
  if (typeof rule["description"] === "string") return rule["description"];
  switch (kindOf(rule)) {
    case "check":
      return String(rule["check"]);
    case "when":
      return texts.ruleWhen(String(rule["when"]), String(rule["then"]));
    case "one_hot":
      return texts.ruleOneHot(names(rule["one_hot"]));
    case "one_of":
      return texts.ruleOneOf(names(rule["one_of"]));
    case "any_of":
      return texts.ruleAnyOf(names(rule["any_of"]));
    case "combinations":
      return texts.ruleCombinations(names(rule["combinations"]), Array.isArray(rule["of"]) ? rule["of"].length : 0);
    case "parts":
      return texts.ruleParts(names(rule["parts"]), String(rule["of"] ?? rule["sum"]));
    case "total":
      return texts.ruleTotal(String(rule["total"]));
    case "lifecycle":
      return texts.ruleLifecycle(String(rule["lifecycle"]));
    case "versions":
      return texts.ruleVersions(String(rule["versions"]));
    default:
      return JSON.stringify(rule);
  }
}
