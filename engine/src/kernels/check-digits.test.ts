import * as fc from "fast-check";
import { expect, test } from "vitest";
import { aba, ean, iban, isin, luhn, vin } from "./check-digits.ts";

// Each standard once more, written the other way round: over text, from its definition.
const isLuhn = (text: string): boolean =>
  [...text]
    .reverse()
    .reduce(
      (sum, c, k) => sum + (k % 2 === 0 ? Number(c) : ((Number(c) * 2) % 10) + Math.floor((Number(c) * 2) / 10)),
      0,
    ) %
    10 ===
  0;
const isEan = (text: string): boolean =>
  [...text.replaceAll("-", "").padStart(14, "0")].reduce((sum, c, k) => sum + Number(c) * (k % 2 === 0 ? 3 : 1), 0) %
    10 ===
  0;
const isAba = (text: string): boolean =>
  [...text].reduce((sum, c, k) => sum + Number(c) * [3, 7, 1][k % 3]!, 0) % 10 === 0;
const isIban = (text: string): boolean =>
  BigInt([...text.slice(4), ...text.slice(0, 4)].map((c) => parseInt(c, 36)).join("")) % 97n === 1n;
const isIsin = (text: string): boolean => isLuhn([...text].map((c) => parseInt(c, 36)).join(""));
function isVin(text: string): boolean {
  const values: Record<string, number> = {
    A: 1,
    B: 2,
    C: 3,
    D: 4,
    E: 5,
    F: 6,
    G: 7,
    H: 8,
    J: 1,
    K: 2,
    L: 3,
    M: 4,
    N: 5,
    P: 7,
    R: 9,
    S: 2,
    T: 3,
    U: 4,
    V: 5,
    W: 6,
    X: 7,
    Y: 8,
    Z: 9,
  };
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
  const rest = [...text].reduce((sum, c, k) => sum + (values[c] ?? Number(c)) * weights[k]!, 0) % 11;
  return text[8] === (rest === 10 ? "X" : String(rest));
}

function stamped(stamp: (bytes: Uint8Array, from: number, to: number) => void, text: string): string {
  const bytes = new TextEncoder().encode(`..${text}..`);
  stamp(bytes, 2, bytes.length - 2);
  const all = new TextDecoder().decode(bytes);
  expect(all.slice(0, 2) + all.slice(-2)).toBe("....");
  return all.slice(2, -2);
}

const text = (characters: string, length: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...characters), { minLength: length, maxLength: length }).map((list) => list.join(""));
const DIGITS = "0123456789";
const ALNUM = `${DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

test("numbers of the real world are found right", () => {
  expect(isLuhn("4111111111111111") && isLuhn("378282246310005")).toBe(true);
  expect(isEan("978-3-16-148410-0") && isEan("4006381333931") && isEan("036000291452")).toBe(true);
  expect(isIban("GB82WEST12345698765432") && isIban("DE89370400440532013000")).toBe(true);
  expect(isIsin("US0378331005") && isVin("1M8GDM9AXKP042788") && isAba("021000021")).toBe(true);
  expect(stamped(luhn, "4111111111111110")).toBe("4111111111111111");
  expect(stamped(ean, "978-3-16-148410-x")).toBe("978-3-16-148410-0");
  expect(stamped(iban, "GB00WEST12345698765432")).toBe("GB82WEST12345698765432");
  expect(stamped(isin, "US0378331000")).toBe("US0378331005");
  expect(stamped(vin, "1M8GDM9A0KP042788")).toBe("1M8GDM9AXKP042788");
  expect(stamped(aba, "021000020")).toBe("021000021");
});

test("every stamped number has the check digit of its standard", () => {
  expect.hasAssertions();
  fc.assert(fc.property(text(DIGITS, 16), (digits) => isLuhn(stamped(luhn, digits))));
  fc.assert(fc.property(text(DIGITS, 13), (digits) => isEan(stamped(ean, digits))));
  fc.assert(fc.property(text(DIGITS, 12), (digits) => isEan(stamped(ean, digits))));
  fc.assert(fc.property(text(DIGITS, 9), (digits) => isAba(stamped(aba, digits))));
  fc.assert(fc.property(text(ALNUM, 18), (rest) => isIban(stamped(iban, `FR00${rest}`))));
  fc.assert(fc.property(text(ALNUM, 9), (rest) => isIsin(stamped(isin, `ZZ${rest}0`))));
  fc.assert(fc.property(text("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", 17), (rest) => isVin(stamped(vin, rest))));
});
