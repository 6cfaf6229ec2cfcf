import { useCallback, useEffect, useMemo, useState } from "react";
import { readTemplates, type Template } from "../../api/templates.ts";
import { readDraft, writeDraft } from "./draft.ts";
import { edited, readSeed, seedEdit } from "./seed.ts";
import { bundledTemplates, mergeTemplates } from "./templates.ts";

interface State {
  readonly template: string;
  readonly text: string;
  /** Typed texts wait for a pause in typing; chosen ones do not. */
  readonly typed: boolean;
}

/** The document on the page and where it came from. */
export interface PageDocument extends State {
  readonly templates: readonly Template[];
  /** False until the templates are here. */
  readonly loaded: boolean;
  readonly changed: boolean;
  readonly seed: string;
  readonly type: (text: string) => void;
  readonly choose: (template: string) => void;
  readonly reset: () => void;
  readonly setSeed: (seed: string) => void;
}

function firstState(templates: readonly Template[]): State {
  const draft = readDraft();
  const asked = new URLSearchParams(location.search).get("template") ?? draft?.template;
  const template = templates.find(({ name }) => name === asked) ?? templates[0];
  if (draft !== undefined && (asked === draft.template || template === undefined)) return { ...draft, typed: false };
  return { template: template?.name ?? "", text: template?.text ?? "", typed: false };
}

/** The document: begun from a template, edited, kept as a draft in this browser, its template named in the address. */
export function usePageDocument(): PageDocument {
  const [templates, setTemplates] = useState<readonly Template[]>([]);
  const [state, setState] = useState<State | undefined>(undefined);

  useEffect(() => {
    let gone = false;
    void (async () => {
      const bundled = await bundledTemplates();
      if (gone) return;
      if (bundled.length > 0) {
        setTemplates(mergeTemplates(bundled));
        setState(firstState(mergeTemplates(bundled)));
      }
      const served = await readTemplates();
      if (gone) return;
      const all = mergeTemplates(bundled, served);
      setTemplates(all);
      setState((old) => old ?? firstState(all));
    })();
    return () => {
      gone = true;
    };
  }, []);

  const { template, text, typed } = state ?? { template: "", text: "", typed: false };
  const original = templates.find(({ name }) => name === template)?.text;
  const changed = state !== undefined && text !== original;

  useEffect(() => {
    if (state === undefined) return;
    writeDraft(changed ? { template, text } : undefined);
    const url = new URL(location.href);
    if (template === "") return;
    url.searchParams.set("template", template);
    if (url.href !== location.href) history.replaceState(null, "", url);
  }, [state, changed, template, text]);

  const type = useCallback((next: string) => {
    setState((old) => (old === undefined || old.text === next ? old : { ...old, text: next, typed: true }));
  }, []);
  const choose = useCallback(
    (name: string) => {
      const found = templates.find((one) => one.name === name);
      if (found !== undefined) setState({ template: name, text: found.text, typed: false });
    },
    [templates],
  );
  const setSeed = useCallback((seed: string) => {
    setState((old) => old && { ...old, text: edited(old.text, seedEdit(old.text, seed)), typed: false });
  }, []);
  return useMemo(
    () => ({
      template,
      text,
      typed,
      templates,
      loaded: state !== undefined,
      changed,
      seed: readSeed(text),
      type,
      choose,
      reset: () => choose(template),
      setSeed,
    }),
    [template, text, typed, templates, state, changed, type, choose, setSeed],
  );
}
