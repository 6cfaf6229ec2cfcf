import { Graph, layout } from "@dagrejs/dagre";
import { linksOf, type Outline } from "../../draft/outline.ts";

/** Where a table stands in the diagram, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const BOX_PX = 210;
const HEAD_PX = 36;
const ROW_PX = 24;
/** Fields that are drawn of a table; the rest are a line that says how many. */
export const MOST_DRAWN = 12;

/** The height of a table of so many fields. */
export const heightOf = (fields: number): number =>
  HEAD_PX + ROW_PX * (Math.min(fields, MOST_DRAWN) + (fields > MOST_DRAWN ? 1 : 0)) + 6;

/** Parents at the left, children at the right, as few crossings as dagre finds. */
export function placeTables(outline: Outline): ReadonlyMap<string, Box> {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: 36, ranksep: 96, marginx: 20, marginy: 20 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name, fields } of outline.tables)
    graph.setNode(name, { width: BOX_PX, height: heightOf(fields.length) });
  for (const { table, to } of linksOf(outline)) if (table !== to && graph.hasNode(to)) graph.setEdge(to, table);
  layout(graph);
  return new Map(
    outline.tables.map(({ name }) => {
      const { x, y, width, height } = graph.node(name) as Box;
      return [name, { x: x - width / 2, y: y - height / 2, width, height }];
    }),
  );
}
