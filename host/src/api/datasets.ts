import { z } from "zod";
import { wholeOr } from "./whole.ts";

/** A file that a user brought. */
export const Dataset = z
  .object({
    id: z.uuid(),
    name: z.string(),
    bytes: z.number().int(),
    sha256: z.string(),
    created_at: z.string(),
    /** Where to get it. */
    url: z.string(),
  })
  .meta({ id: "Dataset" });
export type Dataset = z.infer<typeof Dataset>;

/** Query of lists that go by name. */
export const ListQuery = z.object({
  /** Words of the name. */
  q: z.string().max(200).optional().describe("Words of the name."),
  page: wholeOr(1, 1, 1_000_000),
  page_size: wholeOr(50, 1, 200),
});
export type ListQuery = z.infer<typeof ListQuery>;

export const DatasetPage = z
  .object({
    datasets: z.array(Dataset),
    total: z.number().int(),
    page: z.number().int(),
    page_size: z.number().int(),
  })
  .meta({ id: "DatasetPage" });
