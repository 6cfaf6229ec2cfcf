import { Button } from "@mantine/core";
import { useState } from "react";
import { extractText } from "../../api/extract.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { Labelled } from "../../ui/labelled.tsx";
import { Fault, useSending } from "./sending.tsx";
import type { Beginning } from "./ways.ts";

const DIALECTS = ["postgres", "mysql", "sqlite", "sqlserver"] as const;

/** SQL, Prisma or JSON Schema in a box: the server reads it. */
export function WaySql({ onBegin }: { readonly onBegin: (beginning: Beginning) => void }) {
  const [sql, setSql] = useState("");
  const [dialect, setDialect] = useState("");
  const { busy, fault, send } = useSending();
  return (
    <form
      className="way"
      onSubmit={(event) => {
        event.preventDefault();
        void send(async () => {
          const { text, notes } = await extractText(sql, dialect);
          onBegin({ text, notes });
        });
      }}
    >
      <Labelled label={texts.sqlLabel} help={texts.sqlHelp}>
        {(ids) => (
          <textarea
            {...ids}
            className="control"
            data-mono
            rows={9}
            spellCheck={false}
            placeholder={texts.sqlExample}
            value={sql}
            onChange={(event) => setSql(event.currentTarget.value)}
          />
        )}
      </Labelled>
      <Fault fault={fault} />
      <div className="way-foot">
        <label className="way-dialect">
          <span>{texts.dialect}</span>
          <select className="control" value={dialect} onChange={(event) => setDialect(event.currentTarget.value)}>
            <option value="">{texts.guessed}</option>
            {DIALECTS.map((name) => (
              <option key={name} value={name}>
                {texts.dialects[name]}
              </option>
            ))}
          </select>
        </label>
        <span className="bar-space" />
        <Button type="submit" loading={busy} disabled={sql.trim() === ""}>
          {texts.makeSchema}
        </Button>
      </div>
    </form>
  );
}
