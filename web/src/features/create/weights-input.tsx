import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { isMap } from "../../draft/edit.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { CommitInput } from "../../ui/commit-input.tsx";
import { toShare } from "../../ui/numbers.ts";

interface Props {
  readonly label: string;
  readonly help: string;
  readonly value: unknown;
  readonly fault: string | undefined;
  readonly onSet: (value: unknown, mark?: string) => void;
}

interface Word {
  readonly word: string;
  readonly weight: number;
}

const MOST_SHOWN = 40; // longer lists are for the YAML editor

/** Words with their weights, from either way of writing them; undefined for what is neither. */
function toWords(value: unknown): readonly Word[] | undefined {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map((word) => ({ word: String(word), weight: 1 }));
  if (!isMap(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every(([, weight]) => typeof weight === "number")
    ? entries.map(([word, weight]) => ({ word, weight: weight as number }))
    : undefined;
}

/** As the document has them: a list where all weigh the same, else a map. */
function toValue(words: readonly Word[], weighed: boolean): unknown {
  if (words.length === 0) return undefined;
  if (!weighed && words.every(({ weight }) => weight === words[0]!.weight)) return words.map(({ word }) => word);
  return Object.fromEntries(words.map(({ word, weight }) => [word, weight]));
}

/** Words and how often each is drawn: a slider gives the weight, beside it stands the share. */
export function WeightsInput({ label, help, value, fault, onSet }: Props) {
  const words = toWords(value);
  if (words === undefined || words.length > MOST_SHOWN)
    return (
      <p className="well labelled" data-wide>
        {texts.inYaml(label)}
      </p>
    );
  const weighed = isMap(value);
  const total = words.reduce((sum, { weight }) => sum + weight, 0);
  const most = Math.max(...words.map(({ weight }) => weight), 1);
  const scale = weighed ? Math.max(100, most) : most * 4;
  const change = (next: readonly Word[], forced = weighed, mark = ""): void => onSet(toValue(next, forced), mark);
  const rename = (k: number, to: string): void => {
    if (to.trim() === "" || words.some(({ word }, other) => other !== k && word === to)) return;
    change(words.map((one, other) => (other === k ? { ...one, word: to } : one)));
  };
  const add = (): void => {
    let k = words.length + 1;
    while (words.some(({ word }) => word === texts.newWord(k))) k++;
    const weight = words.length === 0 ? 1 : Number((total / words.length).toPrecision(3));
    change([...words, { word: texts.newWord(k), weight }]);
  };
  return (
    <fieldset className="weights">
      <legend className="legend">{label}</legend>
      <ul>
        {words.map(({ word, weight }, k) => (
          <li key={`${k} ${word}`}>
            <CommitInput aria-label={texts.word(k + 1)} value={word} onCommit={(to) => rename(k, to)} />
            <input
              type="range"
              className="slide"
              aria-label={texts.weightOf(word)}
              aria-valuetext={toShare(total > 0 ? weight / total : 0)}
              min={0}
              max={scale}
              step={scale / 100}
              value={weight}
              onChange={(event) => {
                const next = Number(Number(event.currentTarget.value).toPrecision(3));
                change(
                  words.map((one, other) => (other === k ? { ...one, weight: next } : one)),
                  true,
                  `weight ${label} ${word}`,
                );
              }}
            />
            <output>{toShare(total > 0 ? weight / total : 0)}</output>
            <ActionIcon
              aria-label={texts.dropWord(word)}
              onClick={() => change(words.filter((_, other) => other !== k))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
        {texts.addWord}
      </Button>
      <p className="labelled-help" data-error={fault !== undefined || undefined}>
        {fault ?? help}
      </p>
    </fieldset>
  );
}
