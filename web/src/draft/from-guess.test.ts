import { describe as read } from "@semblance/engine";
import { expect, test } from "vitest";
import { describeWords } from "../preview/describe-words.ts";
import { editTexts } from "./edit-text.ts";
import { choiceIn, toChoiceEdits } from "./from-guess.ts";
import { openHistory, remember, undo } from "./history.ts";
import { readDraft } from "./read.ts";

const NOW = Date.parse("2026-01-01");
const WORDS =
  "customers with name, optional gizmo and loyalty level, and their orders. Orders have a quantity, a placed date, notes and whether they are paid";
const { text, guesses } = describeWords(WORDS, NOW);
const valueOf = (yaml: string): unknown => readDraft(yaml)!.value;
const take = (yaml: string, choice: (typeof guesses)[number]["choices"][number]): string =>
  editTexts(yaml, toChoiceEdits(valueOf(yaml), choice));

test("the guesses are there, and the schema has the first choice of each", () => {
  expect(guesses.length).toBeGreaterThan(6);
  expect(guesses).toEqual(read(WORDS, { now: NOW }).guesses);
  for (const { choices } of guesses) expect(choiceIn(valueOf(text), choices)).toBe(0);
});

test("a choice that is taken is the one that the schema has, and the way back leads to the same schema", () => {
  for (const { choices } of guesses) {
    choices.forEach((choice, k) => {
      const taken = take(text, choice);
      expect(choiceIn(valueOf(taken), choices)).toBe(k);
      expect(valueOf(take(taken, choices[0]!))).toEqual(valueOf(text));
      const other = choices[(k + 1) % choices.length]!;
      expect(valueOf(take(taken, other))).toEqual(valueOf(take(text, other)));
    });
  }
});

test("choices of different guesses stand together, and each is one step back", () => {
  let history = openHistory(text);
  for (const { choices } of guesses) history = remember(history, take(history.now.text, choices[1]!), "", 0);
  for (const { choices } of guesses) expect(choiceIn(valueOf(history.now.text), choices)).toBe(1);
  for (const _ of guesses) history = undo(history);
  expect(history.now.text).toBe(text);
});

test("what is changed by hand is none of the choices, and what is gone is left alone", () => {
  const rows = guesses.find(({ path }) => path === "tables.customers.rows")!;
  const name = guesses.find(({ path }) => path.endsWith("fields.name"))!;
  const byHand = editTexts(text, [{ do: "set", at: ["tables", "customers", "rows"], value: 77 }]);
  expect(choiceIn(valueOf(byHand), rows.choices)).toBe(-1);
  const gone = editTexts(text, [{ do: "drop", at: ["tables", "customers", "fields", "name"] }]);
  expect(choiceIn(valueOf(gone), name.choices)).toBe(-1);
  expect(take(gone, name.choices[1]!)).toBe(gone);
});
