import { z } from "zod";

/** Digits alone, where `Number` takes "", "0x10" and lists of one for numbers as well. */
const digitsOnly = (text: unknown): unknown =>
  text === undefined || (typeof text === "string" && /^-?\d{1,16}$/.test(text)) ? text : Number.NaN;

const between = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** A whole number as addresses have it. */
export const wholeIn = (least: number, most: number) => z.preprocess(digitsOnly, between(least, most));

/** The same, and what it is where it is not said. */
export const wholeOr = (otherwise: number, least: number, most: number) =>
  z.preprocess(digitsOnly, between(least, most).default(otherwise));
