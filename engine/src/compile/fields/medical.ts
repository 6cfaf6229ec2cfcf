import { z } from "zod";
import { compose } from "../../kernels/compose.ts";
import { gridNumber, type Grid } from "../../kernels/number.ts";
import type { Phrase } from "../../kernels/phrase.ts";
import { powerOfTen } from "../../math/exact.ts";
import { bloodTypes, diagnoses, drugs, specialties, type Diagnosis, type Drug } from "../../words/medicine.ts";
import { allergies, departments } from "../../words/nature.ts";
import { defineType, type FieldType, type Made } from "../field-type.ts";
import { DIGITS, dictionaryOf, listType, literal, of, phraseMade, shapeMade } from "../making.ts";
import { facet, type Family } from "./facets.ts";

const diagnosis: Family<Diagnosis> = {
  name: "diagnosis",
  belongs: (type) => type.startsWith("medical.diagnosis"),
  things: diagnoses,
  weight: ({ weight }) => weight,
};
const drug: Family<Drug> = {
  name: "drug",
  belongs: (type) => type.startsWith("medical.drug"),
  things: drugs,
  weight: ({ weight }) => weight,
};

/** Whole units, normal, kept to what is seen in people. */
function measured(kind: "integer" | "decimal", mean: number, sd: number, first: number, last: number, scale = 0): Made {
  const perUnit = powerOfTen(scale);
  const grid: Grid = { first: first * perUnit, last: last * perUnit, step: 1, perUnit };
  return {
    kind,
    ...(scale > 0 ? { scale } : {}),
    kernel: gridNumber({ kind: "normal", mean, sd }, grid),
    does: `normal, mean ${mean}, sd ${sd}, from ${first} to ${last}`,
  };
}

function measure(name: string, summary: string, make: () => Made): FieldType {
  return defineType({ name, summary, params: z.object({}), lower: () => make() });
}

const weightedNames = (
  list: readonly { readonly name: string; readonly weight: number }[],
): readonly [string[], number[]] => [list.map(({ name }) => name), list.map(({ weight }) => weight)];
const doses: Phrase = {
  word: dictionaryOf(["5 mg", "10 mg", "20 mg", "25 mg", "40 mg", "50 mg", "75 mg", "100 mg", "250 mg", "500 mg"]),
};
const often: Phrase = {
  choice: ["once daily", "twice daily", "three times daily", "every 8 hours", "at bedtime", "as needed"],
  weights: [40, 25, 10, 8, 9, 8],
};

export const medicalTypes: readonly FieldType[] = [
  facet("medical.diagnosis", "A diagnosis", diagnosis, ({ name }) => name),
  facet("medical.diagnosis_code", "The code of the row's diagnosis (ICD-10-CM)", diagnosis, ({ code }) => code),
  facet("medical.diagnosis_chapter", "The chapter of the row's diagnosis", diagnosis, ({ chapter }) => chapter),
  facet("medical.drug", "A drug by its generic name", drug, ({ name }) => name),
  facet("medical.drug_class", "What kind the row's drug is", drug, ({ kind }) => kind),
  measure("medical.dosage", "How much of a drug and how often", () => phraseMade([doses, " ", often], "a dose")),
  listType("medical.blood_type", "A blood type, as frequent as in the United States", ...weightedNames(bloodTypes())),
  listType("medical.specialty", "A specialty of physicians", ...weightedNames(specialties())),
  listType("medical.department", "A department of a hospital", departments),
  listType("medical.allergy", "An allergy, mostly none", Object.keys(allergies), Object.values(allergies)),
  measure("medical.heart_rate", "Beats of the heart per minute, at rest", () => measured("integer", 74, 11, 42, 140)),
  defineType({
    name: "medical.blood_pressure",
    summary: "Blood pressure in mmHg: 122/78",
    params: z.object({}),
    lower(_, site) {
      const systolic = site.own("systolic", measured("integer", 124, 14, 85, 200));
      const diastolic = site.own("diastolic", measured("integer", 72, 7, 45, 84));
      return {
        kind: "text",
        kernel: compose([{ input: 0, type: systolic }, { text: "/" }, { input: 1, type: diastolic }]),
        inputs: [systolic, diastolic],
        does: "systolic over diastolic, the first always more",
      };
    },
  }),
  measure("medical.temperature", "Temperature of the body in °C", () => measured("decimal", 36.8, 0.4, 35, 41, 1)),
  measure("medical.oxygen_saturation", "Oxygen in the blood in percent", () => measured("integer", 97.5, 1.5, 85, 100)),
  measure("medical.respiratory_rate", "Breaths per minute", () => measured("integer", 16, 2.5, 8, 35)),
  measure("medical.height_cm", "Height of an adult in cm", () => measured("integer", 170, 10, 140, 210)),
  measure("medical.weight_kg", "Weight of an adult in kg", () => measured("decimal", 76, 15, 40, 180, 1)),
  defineType({
    name: "medical.record_number",
    summary: "A number of a patient's record: MRN-00482137",
    params: z.object({}),
    lower: (_, site) => shapeMade(site, [...literal("MRN-"), ...of(DIGITS, 8)], "a record number"),
  }),
];
