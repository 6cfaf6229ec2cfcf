import * as data from "./data/medicine.ts";
import { once, readRows, readWeighted } from "./read.ts";
import type { Weighted } from "./read.ts";

export interface Diagnosis {
  /** ICD-10-CM, with its dot. */
  readonly code: string;
  readonly name: string;
  readonly weight: number;
  /** Chapter of the classification, in short. */
  readonly chapter: string;
}

export interface Drug {
  /** Generic (non-proprietary) name. */
  readonly name: string;
  readonly kind: string;
  readonly weight: number;
}

/** Common diagnoses with their real codes; weights are our rough order of how often primary care sees them. */
export const diagnoses: () => readonly Diagnosis[] = once(() =>
  readRows(data.diagnoses).map(([code = "", name = "", weight = "", chapter = ""]) => ({
    code,
    name,
    weight: Number(weight),
    chapter,
  })),
);

/** Common drugs by generic name. */
export const drugs: () => readonly Drug[] = once(() =>
  readRows(data.drugs).map(([name = "", kind = "", weight = ""]) => ({ name, kind, weight: Number(weight) })),
);

/** The eight ABO and Rh types, weighted as in the United States. */
export const bloodTypes: () => readonly Weighted[] = once(() => readWeighted(data.bloodTypes));

/** Medical specialties, weighted roughly by physicians. */
export const specialties: () => readonly Weighted[] = once(() => readWeighted(data.specialties));
