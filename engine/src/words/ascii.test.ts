import { expect, test } from "vitest";
import { toAscii } from "./ascii.ts";

test("marks are stripped and whole letters are spelt out", () => {
  expect(toAscii("Łódź Ørsted Éire Đặng Kılıç Þór Straße", "pl")).toBe("Lodz Orsted Eire Dang Kilic Thor Strasse");
});

test("only German turns umlauts into two letters", () => {
  expect(toAscii("Jürgen Größe Ärger", "de_AT")).toBe("Juergen Groesse Aerger");
  expect(toAscii("Jürgen Åsa", "sv")).toBe("Jurgen Asa");
});

test("a letter and its mark apart are as one", () => {
  expect(toAscii("u\u0308ber", "de")).toBe("ueber");
});

test("other scripts are dropped, plain text is kept", () => {
  expect(toAscii("Иван O'Neil-Smith")).toBe(" O'Neil-Smith");
});
