/** The form a woman's family name takes, where the language has one; the name itself where it does not. */
export function toFemale(name: string, code: string): string {
  if (code === "ru_RU") {
    return name
      .replace(/(ов|ев|ёв|ин|ын)$/, "$1а")
      .replace(/ский$/, "ская")
      .replace(/цкий$/, "цкая")
      .replace(/ой$/, "ая")
      .replace(/ый$/, "ая");
  }
  if (code === "uk_UA")
    return name
      .replace(/(ов|ев|єв|ін|їн)$/, "$1а")
      .replace(/ський$/, "ська")
      .replace(/цький$/, "цька")
      .replace(/ий$/, "а");
  if (code === "pl_PL") return name.replace(/(s|c|dz)ki$/, "$1ka");
  if (code === "el_GR")
    return name
      .replace(/όπουλος$/, "οπούλου")
      .replace(/ός$/, "ού")
      .replace(/ος$/, "ου")
      .replace(/ής$/, "ή")
      .replace(/ης$/, "η")
      .replace(/άς$/, "ά")
      .replace(/ας$/, "α");
  if (code === "cs_CZ" || code === "sk_SK") return toCzechFemale(name);
  return name;
}

function toCzechFemale(name: string): string {
  if (name.endsWith("něk")) return name.replace(/něk$/, "ňková");
  if (name === "Kadlec") return "Kadlecová";
  if (/[ýy]$/.test(name)) return name.replace(/ý$/, "á").replace(/y$/, "yová");
  if (/[íeůě]$/.test(name)) return name;
  if (/[ao]$/.test(name)) return name.replace(/[ao]$/, "ová");
  // The fleeting e of -ek and -ec; short stems such as Ček keep it.
  if (/[^aeiouyáéíóúůý]ek$/.test(name) && name.length > 3) return name.replace(/ek$/, "ková");
  if (/[^aeiouyáéíóúůý]ec$/.test(name)) return name.replace(/ec$/, "cová");
  return name + "ová";
}
