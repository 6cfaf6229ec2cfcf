/** Patches the text of one row at [from, to): its last place, or where the standard has it. */
type Stamp = (bytes: Uint8Array, from: number, to: number) => void;

const ZERO = 48;

/** Luhn's digit in the last place. ISO/IEC 7812-1, annex B. */
export const luhn: Stamp = (bytes, from, to) => {
  let sum = 0;
  for (let k = to - 2, double = true; k >= from; k--, double = !double) {
    let d = bytes[k]! - ZERO;
    if (double && (d *= 2) > 9) d -= 9;
    sum += d;
  }
  bytes[to - 1] = ZERO + ((10 - (sum % 10)) % 10);
};

/** The digit of EAN-13, ISBN-13 and UPC-A in the last place: weights 3, 1, 3, ... from the right; other characters are skipped. GS1 General Specifications, 7.9. */
export const ean: Stamp = (bytes, from, to) => {
  let sum = 0;
  let weight = 3;
  for (let k = to - 2; k >= from; k--) {
    const d = bytes[k]! - ZERO;
    if (d < 0 || d > 9) continue;
    sum += d * weight;
    weight = 4 - weight;
  }
  bytes[to - 1] = ZERO + ((10 - (sum % 10)) % 10);
};

/** The ninth digit of an ABA routing number: weights 3, 7, 1. ANSI X9.9; Federal Reserve, routing number policy. */
export const aba: Stamp = (bytes, from, to) => {
  let sum = 0;
  for (let k = from; k < to - 1; k++) sum += (bytes[k]! - ZERO) * [3, 7, 1][(k - from) % 3]!;
  bytes[to - 1] = ZERO + ((10 - (sum % 10)) % 10);
};

/** Two digits in places 2 and 3 so that the number is 1 modulo 97. ISO 13616-1 (IBAN), ISO 7064 MOD 97-10. */
export const iban: Stamp = (bytes, from, to) => {
  let rest = 0;
  const take = (c: number): void => {
    rest = c >= 65 ? (rest * 100 + c - 55) % 97 : (rest * 10 + c - ZERO) % 97;
  };
  for (let k = from + 4; k < to; k++) take(bytes[k]!);
  take(bytes[from]!);
  take(bytes[from + 1]!);
  const check = 98 - ((rest * 100) % 97);
  bytes[from + 2] = ZERO + Math.floor(check / 10);
  bytes[from + 3] = ZERO + (check % 10);
};

/** Luhn's digit over digits and letters (A = 10 ... Z = 35) in the last place. ISO 6166 (ISIN), annex B. */
export const isin: Stamp = (bytes, from, to) => {
  let sum = 0;
  let double = true;
  const take = (digit: number): void => {
    const d = double ? digit * 2 : digit;
    sum += d > 9 ? d - 9 : d;
    double = !double;
  };
  for (let k = to - 2; k >= from; k--) {
    const c = bytes[k]!;
    if (c < 65) take(c - ZERO);
    else {
      take((c - 55) % 10);
      take(Math.floor((c - 55) / 10));
    }
  }
  bytes[to - 1] = ZERO + ((10 - (sum % 10)) % 10);
};

const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VIN_VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";

/** The ninth character of a vehicle identification number. 49 CFR 565.15(c). */
export const vin: Stamp = (bytes, from) => {
  let sum = 0;
  for (let k = 0; k < 17; k++) {
    const c = bytes[from + k]!;
    sum += (c < 65 ? c - ZERO : VIN_VALUES.indexOf(String.fromCharCode(c)) % 10) * VIN_WEIGHTS[k]!;
  }
  const rest = sum % 11;
  bytes[from + 8] = rest === 10 ? 88 : ZERO + rest;
};
