import { ActionIcon, Button } from "@mantine/core";
import { IconCopy, IconDots, IconDownload, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { isMissing } from "../../api/http.ts";
import { createTemplate, readTemplate, removeTemplate, type Template } from "../../api/library.ts";
import { newDraftId, writeKept } from "../../draft/keep.ts";
import { shellTexts } from "../../texts/shell.ts";
import { templatesTexts as texts } from "../../texts/templates.ts";
import { templateTitle } from "../../texts/titles.ts";
import { words } from "../../texts/words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageBar } from "../../ui/page-bar.tsx";
import { saveFile, toFileName } from "../../ui/save-file.ts";
import { Segments } from "../../ui/segments.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { toast } from "../../ui/toast.tsx";
import { Trouble } from "../../ui/trouble.tsx";
import { useTitle } from "../../ui/use-title.ts";
import { EditView } from "./edit-view.tsx";
import { ExamplesView } from "./examples-view.tsx";
import { PreviewView } from "./preview-view.tsx";
import { VersionsView } from "./versions-view.tsx";
import "./templates.css";

const ICON = { size: 15, "aria-hidden": true } as const;

function Actions({ template }: { readonly template: Template }) {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const client = useQueryClient();
  const { id, name, summary, builtin, text, examples } = template;
  const duplicate = async (): Promise<void> => {
    try {
      const made = await createTemplate({
        name: texts.copyName(templateTitle(template)),
        summary,
        text,
        examples,
        note: "",
      });
      await client.invalidateQueries({ queryKey: ["templates"] });
      toast(texts.duplicated(made.name));
      await navigate({ to: "/templates/$id", params: { id: made.id }, search: { view: "edit" } });
    } catch (error) {
      toast(error instanceof Error ? error.message : "");
    }
  };
  const remove = async (): Promise<void> => {
    await removeTemplate(id);
    await client.invalidateQueries({ queryKey: ["templates"] });
    toast(texts.deleted);
    await navigate({ to: "/templates" });
  };
  const edit = async (): Promise<void> => {
    const draft = newDraftId();
    writeKept(
      { id: draft, text, words: "", template: "", saved: { id, version: template.version }, at: Date.now() },
      name,
    );
    await navigate({ to: "/new", search: { draft } });
  };
  return (
    <>
      <Button variant="default" leftSection={<IconCopy {...ICON} />} onClick={() => void duplicate()}>
        {texts.duplicate}
      </Button>
      <Button renderRoot={(props) => <Link to="/new" search={{ template: name }} {...props} />}>{texts.begin}</Button>
      <Menu
        renderTarget={(props) => (
          <ActionIcon aria-label={texts.more} {...props}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        )}
      >
        {!builtin && (
          <MenuItem icon={<IconPencil {...ICON} />} onChoose={() => void edit()}>
            {texts.editInCreate}
          </MenuItem>
        )}
        <MenuItem
          icon={<IconDownload {...ICON} />}
          onChoose={() => saveFile(`${toFileName(name)}.yaml`, "application/yaml", text)}
        >
          {texts.export}
        </MenuItem>
        {!builtin && (
          <MenuItem danger icon={<IconTrash {...ICON} />} onChoose={() => setAsking(true)}>
            {texts.delete}
          </MenuItem>
        )}
      </Menu>
      {asking && (
        <ConfirmDialog
          title={texts.deleteTitle}
          text={texts.deleteHelp(name)}
          safe={texts.keep}
          danger={texts.delete}
          onClose={() => setAsking(false)}
          onConfirm={remove}
        />
      )}
    </>
  );
}

/** One template: its data, its text, its versions, its examples. */
export function TemplatePage() {
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { view = "data" } = useSearch({ strict: false }) as { view?: string };
  const navigate = useNavigate();
  const found = useQuery({ queryKey: ["template", id], queryFn: () => readTemplate(id) });
  const template = found.data;
  useTitle(shellTexts.title(template === undefined ? texts.templates : templateTitle(template)));
  const crumb = (
    <Link to="/templates" className="crumb">
      {texts.templates}
    </Link>
  );
  if (template === undefined) {
    const missing = isMissing(found.error);
    return (
      <>
        <PageBar title="…" crumb={crumb} />
        <div className="scroll">
          {found.error === null && <Skeleton rows={6} heightPx={60} label={words.loading} />}
          {missing && (
            <Notice
              title={texts.missingTitle}
              action={
                <Button component={Link} to="/templates">
                  {texts.allTemplates}
                </Button>
              }
            >
              <p>{texts.missingHelp}</p>
            </Notice>
          )}
          {found.error !== null && !missing && (
            <Trouble title={texts.failed} safe={texts.safe} error={found.error} onRetry={() => void found.refetch()} />
          )}
        </div>
      </>
    );
  }
  const shown = !template.builtin && Object.hasOwn(texts.views, view) ? view : "data";
  const views = Object.entries(texts.views).filter(([value]) => !template.builtin || value === "data");
  return (
    <>
      <PageBar
        title={templateTitle(template)}
        crumb={crumb}
        note={<span className="faint">{template.builtin ? texts.builtin : texts.version(template.version)}</span>}
      >
        {views.length > 1 && (
          <Segments
            label={texts.viewsLabel}
            value={shown}
            onChange={(next) =>
              void navigate({
                to: "/templates/$id",
                params: { id },
                search: { view: next === "data" ? undefined : next },
              })
            }
            options={views.map(([value, label]) => ({ value, label }))}
          />
        )}
        <Actions template={template} />
      </PageBar>
      {shown === "data" && <PreviewView key={template.version} template={template} />}
      {shown === "edit" && <EditView key={template.version} template={template} />}
      {shown === "versions" && <VersionsView template={template} />}
      {shown === "examples" && <ExamplesView template={template} />}
    </>
  );
}
