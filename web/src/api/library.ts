import type { Analytics, Dataset, Extracted, Template, TemplateDraft } from "@semblance/host/api";
import { ask, withSearch } from "./http.ts";

export type { Analytics, Dataset, Template } from "@semblance/host/api";

/** One version of a template. */
export interface TemplateVersion {
  readonly version: number;
  readonly text: string;
  readonly note: string;
  readonly created_at: string;
}

const at = (id: string): string => `/api/templates/${encodeURIComponent(id)}`;

export const listTemplates = (): Promise<readonly Template[]> => ask("/api/templates");
export const readTemplate = (id: string): Promise<Template> => ask(at(id));
export const createTemplate = (draft: TemplateDraft): Promise<Template> =>
  ask("/api/templates", { method: "POST", body: draft });
export const changeTemplate = (id: string, draft: TemplateDraft): Promise<Template> =>
  ask(at(id), { method: "PUT", body: draft });
export const removeTemplate = (id: string): Promise<void> => ask(at(id), { method: "DELETE" });
export const listVersions = (id: string): Promise<readonly TemplateVersion[]> => ask(`${at(id)}/versions`);

export interface DatasetPage {
  readonly datasets: readonly Dataset[];
  readonly total: number;
}

export const listDatasets = (q: string, page: number): Promise<DatasetPage> =>
  ask(withSearch("/api/datasets", { q, page }));
export const removeDataset = (id: string): Promise<void> => ask(`/api/datasets/${id}`, { method: "DELETE" });
/** Brings a file to the server. */
export function uploadDataset(file: File): Promise<Dataset> {
  const form = new FormData();
  form.append("file", file, file.name);
  return ask("/api/datasets", { method: "POST", body: form });
}
/** A schema like the rows of a data set. */
export const extractDataset = (id: string): Promise<Extracted> =>
  ask("/api/schema/extract", { method: "POST", body: { from: "dataset", datasets: [id] } });

export const readAnalytics = (from: string, to: string): Promise<Analytics> =>
  ask(withSearch("/api/analytics", { from, to }));
