import { ActionIcon, Button } from "@mantine/core";
import { IconCode, IconX } from "@tabler/icons-react";
import type { Explanation } from "@semblance/engine";
import { toCount } from "../ui/numbers.ts";
import { previewTexts as texts } from "../texts/preview.ts";

interface NodeProps {
  readonly node: Explanation;
  readonly top?: boolean;
}

const tableOf = (column: string): string => column.slice(0, column.indexOf("."));
const fieldOf = (column: string): string => column.slice(column.indexOf(".") + 1);
const show = (value: Explanation["value"], nullText: string): string =>
  value === null ? nullText : typeof value === "object" ? JSON.stringify(value) : String(value);

function ExplainNode({ node, top = false }: NodeProps) {
  const field = fieldOf(node.column);
  const hidden = field.includes("#");
  return (
    <li className="why-node">
      {!top && (
        <p className="why-cell">
          <code>{node.name}</code>
          <span className="why-value" data-null={node.value === null || undefined}>
            {show(node.value, texts.nullText)}
          </span>
        </p>
      )}
      <p className="why-does">{node.does}</p>
      {node.via !== undefined && (
        <p className="why-borrowed">{texts.explainBorrowed(tableOf(node.column), toCount(node.row))}</p>
      )}
      {hidden && <p className="why-note">{texts.explainHidden}</p>}
      {top && (
        <p className="why-stream">
          {texts.explainStream} <code>{node.stream}</code>
        </p>
      )}
      {node.inputs.length > 0 && (
        <>
          {top && <h4>{texts.explainMadeFrom}</h4>}
          <ul>
            {node.inputs.map((input, k) => (
              <ExplainNode key={`${k} ${input.column} ${input.row}`} node={input} />
            ))}
          </ul>
        </>
      )}
    </li>
  );
}

interface Props {
  readonly explanation: Explanation;
  readonly onShow?: () => void;
  readonly onClose: () => void;
}

/** How one cell came to be: what its generator does, and the cells it was made from, all the way down. */
export function ExplainPanel({ explanation, onShow, onClose }: Props) {
  const { column, row, value } = explanation;
  return (
    <aside className="why" aria-labelledby="why-title">
      <header>
        <h3 id="why-title">{texts.explainTitle}</h3>
        <ActionIcon aria-label={texts.close} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      {/* Long explanations scroll, and what scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="why-body" tabIndex={0} aria-labelledby="why-title">
        <p className="why-place">
          <code>{explanation.name}</code> {texts.explainPlace(tableOf(column), toCount(row))}
        </p>
        <p className="why-top" data-null={value === null || undefined}>
          {show(value, texts.nullText)}
        </p>
        <ul className="why-tree">
          <ExplainNode node={explanation} top />
        </ul>
        <p className="why-law">{texts.explainLaw}</p>
      </section>
      {onShow !== undefined && (
        <footer>
          <Button variant="default" size="xs" leftSection={<IconCode size={15} aria-hidden />} onClick={onShow}>
            {texts.showInSchema}
          </Button>
        </footer>
      )}
    </aside>
  );
}
