/** One generated file `data/country-<CC>.ts`: text that is split on first use. */
export interface CountryData {
  readonly code: string;
  readonly alpha3: string;
  readonly name: string;
  readonly locale: string;
  readonly currency: string;
  readonly callingCode: string;
  readonly trunk: string;
  readonly street: string;
  readonly numbers: { readonly from: number; readonly to: number };
  readonly units: string;
  readonly line: string;
  readonly postalLabel: string;
  readonly postalLetters: string;
  readonly phoneRange: "reserved" | "unassigned";
  readonly regions: string;
  readonly landlines: string;
  readonly mobiles: string;
  readonly cities: string;
}
