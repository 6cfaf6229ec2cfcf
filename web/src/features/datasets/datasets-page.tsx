import { ActionIcon, Button } from "@mantine/core";
import { IconDownload, IconTrash, IconUpload } from "@tabler/icons-react";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import {
  extractDataset,
  listDatasets,
  removeDataset,
  uploadDataset,
  type Dataset,
  type DatasetPage,
} from "../../api/library.ts";
import { newDraftId, writeKept } from "../../draft/keep.ts";
import { datasetsTexts as texts } from "../../texts/datasets.ts";
import { shellTexts } from "../../texts/shell.ts";
import { words } from "../../texts/words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { SearchField } from "../../ui/fields.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { ListTable } from "../../ui/list-table.tsx";
import { Listed } from "../../ui/listed.tsx";
import { toMoment } from "../../ui/moments.ts";
import { Notice } from "../../ui/notice.tsx";
import { toSize } from "../../ui/numbers.ts";
import { PageBar } from "../../ui/page-bar.tsx";
import { Paging } from "../../ui/paging.tsx";
import { toast } from "../../ui/toast.tsx";
import { useTitle } from "../../ui/use-title.ts";
import "../../ui/filters.css";

const PAGE_SIZE = 50;

interface LineProps {
  readonly dataset: Dataset;
  readonly onRemove: () => void;
}

function Line({ dataset: { id, name, bytes, created_at: made, url }, onRemove }: LineProps) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    try {
      const { text, tables } = await extractDataset(id);
      const draft = newDraftId();
      writeKept({ id: draft, text, words: "", template: "", at: Date.now() }, name);
      toast(texts.madeOf(tables));
      await navigate({ to: "/new", search: { draft } });
    } catch (error) {
      toast(`${texts.makeFailed} ${error instanceof Error ? error.message : ""}`);
      setBusy(false);
    }
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="num extra">{toSize(bytes)}</td>
      <td className="extra">{toMoment(made)}</td>
      <td className="num table-actions">
        <Button size="xs" variant="default" aria-label={texts.makeOf(name)} loading={busy} onClick={() => void make()}>
          {texts.make}
        </Button>
        <ActionIcon component="a" href={url} download={name} aria-label={texts.download(name)}>
          <IconDownload size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={texts.remove(name)} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </td>
    </tr>
  );
}

/** Rows that users brought, to make schemas like them. */
export function DatasetsPage() {
  const search = useSearch({ strict: false }) as { q?: string; page?: string };
  const q = search.q ?? "";
  const page = Math.max(1, Math.trunc(Number(search.page ?? 1)) || 1);
  const navigate = useNavigate();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<Dataset | undefined>(undefined);
  const datasets = useQuery({
    queryKey: ["datasets", q, page],
    queryFn: () => listDatasets(q, page),
    placeholderData: keepPreviousData,
  });
  useTitle(shellTexts.title(texts.datasets));
  const upload = async (file: File): Promise<void> => {
    setBusy(true);
    try {
      const { name } = await uploadDataset(file);
      await client.invalidateQueries({ queryKey: ["datasets"] });
      toast(texts.uploaded(name));
    } catch (error) {
      toast(error instanceof Error ? error.message : "");
    } finally {
      setBusy(false);
    }
  };
  const uploadButton = (
    <FileButton
      onFile={(file) => void upload(file)}
      accept=".csv,.tsv,.json,.jsonl,.ndjson,.parquet,.xlsx,.gz"
      loading={busy}
      leftSection={<IconUpload size={16} aria-hidden />}
    >
      {texts.upload}
    </FileButton>
  );
  const go = (change: { q?: string; page?: number }): void =>
    void navigate({
      to: "/datasets",
      search: { q: (change.q ?? q) || undefined, page: (change.page ?? 1) === 1 ? undefined : change.page },
      replace: true,
    });
  const body = (found: DatasetPage) => {
    if (found.datasets.length === 0) {
      if (found.total > 0) return null; // a page beyond the last: Paging leads back
      return q === "" ? (
        <Notice title={texts.emptyTitle} action={uploadButton}>
          <p>{texts.emptyHelp}</p>
        </Notice>
      ) : (
        <Notice
          title={texts.noneTitle}
          action={
            <Button variant="default" onClick={() => go({ q: "" })}>
              {texts.showAll}
            </Button>
          }
        >
          <p>{texts.noneHelp}</p>
        </Notice>
      );
    }
    return (
      <ListTable
        columns={[
          texts.name,
          { name: texts.size, num: true, extra: true },
          { name: texts.made, extra: true },
          { name: words.more, spoken: true },
        ]}
      >
        {found.datasets.map((dataset) => (
          <Line key={dataset.id} dataset={dataset} onRemove={() => setAsked(dataset)} />
        ))}
      </ListTable>
    );
  };
  const empty = datasets.data?.total === 0 && q === "";
  return (
    <>
      <PageBar title={texts.datasets}>{!empty && uploadButton}</PageBar>
      <div className="scroll">
        {!empty && (
          <search className="filters">
            <SearchField label={texts.search} value={q} onChange={(value) => go({ q: value })} />
          </search>
        )}
        <Listed query={datasets} failed={texts.failed} safe={texts.safe} rows={5} heightPx={44}>
          {body}
        </Listed>
        <Paging total={datasets.data?.total ?? 0} size={PAGE_SIZE} page={page} onPage={(next) => go({ page: next })} />
      </div>
      {asked !== undefined && (
        <ConfirmDialog
          title={texts.removeTitle}
          text={texts.removeHelp(asked.name)}
          safe={texts.keep}
          danger={texts.removeDo}
          onClose={() => setAsked(undefined)}
          onConfirm={async () => {
            await removeDataset(asked.id);
            await client.invalidateQueries({ queryKey: ["datasets"] });
            toast(texts.removed);
          }}
        />
      )}
    </>
  );
}
