import { wordMap } from "./lexicon.ts";

/**
 * Words of other languages that hold a sentence together, as the English ones: lists of fields are then read, and
 * names stay as they are. A language of its own is a lexicon of its own.
 */
export const BORROWED: readonly { readonly locale: string; readonly words: Readonly<Record<string, string>> }[] = [
  {
    locale: "es_ES",
    words: wordMap(
      "genera=generate generar=generate crea=create crear=create haz=make necesito=need quiero=want dame=give con=with y=and o=or entre=between desde=since hasta=to único=unique unico=unique unica=unique unicos=unique opcional=optional filas=rows registros=records tabla=table cada=each tiene=has pedidos=orders",
      String,
    ),
  },
  {
    locale: "de_DE",
    words: wordMap(
      "erzeuge=generate generiere=generate erstelle=create brauche=need bitte=please mit=with und=and oder=or zwischen=between seit=since bis=to eindeutig=unique eindeutige=unique eindeutiger=unique zeilen=rows datensatze=records tabelle=table jeder=each jede=each hat=has",
      String,
    ),
  },
  {
    locale: "fr_FR",
    words: wordMap(
      "genere=generate generer=generate cree=create creer=create veux=want donne-moi=give avec=with et=and ou=or entre=between depuis=since unique=unique lignes=rows enregistrements=records chaque=each facultatif=optional",
      String,
    ),
  },
];
