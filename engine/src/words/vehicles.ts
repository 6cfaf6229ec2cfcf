import * as data from "./data/vehicles.ts";
import { once, readRows, readWeighted } from "./read.ts";
import type { Weighted } from "./read.ts";

export interface VehicleModel {
  readonly name: string;
  /** One of `bodies()`. */
  readonly body: string;
  /** Typical price when new, thousands of USD (about 2024). */
  readonly price: number;
}

export interface Make {
  readonly name: string;
  /** ISO 3166-1 alpha-2 of the home of the marque. */
  readonly country: string;
  readonly weight: number;
  /** At least four, all of this make. */
  readonly models: readonly VehicleModel[];
}

/** Makes with their models, so that make, model, body and price agree. */
export const makes: () => readonly Make[] = once(() =>
  readRows(data.makes).map(([name = "", country = "", weight = "", ...models]) => {
    return {
      name,
      country,
      weight: Number(weight),
      models: models.map((entry) => {
        const [model = "", body = "", price = ""] = entry.split(":");
        return { name: model, body, price: Number(price) };
      }),
    };
  }),
);

export const fuels: () => readonly Weighted[] = once(() => readWeighted(data.fuels));

/** Body types with their rough share of new cars. */
export const bodies: () => readonly Weighted[] = once(() => readWeighted(data.bodies));

/** Letters of a vehicle identification number: no I, O or Q (ISO 3779). */
export const vinLetters = "ABCDEFGHJKLMNPRSTUVWXYZ";
