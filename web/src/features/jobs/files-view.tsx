import { ActionIcon } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { listFiles, type Job, type Publication } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { words } from "../../texts/words.ts";
import { ListTable } from "../../ui/list-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toCount, toSize } from "../../ui/numbers.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Trouble } from "../../ui/trouble.tsx";

/** Only addresses that a browser may follow become links. */
const isWebLink = (url: string): boolean => /^https?:\/\//.test(url);

function Published({ publication }: { readonly publication: Publication }) {
  const { store, state, links, error } = publication;
  return (
    <li>
      <b>{store.replace(/\?.*$/, "")}</b>
      {state !== "completed" && (
        <span className="faint"> {state === "running" ? texts.publishRunning : texts.publishFailed}</span>
      )}
      {error !== null && <p className="trouble-line">{error.message}</p>}
      <ul className="links">
        {links.map(({ name, url, bytes }) => (
          <li key={name}>
            {isWebLink(url) ? (
              <a href={url} rel="noreferrer noopener" target="_blank">
                {name}
              </a>
            ) : (
              <span>
                {name} <code>{url}</code>
              </span>
            )}
            <span className="faint"> {toSize(bytes)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** The files of a job, and where they were published. */
export function FilesView({ job }: { readonly job: Job }) {
  const files = useQuery({
    queryKey: ["files", job.id, job.status, job.removed_at],
    queryFn: () => listFiles(job.id),
    refetchInterval: job.status === "generating" ? 2000 : false,
    placeholderData: (old) => old,
  });
  if (job.removed_at !== null) {
    return (
      <Notice title={texts.files}>
        <p>{texts.filesRemoved}</p>
      </Notice>
    );
  }
  if (files.data === undefined) {
    if (files.error === null) return <Skeleton rows={4} heightPx={44} label={words.loading} />;
    return (
      <Trouble title={texts.readFailed} safe={texts.jobSafe} error={files.error} onRetry={() => void files.refetch()} />
    );
  }
  return (
    <div className="stack">
      <ListTable
        columns={[
          texts.files,
          { name: texts.fileRows, num: true },
          { name: texts.fileSize, num: true },
          { name: texts.download, spoken: true },
        ]}
      >
        {files.data.map(({ name, rows, bytes, answers, url }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {answers && <small>{texts.answers}</small>}
            </th>
            <td className="num">{toCount(rows)}</td>
            <td className="num">{bytes === null ? <span className="faint">{texts.notWhole}</span> : toSize(bytes)}</td>
            <td className="num">
              {bytes !== null && (
                <ActionIcon component="a" href={url} download={name} aria-label={texts.downloadFile(name)}>
                  <IconDownload size={17} aria-hidden />
                </ActionIcon>
              )}
            </td>
          </tr>
        ))}
      </ListTable>
      {job.publications.length > 0 && (
        <section className="card" aria-label={texts.published}>
          <header>
            <h2>{texts.published}</h2>
          </header>
          <ul className="card-body links">
            {job.publications.map((publication) => (
              <Published key={publication.id} publication={publication} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
