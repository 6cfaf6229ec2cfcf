import { Document, isMap, isScalar, isSeq, visit } from "yaml";

const WIDEST = 140;

/** Stands for the name `null` until all is written, which would be put in quotes; from the area for private use. */
const NULL_NAME = "\ue000null";

/** Characters of JSON that stand on one line, indented. */
const FLAT_LENGTH = 120;

/** A schema as YAML, a field or rule on a line where it fits; `head` are lines of a comment above it. */
export function writeText(document: unknown, head: readonly string[] = []): string {
  const text = new Document(document, { aliasDuplicateObjects: false });
  visit(text, {
    Pair(_, { key }) {
      if (isScalar(key) && key.value === "null") key.value = NULL_NAME;
    },
    Map(_, node, path) {
      // The schema, its tables, each table and its fields stand in lines of their own: three maps and their entries.
      const depth = path.filter((each) => isMap(each)).length;
      const isInRules = path.some((each) => isSeq(each));
      if ((depth >= 4 || isInRules) && JSON.stringify(node).length <= FLAT_LENGTH) node.flow = true;
    },
    Seq(_, node) {
      if (node.items.every((item) => isScalar(item)) && node.items.length > 0) node.flow = true;
      if (node.items.every((item) => isSeq(item)) && node.items.length > 0) node.flow = true;
    },
  });
  const body = text.toString({ lineWidth: WIDEST, flowCollectionPadding: true, minContentWidth: 40 });
  return `${head.map((line) => `# ${line}\n`).join("")}${packNumbers(body).replaceAll(NULL_NAME, "null")}`;
}

/** Long lists of numbers, which the library writes one below the other, with as many on a line as fit. */
function packNumbers(text: string): string {
  return text.replaceAll(/\[\n((?: *-?\d[\d.e+-]*,?\n)+)( *)\]/g, (_, items: string, indent: string) => {
    const inner = `${indent}  `;
    const lines = [""];
    for (const item of items.trim().split(/\s+/)) {
      const line = lines.at(-1)!;
      if (inner.length + line.length + item.length > WIDEST) lines.push(item);
      else lines[lines.length - 1] = line === "" ? item : `${line} ${item}`;
    }
    return `[\n${lines.map((line) => inner + line).join("\n")}\n${indent}]`;
  });
}
