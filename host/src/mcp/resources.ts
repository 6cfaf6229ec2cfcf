import { ResourceTemplate, type McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { fieldTypes, schemaJson } from "@semblance/engine";
import type { Hand } from "./hand.ts";

const JSON_TYPE = "application/json";
const YAML_TYPE = "application/yaml";

/** What agents read before they write a schema. */
export function registerResources(server: McpServer, hand: Hand): void {
  server.registerResource(
    "schema.json",
    "semblance://schema.json",
    { title: "JSON Schema of schemas", description: "All that a schema can say.", mimeType: JSON_TYPE },
    ({ href }) => ({ contents: [{ uri: href, mimeType: JSON_TYPE, text: JSON.stringify(schemaJson()) }] }),
  );
  server.registerResource(
    "data-types",
    "semblance://data-types",
    { title: "Field types", description: "Every field type with what it gives.", mimeType: JSON_TYPE },
    ({ href }) => {
      const types = fieldTypes.map(({ name, summary }) => ({ name, summary }));
      return { contents: [{ uri: href, mimeType: JSON_TYPE, text: JSON.stringify(types) }] };
    },
  );
  server.registerResource(
    "template",
    new ResourceTemplate("semblance://templates/{id}", {
      list: async () => ({
        resources: (await hand.templates()).map(({ id, name, summary }) => ({
          uri: `semblance://templates/${encodeURIComponent(id)}`,
          name,
          description: summary,
          mimeType: YAML_TYPE,
        })),
      }),
    }),
    { title: "Templates", description: "Schemas that come with Semblance, and own ones.", mimeType: YAML_TYPE },
    async ({ href }, { id }) => {
      const found = (await hand.templates()).find((template) => template.id === id);
      if (found === undefined) throw new Error(`there is no template ${String(id)}.`);
      return { contents: [{ uri: href, mimeType: YAML_TYPE, text: found.text }] };
    },
  );
}
