import type { FieldType, Types } from "../field-type.ts";
import { addressTypes } from "./address.ts";
import { aggregateTypes } from "./aggregate.ts";
import { basicTypes } from "./basic.ts";
import { cardTypes } from "./cards.ts";
import { clientTypes } from "./clients.ts";
import { codeTypes } from "./codes.ts";
import { commerceTypes } from "./commerce.ts";
import { companyTypes } from "./company.ts";
import { fakerType, fakerTypeNames } from "./faker.ts";
import { colourTypes, fileTypes } from "./files.ts";
import { financeTypes } from "./finance.ts";
import { idTypes } from "./ids.ts";
import { internetTypes } from "./internet.ts";
import { jobTypes } from "./job.ts";
import { lifecycleTypes } from "./lifecycle.ts";
import { listedTypes } from "./listed.ts";
import { listTypes } from "./lists.ts";
import { mapTypes } from "./map.ts";
import { medicalTypes } from "./medical.ts";
import { networkTypes } from "./network.ts";
import { numberTypes } from "./numbers.ts";
import { ordinalTypes } from "./ordinal.ts";
import { partTypes } from "./parts.ts";
import { patternTypes } from "./patterns.ts";
import { personTypes } from "./person.ts";
import { referenceTypes } from "./reference.ts";
import { runningTypes } from "./running.ts";
import { structureTypes } from "./structure.ts";
import { seriesTypes } from "./series.ts";
import { siblingTypes } from "./siblings.ts";
import { textTypes } from "./text.ts";
import { timeTypes } from "./times.ts";
import { totalTypes } from "./totals.ts";
import { vehicleTypes } from "./vehicles.ts";

/** Every field type; the order is that of the docs. */
export const fieldTypes: readonly FieldType[] = [
  ...basicTypes,
  ...idTypes,
  ...codeTypes,
  ...numberTypes,
  ...timeTypes,
  ...patternTypes,
  ...structureTypes,
  ...listedTypes,
  ...referenceTypes,
  ...mapTypes,
  ...ordinalTypes,
  ...siblingTypes,
  ...lifecycleTypes,
  ...seriesTypes,
  ...aggregateTypes,
  ...runningTypes,
  ...partTypes,
  ...textTypes,
  ...personTypes,
  ...addressTypes,
  ...companyTypes,
  ...jobTypes,
  ...internetTypes,
  ...networkTypes,
  ...clientTypes,
  ...financeTypes,
  ...cardTypes,
  ...commerceTypes,
  ...vehicleTypes,
  ...medicalTypes,
  ...fileTypes,
  ...colourTypes,
  ...listTypes,
];

const byName: ReadonlyMap<string, FieldType> = new Map(fieldTypes.map((type) => [type.name, type]));

/** Those that only rules make, in no list. */
const byRule: ReadonlyMap<string, FieldType> = new Map(totalTypes.map((type) => [type.name, type]));

/** All of them, and faker's methods where its module is given. */
export function openTypes(faker: unknown): Types {
  const called = new Map<string, FieldType | undefined>();
  return {
    get(name) {
      if (!name.startsWith("faker.") || faker === undefined) return byName.get(name) ?? byRule.get(name);
      if (!called.has(name)) called.set(name, fakerType(name, faker));
      return called.get(name);
    },
    *names() {
      yield* byName.keys();
      yield* fakerTypeNames(faker);
    },
  };
}
