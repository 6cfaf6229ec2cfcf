import { Button } from "@mantine/core";
import { IconArrowRight, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Template } from "../../api/library.ts";
import { dropKept, listDrafts, type DraftLine } from "../../draft/keep.ts";
import type { Engine } from "../../preview/engine.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { templateTitle } from "../../texts/titles.ts";
import { Segments } from "../../ui/segments.tsx";
import { WayConnect } from "./way-connect.tsx";
import { WayDescribe } from "./way-describe.tsx";
import { WaySample } from "./way-sample.tsx";
import { WaySql } from "./way-sql.tsx";
import { WAYS, type Beginning, type Way } from "./ways.ts";

interface Props {
  readonly engine: Engine;
  readonly templates: readonly Template[];
  readonly way: Way;
  readonly onWay: (way: Way) => void;
  readonly onBegin: (beginning: Beginning) => void;
  readonly onTemplate: (name: string) => void;
  readonly onDraft: (id: string) => void;
}

const NEW_TEXT = `version: 1
name: new
seed: 42
tables:
  table:
    rows: 1000
    fields:
      id: { type: sequence, key: true }
`;

const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** The tables and rows of a template, read off its text well enough for a card. */
const tablesOf = (text: string): readonly string[] => {
  const tables = /^tables:\n((?:[ \t].*\n|\n)*)/m.exec(`${text}\n`)?.[1] ?? "";
  return [...tables.matchAll(/^ {2}([\w-]+):/gm)].map(([, name]) => name!);
};

/** Where everything begins: say what you need, bring something to copy, or take what is there. */
export function Start({ engine, templates, way, onWay, onBegin, onTemplate, onDraft }: Props) {
  const [drafts, setDrafts] = useState<readonly DraftLine[]>(listDrafts);
  return (
    <div className="start">
      <div className="start-in">
        <h1>{texts.startTitle}</h1>
        <div className="ways">
          <Segments
            label={texts.ways}
            value={way}
            options={WAYS.map((value) => ({ value, label: texts.way[value] }))}
            onChange={onWay}
          />
          {way === "describe" && <WayDescribe engine={engine} onBegin={onBegin} />}
          {way === "sql" && <WaySql onBegin={onBegin} />}
          {way === "sample" && <WaySample onBegin={onBegin} />}
          {way === "connect" && <WayConnect onBegin={onBegin} />}
        </div>
        {drafts.length > 0 && (
          <section aria-labelledby="recent-title">
            <h2 id="recent-title">{texts.recent}</h2>
            <ul className="recent">
              {drafts.slice(0, 6).map(({ id, name, at }) => (
                <li key={id}>
                  <button type="button" onClick={() => onDraft(id)}>
                    <b>{name === "" ? texts.untitled : name}</b>
                    <span>{when.format(at)}</span>
                  </button>
                  <button
                    type="button"
                    className="recent-drop"
                    aria-label={texts.forget(name === "" ? texts.untitled : name)}
                    onClick={() => {
                      dropKept(id);
                      setDrafts(listDrafts());
                    }}
                  >
                    <IconTrash size={15} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="templates-title">
          <div className="start-head">
            <h2 id="templates-title">{texts.templates}</h2>
            <Button
              variant="default"
              size="xs"
              rightSection={<IconArrowRight size={14} aria-hidden />}
              onClick={() => onBegin({ text: NEW_TEXT })}
            >
              {texts.startEmpty}
            </Button>
          </div>
          <ul className="cards">
            {templates.map(({ name, summary, text, builtin }) => (
              <li key={name}>
                <button type="button" className="tile" onClick={() => onTemplate(name)}>
                  <b>{templateTitle({ name, builtin })}</b>
                  <span className="tile-about">{summary}</span>
                  <span className="tile-tables">
                    {tablesOf(text)
                      .slice(0, 4)
                      .map((table) => (
                        <code key={table}>{table}</code>
                      ))}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}
