import { Button } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { extractFiles } from "../../api/extract.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { toSize } from "../../ui/numbers.ts";
import { Fault, useSending } from "./sending.tsx";
import type { Beginning } from "./ways.ts";

const TYPES = ".csv,.tsv,.jsonl,.ndjson,.json,.parquet,.xlsx,.gz,.sql,.prisma";

/** Files of rows, dropped or chosen: the schema gets their columns, types, ranges and frequent values. */
export function WaySample({ onBegin }: { readonly onBegin: (beginning: Beginning) => void }) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const { busy, fault, send } = useSending();
  return (
    <form
      className="way"
      onSubmit={(event) => {
        event.preventDefault();
        void send(async () => {
          const { text, notes } = await extractFiles(files);
          onBegin({ text, notes });
        });
      }}
    >
      {/* Dropping is a short cut for the mouse; the button within does the same by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          setFiles([...event.dataTransfer.files]);
        }}
      >
        <IconUpload size={24} stroke={1.5} aria-hidden />
        <p>{texts.dropFiles}</p>
        <input
          ref={picker}
          className="sr"
          type="file"
          multiple
          accept={TYPES}
          aria-label={texts.chooseFiles}
          onChange={(event) => setFiles([...(event.currentTarget.files ?? [])])}
        />
        <Button variant="default" size="xs" onClick={() => picker.current?.click()}>
          {texts.chooseFiles}
        </Button>
        {files.length > 0 && (
          <ul>
            {files.map(({ name, size }) => (
              <li key={name}>
                {name} <span className="faint">{toSize(size)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="labelled-help">{texts.privacy}</p>
      <Fault fault={fault} />
      <div className="way-foot">
        <span className="bar-space" />
        <Button type="submit" loading={busy} disabled={files.length === 0}>
          {texts.makeSchema}
        </Button>
      </div>
    </form>
  );
}
