import { singularName } from "./lexicon.ts";
import { openTable, type State } from "./state.ts";

/** What a place or a business has, where it is all that was said, once and in the singular. */
export function assumeTables(state: State): void {
  const { lexicon } = state.reading;
  const [scene, other] = state.tables;
  if (state.isEdit || scene === undefined || other !== undefined) return;
  if (scene.fields.length > 0 || scene.rows !== undefined || scene.steps !== undefined) return;
  const words = singularName(scene.name, lexicon).split("_");
  const held = words.map((word) => lexicon.scenes[word]).findLast((each) => each !== undefined);
  if (held === undefined || state.severals.has(words.at(-1)!)) return;
  state.tables.length = 0;
  for (const name of held.split(", ")) openTable(state, name, scene.span);
  state.notes.push({ path: "", text: `what is there was not said: ${held.replaceAll("_", " ")}.` });
}
