import { Button } from "@mantine/core";
import { IconArrowsShuffle } from "@tabler/icons-react";
import { useId, useState } from "react";
import { previewTexts as texts } from "../../texts/preview.ts";
import { Hint } from "../../ui/hint.tsx";

interface Props {
  /** As the document says it. */
  readonly seed: string;
  readonly disabled: boolean;
  readonly onSeed: (seed: string) => void;
}

const MOST_SEED = 1_000_000;

/** The random seed, which stands in the document: writing it here writes it there. */
export function SeedField({ seed, disabled, onSeed }: Props) {
  const name = useId();
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const commit = (): void => {
    if (draft !== undefined && draft.trim() !== "" && draft !== seed) onSeed(draft.trim());
    setDraft(undefined);
  };
  return (
    <div className="seed">
      <span id={name}>{texts.seed}</span>
      <Hint text={texts.seedHelp}>
        {(props) => (
          <input
            {...props}
            aria-labelledby={name}
            className="control"
            data-small
            value={draft ?? seed}
            placeholder="0"
            disabled={disabled}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={() => {
              props.onBlur();
              commit();
            }}
            onKeyDown={(event) => event.key === "Enter" && commit()}
          />
        )}
      </Hint>
      <Button
        size="xs"
        variant="default"
        disabled={disabled}
        leftSection={<IconArrowsShuffle size={15} aria-hidden />}
        onClick={() => onSeed(String(crypto.getRandomValues(new Uint32Array(1))[0]! % MOST_SEED))}
      >
        {texts.shuffle}
      </Button>
    </div>
  );
}
