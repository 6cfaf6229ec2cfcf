import { Button } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { createTemplate, listTemplates, type Template } from "../../api/library.ts";
import type { Engine } from "../../preview/engine.ts";
import { shellTexts } from "../../texts/shell.ts";
import { templatesTexts as texts } from "../../texts/templates.ts";
import { templateTitle } from "../../texts/titles.ts";
import { SearchField } from "../../ui/fields.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Listed } from "../../ui/listed.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toCount } from "../../ui/numbers.ts";
import { PageBar } from "../../ui/page-bar.tsx";
import { Segments } from "../../ui/segments.tsx";
import { toast } from "../../ui/toast.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { MiniPreview } from "./mini-preview.tsx";
import { useEngineAlone } from "./use-engine-alone.ts";
import "./templates.css";

const isFitting =
  (q: string, which: string) =>
  (template: Template): boolean =>
    (which === "all" || template.builtin === (which === "builtin")) &&
    q
      .toLowerCase()
      .split(/\s+/)
      .every((word) => `${template.name} ${templateTitle(template)} ${template.summary}`.toLowerCase().includes(word));

function Card({ engine, template }: { readonly engine: Engine; readonly template: Template }) {
  const { id, name, summary, builtin, uses, text } = template;
  const title = templateTitle(template);
  return (
    <li className="card template-card">
      <h2>
        <Link to="/templates/$id" params={{ id }}>
          {title}
        </Link>
        {!builtin && <span className="tag">{texts.mine}</span>}
      </h2>
      <p className="template-summary">{summary}</p>
      <MiniPreview engine={engine} text={text} />
      <footer>
        <span className="faint">{texts.uses(uses, toCount(uses))}</span>
        <Button
          renderRoot={(props) => <Link to="/new" search={{ template: name }} {...props} />}
          variant="default"
          size="xs"
          aria-label={`${texts.use} ${title}`}
        >
          {texts.use}
        </Button>
      </footer>
    </li>
  );
}

/** The library: every template with a look at its data. */
export function TemplatesPage() {
  const { q = "", which = "all" } = useSearch({ strict: false }) as { q?: string; which?: string };
  const navigate = useNavigate();
  const client = useQueryClient();
  const engine = useEngineAlone();
  const templates = useQuery({ queryKey: ["templates"], queryFn: listTemplates });
  useTitle(shellTexts.title(texts.templates));
  const go = (change: { q?: string; which?: string }): void => {
    const next = { q, which, ...change };
    void navigate({
      to: "/templates",
      search: { q: next.q === "" ? undefined : next.q, which: next.which === "all" ? undefined : next.which },
      replace: true,
    });
  };
  const bring = async (file: File): Promise<void> => {
    try {
      const text = await file.text();
      const name = /^name:[ \t]*["']?([^"'\n#]+)/m.exec(text)?.[1]?.trim() || file.name.replace(/\.ya?ml$/i, "");
      const made = await createTemplate({ name, summary: "", text, examples: {}, note: "" });
      await client.invalidateQueries({ queryKey: ["templates"] });
      toast(texts.imported(made.name));
      await navigate({ to: "/templates/$id", params: { id: made.id } });
    } catch (error) {
      toast(`${texts.importFailed} ${error instanceof Error ? error.message : ""}`);
    }
  };
  const body = (found: readonly Template[]) => {
    const shown = found.filter(isFitting(q, which));
    if (shown.length > 0) {
      return (
        <ul className="template-cards">
          {shown.map((template) => (
            <Card key={template.id} engine={engine} template={template} />
          ))}
        </ul>
      );
    }
    const none = which === "own" && q === "";
    return (
      <Notice
        title={none ? texts.noneTitle : texts.emptyTitle}
        action={
          <Button variant="default" onClick={() => go({ q: "", which: "all" })}>
            {texts.showAll}
          </Button>
        }
      >
        <p>{none ? texts.noneHelp : texts.emptyHelp}</p>
      </Notice>
    );
  };
  return (
    <>
      <PageBar title={texts.templates}>
        <FileButton
          onFile={(file) => void bring(file)}
          accept=".yaml,.yml,.json"
          variant="default"
          leftSection={<IconFileImport size={16} aria-hidden />}
        >
          {texts.import}
        </FileButton>
      </PageBar>
      <div className="scroll">
        <search className="filters">
          <SearchField label={texts.search} value={q} onChange={(value) => go({ q: value })} />
          <Segments
            label={texts.which}
            value={which}
            onChange={(value) => go({ which: value })}
            options={[
              { value: "all", label: texts.all },
              { value: "own", label: texts.own },
              { value: "builtin", label: texts.builtin },
            ]}
          />
        </search>
        <Listed query={templates} failed={texts.failed} safe={texts.safe} rows={3} heightPx={200}>
          {body}
        </Listed>
      </div>
    </>
  );
}
