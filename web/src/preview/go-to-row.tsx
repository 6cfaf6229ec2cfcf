import { useState } from "react";
import { Hint } from "../ui/hint.tsx";
import { toCount } from "../ui/numbers.ts";
import { previewTexts as texts } from "../texts/preview.ts";
import "../ui/controls.css";

interface Props {
  readonly rows: number;
  readonly onGo: (row: number) => void;
}

/** Jumps to a row by its number, which counts from 0 as everywhere in Semblance; digits may be grouped. */
export function GoToRow({ rows, onGo }: Props) {
  const [text, setText] = useState("");
  const digits = text.replaceAll(/[\s,._]/g, "");
  const wrong = text !== "" && (!/^\d+$/.test(digits) || Number(digits) >= rows);
  const go = (): void => {
    if (digits === "" || wrong) return;
    onGo(Number(digits));
    setText("");
  };
  return (
    <Hint text={texts.goToHelp(toCount(Math.max(0, rows - 1)))}>
      {(props) => (
        <input
          {...props}
          className="control go-to"
          data-small
          aria-label={texts.goTo}
          aria-invalid={wrong || undefined}
          placeholder={texts.goTo}
          inputMode="numeric"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && go()}
        />
      )}
    </Hint>
  );
}
