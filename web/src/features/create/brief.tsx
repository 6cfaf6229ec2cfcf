import { Menu } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Described } from "../../preview/builder-protocol.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { useBuilder } from "./builder-context.ts";
import { chipsOf, guessesOf, placeOf, type Chip } from "./understood.ts";

interface Props {
  /** What was understood of the words that the schema was made from. */
  readonly described: Described | undefined;
  /** What an import had to guess. */
  readonly notes: readonly { readonly path: string; readonly text: string }[];
}

/** The words that the schema was made from, what was understood and what was guessed: each leads to its field. */
export function Brief({ described, notes }: Props) {
  const { draft, chooseTable } = useBuilder();
  const chips = described === undefined ? [] : chipsOf(described);
  const guesses: readonly Chip[] = [
    ...(described?.notes ?? []).map(({ path, text, choices }) => ({
      text: choices === undefined ? text : `${text} ${texts.orElse(choices.join(", "))}`,
      ...placeOf(path),
    })),
    ...notes.map(({ path, text }) => ({ text, ...placeOf(path) })),
    ...(described === undefined ? [] : guessesOf(described)),
  ];
  const unread = described?.unread ?? [];
  if (draft.words === "" && guesses.length === 0) return null;
  const jump = ({ table, field }: Chip): void => {
    if (table !== "") chooseTable(table, field);
  };
  return (
    <section className="brief" aria-label={texts.brief}>
      {draft.words !== "" && <p className="brief-words">{draft.words}</p>}
      <div className="chips">
        {chips.map((chip) => (
          <button key={chip.text} type="button" className="chip" onClick={() => jump(chip)}>
            {chip.text}
          </button>
        ))}
        {guesses.length > 0 && (
          <Menu position="bottom-start" width={380}>
            <Menu.Target>
              <button type="button" className="chip" data-warn>
                <IconAlertTriangle size={14} aria-hidden /> {texts.guesses(guesses.length)}
              </button>
            </Menu.Target>
            <Menu.Dropdown aria-label={texts.guesses(guesses.length)} className="guesses">
              {guesses.map((chip, k) => (
                <Menu.Item key={`${k} ${chip.text}`} onClick={() => jump(chip)}>
                  {chip.text}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {unread.length > 0 && (
          <span className="chip" data-quiet>
            {texts.unread(unread.slice(0, 8).join(", "))}
          </span>
        )}
      </div>
    </section>
  );
}
