import { useQuery } from "@tanstack/react-query";
import { readHealth } from "../../api/server.ts";
import { settingsTexts as texts } from "../../texts/settings.ts";

/** What this is, and where it is described. */
export function AboutTab() {
  const health = useQuery({ queryKey: ["health"], queryFn: readHealth });
  return (
    <section className="card settings-card" aria-label={texts.tabs.about}>
      <p className="dialog-text">{texts.aboutText}</p>
      <dl>
        <div>
          <dt>{texts.version}</dt>
          <dd>{health.data?.version ?? "…"}</dd>
        </div>
        <div>
          <dt>{texts.edition}</dt>
          <dd>
            {health.data?.edition ?? "…"} <span className="faint">{texts.editionHelp}</span>
          </dd>
        </div>
        <div>
          <dt>{texts.licence}</dt>
          <dd>Apache-2.0</dd>
        </div>
      </dl>
      <p className="settings-links">
        <a href="/docs">{texts.apiDocs}</a>
        <a href="/api/openapi.json">{texts.openapi}</a>
        <a href="/api/schema.json">{texts.schemaJson}</a>
      </p>
    </section>
  );
}
