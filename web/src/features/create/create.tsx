import { useNavigate, useSearch } from "@tanstack/react-router";
import { Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { newDraftId, readKept, writeKept, type KeptDraft } from "../../draft/keep.ts";
import { fromFragment, isShared } from "../../draft/share.ts";
import { openEngine } from "../../preview/engine.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { Notice } from "../../ui/notice.tsx";
import { isBegun, Start, Workbench, type Begun } from "./halves.ts";
import { Skeleton } from "./states.tsx";
import { useTemplates } from "./templates.ts";
import { isWay, type Beginning } from "./ways.ts";
import type { Place } from "./workbench.tsx";
import "../../ui/controls.css";
import "./create.css";

/** The address of the page. */
interface Search extends Begun, Place {
  readonly from?: string;
}

type Notes = readonly { readonly path: string; readonly text: string }[];
const NO_NOTES: Notes = [];

/** An id for the draft that a template may become: a new one for every template. */
function useFreshId(template: string | undefined): string {
  const [made, setMade] = useState(() => ({ template, id: newDraftId() }));
  if (made.template === template) return made.id;
  const next = { template, id: newDraftId() };
  setMade(next);
  return next.id;
}

/** Say what you need, see it at once, generate it. */
export function Create() {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const [fatal, setFatal] = useState<string | undefined>(undefined);
  const [engine] = useState(() => openEngine(setFatal));
  const { templates, loaded } = useTemplates();
  const [notes, setNotes] = useState<{ readonly draft: string; readonly notes: Notes }>({ draft: "", notes: NO_NOTES });
  const [linkFault, setLinkFault] = useState(false);
  const begun = isBegun(search);
  useEffect(() => {
    // The worker loads beside the page, and not after it.
    if (begun) engine.start();
  }, [engine, begun]);
  useEffect(() => () => engine.close(), [engine]);

  const go = useCallback(
    (next: Search, replace = false) => void navigate({ to: "/new", search: { ...next }, replace }),
    [navigate],
  );
  const begin = useCallback(
    ({ text, words = "", notes: made = NO_NOTES }: Beginning, replace = false) => {
      const id = newDraftId();
      writeKept(
        { id, text, words, template: "", at: Date.now() },
        /^name:\s*["']?([^"'\n#]+)/m.exec(text)?.[1]?.trim() ?? "",
      );
      setNotes({ draft: id, notes: made });
      go({ draft: id }, replace);
    },
    [go],
  );
  useEffect(() => {
    const { hash } = location;
    if (!isShared(hash)) return;
    void fromFragment(hash).then((text) => {
      if (text === undefined) setLinkFault(true);
      else begin({ text }, true);
    });
  }, [begin]);

  const template = search.template === undefined ? undefined : templates.find(({ name }) => name === search.template);
  // A template becomes a draft of its own with its first change; the id is there from the beginning.
  const fresh = useFreshId(search.template);
  const key = search.draft ?? (search.template === undefined ? "" : fresh);
  const began = template?.text;
  const opened = useMemo((): KeptDraft | undefined => {
    if (search.draft !== undefined) return readKept(search.draft);
    if (began === undefined) return undefined;
    return { id: fresh, text: began, template: search.template ?? "", words: "", at: 0 };
  }, [search.draft, search.template, began, fresh]);
  const onPlace = useCallback(
    (place: Place) =>
      go(
        {
          ...(search.draft === undefined ? {} : { draft: search.draft }),
          ...(search.template === undefined ? {} : { template: search.template }),
          ...place,
        },
        true,
      ),
    [go, search.draft, search.template],
  );
  const onFirst = useCallback(() => {
    if (search.draft === undefined) go({ ...search, draft: key }, true);
  }, [go, search, key]);

  if (linkFault) {
    return (
      <Notice
        title={texts.brokenLink}
        alert
        action={
          <button
            type="button"
            className="link"
            onClick={() => {
              setLinkFault(false);
              go({}, true);
            }}
          >
            {texts.startOver}
          </button>
        }
      >
        <p>{texts.brokenLinkHelp}</p>
      </Notice>
    );
  }
  if (!begun) {
    return (
      <Suspense>
        <Start
          engine={engine}
          templates={templates}
          way={isWay(search.from) ? search.from : "describe"}
          onWay={(from) => go(from === "describe" ? {} : { from }, true)}
          onBegin={begin}
          onTemplate={(name) => go({ template: name })}
          onDraft={(id) => go({ draft: id })}
        />
      </Suspense>
    );
  }
  if (opened === undefined) {
    if (search.draft === undefined && !loaded) return <Skeleton />;
    return (
      <Notice
        title={search.draft === undefined ? texts.noTemplate(search.template ?? "") : texts.noDraft}
        action={
          <button type="button" className="link" onClick={() => go({})}>
            {texts.startOver}
          </button>
        }
      >
        <p>{texts.noDraftHelp}</p>
      </Notice>
    );
  }
  return (
    <Suspense fallback={<Skeleton />}>
      <Workbench
        key={opened.id}
        engine={engine}
        fatal={fatal}
        opened={opened}
        notes={notes.draft === opened.id ? notes.notes : NO_NOTES}
        place={{ table: search.table, view: search.view, side: search.side }}
        onPlace={onPlace}
        onFirst={onFirst}
        // One of the user's own is ordered by its text: the command line does not know its name.
        original={templates.find(({ name, builtin }) => name === opened.template && builtin)?.text}
      />
    </Suspense>
  );
}
