/** Countries whose addresses can be made: the code, its three letters, its English name, and what else people write. */
const COUNTRIES: readonly (readonly [code: string, alpha3: string, name: string, others: string])[] = [
  ["AT", "AUT", "Austria", "österreich oesterreich autriche"],
  ["AU", "AUS", "Australia", "australien australie"],
  ["BE", "BEL", "Belgium", "belgien belgique belgië bélgica"],
  ["BR", "BRA", "Brazil", "brasil brasilien brésil"],
  ["CA", "CAN", "Canada", "kanada canadá"],
  ["CH", "CHE", "Switzerland", "schweiz suisse svizzera suiza"],
  ["DE", "DEU", "Germany", "deutschland allemagne alemania germania"],
  ["DK", "DNK", "Denmark", "danmark dänemark danemark"],
  ["ES", "ESP", "Spain", "españa espana spanien espagne"],
  ["FI", "FIN", "Finland", "suomi finnland finlande"],
  ["FR", "FRA", "France", "frankreich francia"],
  ["GB", "GBR", "United Kingdom", "uk great_britain england großbritannien royaume-uni reino_unido"],
  ["IE", "IRL", "Ireland", "eire irland irlande"],
  ["IN", "IND", "India", "indien inde"],
  ["IT", "ITA", "Italy", "italia italien italie"],
  ["JP", "JPN", "Japan", "japon 日本"],
  ["MX", "MEX", "Mexico", "méxico mexiko mexique"],
  ["NL", "NLD", "Netherlands", "the_netherlands holland nederland niederlande pays-bas"],
  ["NO", "NOR", "Norway", "norge norwegen norvège"],
  ["PL", "POL", "Poland", "polska polen pologne"],
  ["PT", "PRT", "Portugal", ""],
  ["SE", "SWE", "Sweden", "sverige schweden suède"],
  [
    "US",
    "USA",
    "United States",
    "united_states_of_america u.s.a. u.s. america vereinigte_staaten états-unis estados_unidos",
  ],
];

const spoken = (text: string): string => text.trim().toLowerCase().replaceAll(" ", "_");

const codes = new Map(
  COUNTRIES.flatMap(([code, alpha3, name, others]) =>
    [code, alpha3, name, ...others.split(" ")]
      .filter((word) => word !== "")
      .map((word) => [spoken(word), code] as const),
  ),
);
const englishNames = new Map(COUNTRIES.map(([code, , name]) => [code, name]));

/** The ISO 3166 code of a country by any of its names; undefined for countries whose addresses cannot be made. */
export const countryCode = (text: string): string | undefined => codes.get(spoken(text));

/** The name in English that addresses have. */
export const countryName = (code: string): string => englishNames.get(code) ?? code;

/** Names of columns that one language alone has, and where it is mostly spoken. */
const HEADINGS: Readonly<Record<string, string>> = {
  de_DE:
    "vorname nachname familienname strasse straße hausnummer plz postleitzahl ort stadt anschrift geburtsdatum geschlecht telefon kunde kunden kundennummer bestellung bestellungen rechnung rechnungen betrag datum firma land name_des_kunden bezeichnung menge preis artikel artikelnummer",
  fr_FR:
    "prenom prénom nom_de_famille adresse_postale code_postal ville rue date_naissance date_de_naissance sexe telephone téléphone commande facture montant prix quantite quantité societe société entreprise",
  es_ES:
    "nombre apellido apellidos direccion dirección ciudad calle codigo_postal código_postal fecha fecha_nacimiento telefono teléfono pedido factura importe precio cantidad empresa provincia cliente",
  it_IT:
    "cognome indirizzo citta città via cap codice_fiscale data_di_nascita data_nascita telefono ordine fattura importo prezzo quantita quantità azienda provincia cliente",
  nl_NL:
    "voornaam achternaam straat straatnaam huisnummer postcode woonplaats geboortedatum geslacht telefoon klant klantnummer bestelling factuur bedrag prijs aantal bedrijf",
  pt_BR:
    "sobrenome endereco endereço cidade bairro rua cep data_nascimento telefone pedido fatura valor preco preço quantidade empresa cliente",
  pl_PL:
    "imie imię nazwisko ulica miasto kod_pocztowy data_urodzenia telefon zamowienie zamówienie faktura kwota cena ilosc ilość firma",
  sv_SE:
    "förnamn fornamn efternamn gata gatuadress postnummer postort födelsedatum kön telefon kund beställning faktura belopp pris antal företag",
};
const ENOUGH = 3; // names of columns that speak a language

const headings = Object.entries(HEADINGS).map(([locale, words]) => [locale, new Set(words.split(" "))] as const);

/** The locale whose language the names of columns speak; undefined where they are English, or too few say so. */
export function localeOfNames(names: readonly string[]): string | undefined {
  const counted = headings
    .map(([locale, words]) => ({ locale, hits: new Set(names.filter((name) => words.has(name))).size }))
    .sort((a, b) => b.hits - a.hits);
  const [best, next] = counted;
  return best !== undefined && best.hits >= ENOUGH && best.hits > (next?.hits ?? 0) ? best.locale : undefined;
}
