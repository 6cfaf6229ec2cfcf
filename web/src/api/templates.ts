import type { Template as Whole } from "@semblance/host/api";

/** What the page needs of a template. */
export type Template = Pick<Whole, "name" | "summary" | "text"> & Partial<Pick<Whole, "builtin">>;

const isTemplate = (value: unknown): value is Template => {
  const { name, summary, text } = (value ?? {}) as Partial<Record<keyof Template, unknown>>;
  return typeof name === "string" && typeof summary === "string" && typeof text === "string";
};

/** The templates that the server offers; none where there is no server behind the page. */
export async function readTemplates(): Promise<readonly Template[]> {
  try {
    const response = await fetch("/api/templates");
    const body: unknown = response.ok ? await response.json() : [];
    return Array.isArray(body) ? body.filter(isTemplate) : [];
  } catch {
    return [];
  }
}
