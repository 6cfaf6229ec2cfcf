import { Button } from "@mantine/core";
import { useState } from "react";
import { extractConnection } from "../../api/extract.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { Labelled } from "../../ui/labelled.tsx";
import { Fault, useSending } from "./sending.tsx";
import type { Beginning } from "./ways.ts";

const KINDS = { postgres: { label: "PostgreSQL", port: "5432" }, mysql: { label: "MySQL", port: "3306" } } as const;

/** A database to copy the tables of. The password goes to the server once and is kept nowhere, not here either. */
export function WayConnect({ onBegin }: { readonly onBegin: (beginning: Beginning) => void }) {
  const [kind, setKind] = useState<keyof typeof KINDS>("postgres");
  const [given, setGiven] = useState({ host: "localhost", port: "", database: "", user: "", password: "" });
  const [statistics, setStatistics] = useState(false);
  const { busy, fault, send } = useSending();
  const address = (): string => {
    const part = encodeURIComponent;
    const login =
      given.user === "" ? "" : `${part(given.user)}${given.password === "" ? "" : `:${part(given.password)}`}@`;
    return `${kind}://${login}${given.host}:${given.port === "" ? KINDS[kind].port : given.port}/${part(given.database)}`;
  };
  const input = (key: keyof typeof given, label: string, placeholder = "", type = "text") => (
    <Labelled label={label}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          type={type}
          autoComplete="off"
          placeholder={placeholder}
          value={given[key]}
          onChange={(event) => setGiven({ ...given, [key]: event.currentTarget.value })}
        />
      )}
    </Labelled>
  );
  return (
    <form
      className="way"
      onSubmit={(event) => {
        event.preventDefault();
        void send(async () => {
          const { text, notes } = await extractConnection(address(), statistics);
          onBegin({ text, notes });
        });
      }}
    >
      <div className="form-grid">
        <Labelled label={texts.databaseKind}>
          {(ids) => (
            <select
              {...ids}
              className="control"
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as keyof typeof KINDS)}
            >
              {Object.entries(KINDS).map(([name, { label }]) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        {input("host", texts.host)}
        {input("port", texts.port, KINDS[kind].port)}
        {input("database", texts.database)}
        {input("user", texts.user)}
        {input("password", texts.password, "", "password")}
      </div>
      <label className="tick">
        <input type="checkbox" checked={statistics} onChange={(event) => setStatistics(event.currentTarget.checked)} />
        {texts.withStatistics}
      </label>
      <p className="labelled-help">{texts.notKept}</p>
      <Fault fault={fault} />
      <div className="way-foot">
        <span className="bar-space" />
        <Button type="submit" loading={busy} disabled={given.host === "" || given.database === ""}>
          {texts.readTables}
        </Button>
      </div>
    </form>
  );
}
