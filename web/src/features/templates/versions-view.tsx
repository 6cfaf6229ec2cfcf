import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { changeTemplate, listVersions, type Template, type TemplateVersion } from "../../api/library.ts";
import { templatesTexts as texts } from "../../texts/templates.ts";
import { words } from "../../texts/words.ts";
import { toMoment } from "../../ui/moments.ts";
import { Choice } from "../../ui/fields.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.tsx";
import { Trouble } from "../../ui/trouble.tsx";
import { diffLines, shorten, type DiffLine } from "./diff.ts";

const SIGN = { same: " ", removed: "−", added: "+" } as const;

function Line({ line }: { readonly line: DiffLine }) {
  return (
    <div data-kind={line.kind}>
      <span aria-hidden>{SIGN[line.kind]}</span>
      {line.kind !== "same" && <span className="sr">{line.kind === "added" ? texts.added : texts.removed}: </span>}
      <code>{line.text || " "}</code>
    </div>
  );
}

function Diff({ from, to }: { readonly from: TemplateVersion; readonly to: TemplateVersion }) {
  const parts = useMemo(() => shorten(diffLines(from.text, to.text)), [from, to]);
  if (from.text === to.text) return <p className="faint">{texts.same}</p>;
  return (
    // What scrolls must be reachable by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role
    <div className="diff" role="group" tabIndex={0} aria-label={texts.diffLabel(from.version, to.version)}>
      {parts.map((part, k) =>
        "left" in part ? (
          <p key={k} className="diff-left">
            {texts.unchangedLines(part.left)}
          </p>
        ) : (
          // A line has no name of its own but its place.
          // oxlint-disable-next-line react/no-array-index-key
          part.lines.map((line, n) => <Line key={`${k}-${n}`} line={line} />)
        ),
      )}
    </div>
  );
}

/** Every version of a template, and what changed between two of them. */
export function VersionsView({ template }: { readonly template: Template }) {
  const { id, version: newest } = template;
  const client = useQueryClient();
  const versions = useQuery({ queryKey: ["versions", id, newest], queryFn: () => listVersions(id) });
  const [pair, setPair] = useState<{ from: number; to: number } | undefined>(undefined);
  if (versions.data === undefined) {
    return (
      <div className="scroll">
        {versions.error === null ? (
          <Skeleton rows={5} heightPx={48} label={words.loading} />
        ) : (
          <Trouble
            title={texts.failed}
            safe={texts.safe}
            error={versions.error}
            onRetry={() => void versions.refetch()}
          />
        )}
      </div>
    );
  }
  const list = versions.data.toSorted((a, b) => b.version - a.version);
  const { from, to } = pair ?? { from: Math.max(1, newest - 1), to: newest };
  const at = (version: number): TemplateVersion | undefined => list.find((one) => one.version === version);
  const restore = async (old: TemplateVersion): Promise<void> => {
    const { name, summary, examples } = template;
    try {
      const saved = await changeTemplate(id, {
        name,
        summary,
        examples,
        text: old.text,
        note: texts.restoreNote(old.version),
      });
      client.setQueryData(["template", id], saved);
      setPair(undefined);
      toast(texts.restored(old.version));
    } catch (error) {
      toast(error instanceof Error ? error.message : "");
    }
  };
  // Numbers as keys stand in their order: the oldest first.
  const options = Object.fromEntries(list.map(({ version }) => [version, texts.version(version)]));
  const [left, right] = [at(from), at(to)];
  return (
    <div className="scroll versions">
      <section className="card">
        <header>
          <h2>{texts.views.versions}</h2>
          <span className="faint">{texts.versionsHelp}</span>
        </header>
        <ol className="card-body">
          {list.map((one) => (
            <li key={one.version} className="version">
              <b>
                {texts.version(one.version)}
                {one.version === newest && <span className="tag">{texts.newest}</span>}
              </b>
              <span className="faint">{toMoment(one.created_at)}</span>
              <span className="version-note">{one.note === "" ? texts.noNote : one.note}</span>
              {one.version !== newest && (
                <Button size="xs" variant="default" onClick={() => void restore(one)}>
                  {texts.restore}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </section>
      {list.length > 1 && (
        <section className="card">
          <header>
            <h2>{texts.compare}</h2>
            <Choice
              small
              aria-label={texts.compare}
              options={options}
              value={String(from)}
              onChange={(value) => setPair({ from: Number(value), to })}
            />
            <span className="faint">{texts.against}</span>
            <Choice
              small
              aria-label={texts.against}
              options={options}
              value={String(to)}
              onChange={(value) => setPair({ from, to: Number(value) })}
            />
          </header>
          <div className="card-body">
            {left !== undefined && right !== undefined && <Diff from={left} to={right} />}
          </div>
        </section>
      )}
    </div>
  );
}
