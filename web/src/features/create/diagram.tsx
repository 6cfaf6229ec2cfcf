import { Button } from "@mantine/core";
import { IconLayoutDistributeHorizontal, IconLink } from "@tabler/icons-react";
import {
  Background,
  Controls,
  Handle,
  MarkerType,
  Position,
  ReactFlow,
  type Connection,
  type Edge,
  type Node,
  type NodeProps,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useCallback, useMemo, useState } from "react";
import { linksOf, type OutlineTable } from "../../draft/outline.ts";
import { createTexts as texts } from "../../texts/create.ts";
import { toCount } from "../../ui/numbers.ts";
import { useBuilder } from "./builder-context.ts";
import { heightOf, MOST_DRAWN, placeTables, type Box } from "./diagram-layout.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { TableDialog } from "./table-dialog.tsx";

type TableNode = Node<
  { readonly table: OutlineTable; readonly rows: number | undefined; readonly onField: (field: string) => void },
  "table"
>;

function TableCard({ data: { table, rows, onField } }: NodeProps<TableNode>) {
  return (
    <div className="node">
      <Handle type="source" position={Position.Right} />
      <Handle type="target" position={Position.Left} />
      <header>
        <b>{table.name}</b>
        <span>{rows === undefined ? "" : toCount(rows)}</span>
      </header>
      <ul>
        {table.fields.slice(0, MOST_DRAWN).map(({ name, raw }) => (
          <li key={name}>
            <button type="button" className="nodrag" tabIndex={-1} onClick={() => onField(name)}>
              <code>{name}</code>
              {raw["key"] === true && <span className="mark">{texts.key}</span>}
              {raw.type === "reference" && <span className="mark">{texts.link}</span>}
            </button>
          </li>
        ))}
        {table.fields.length > MOST_DRAWN && (
          <li className="node-more">{texts.moreFields(table.fields.length - MOST_DRAWN)}</li>
        )}
      </ul>
    </div>
  );
}

const NODE_TYPES = { table: TableCard };

/** How many children a parent has, in words: "0 to 9". */
function perParent(child: OutlineTable, parent: string): string {
  const { rows } = child;
  if (typeof rows !== "object" || rows.per !== parent) return texts.anyNumber;
  const { min, max, mean } = rows;
  if (min === undefined && max === undefined)
    return typeof mean === "number" ? texts.about(String(mean)) : texts.anyNumber;
  const text = (value: unknown, open: string): string => (typeof value === "number" ? String(value) : open);
  return min === max ? text(min, "0") : `${text(min, "0")} ${texts.to} ${text(max, "∞")}`;
}

/** Tables and links as a picture: drag from a parent to a child, or use "Add link"; a table's rows are edited by its label. */
export function Diagram() {
  const { draft, rowsOf, chooseTable } = useBuilder();
  const { outline } = draft;
  const shape = outline.tables.map(({ name, fields }) => `${name} ${fields.length}`).join(" ");
  const tied = linksOf(outline)
    .map(({ table, to }) => `${table} ${to}`)
    .join(" ");
  // Laid out when tables or links come and go, never while somebody types.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const placed = useMemo(() => placeTables(outline), [shape, tied]);
  const [moved, setMoved] = useState<ReadonlyMap<string, { x: number; y: number }>>(new Map());
  const [linking, setLinking] = useState<{ from?: string; to?: string } | undefined>(undefined);
  const [counting, setCounting] = useState("");

  const nodes = outline.tables.map((table): TableNode => {
    const box: Box = placed.get(table.name)!;
    return {
      id: table.name,
      type: "table",
      position: moved.get(table.name) ?? box,
      width: box.width,
      height: heightOf(table.fields.length),
      ariaLabel: texts.nodeLabel(table.name, table.fields.length),
      data: { table, rows: rowsOf(table.name), onField: (field) => chooseTable(table.name, field) },
    };
  });
  const edges = linksOf(outline).map(({ table, field, to }): Edge => {
    const child = outline.tables.find(({ name }) => name === table)!;
    return {
      id: `${table}.${field}`,
      source: to,
      target: table,
      type: "smoothstep",
      label: perParent(child, to),
      ariaLabel: texts.edgeLabel(table, field, to),
      markerEnd: { type: MarkerType.ArrowClosed, color: "var(--ink-3)" },
    };
  });
  const connect = useCallback(({ source, target }: Connection) => setLinking({ from: target, to: source }), []);
  const counted = outline.tables.find(({ name }) => name === counting);
  return (
    <div className="diagram">
      <div className="diagram-bar">
        <p>{texts.diagramHelp}</p>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconLayoutDistributeHorizontal size={15} aria-hidden />}
          onClick={() => setMoved(new Map())}
        >
          {texts.tidy}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconLink size={15} aria-hidden />}
          disabled={!draft.readable}
          onClick={() => setLinking({})}
        >
          {texts.addLink}
        </Button>
      </div>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        fitView
        fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
        minZoom={0.1}
        proOptions={{ hideAttribution: false }}
        nodesFocusable
        edgesFocusable
        deleteKeyCode={null}
        onConnect={connect}
        onNodeClick={(_, { id }) => chooseTable(id)}
        onEdgeClick={(_, { target }) => setCounting(target)}
        onNodesChange={(changes) => {
          for (const change of changes) {
            if (change.type !== "position" || change.position === undefined) continue;
            const { id, position } = change;
            setMoved((old) => new Map(old).set(id, position));
          }
        }}
      >
        <Background gap={18} color="var(--line)" />
        <Controls showInteractive={false} />
      </ReactFlow>
      {linking !== undefined && <LinkDialog {...linking} onClose={() => setLinking(undefined)} />}
      {counted !== undefined && <TableDialog table={counted} onClose={() => setCounting("")} />}
    </div>
  );
}
