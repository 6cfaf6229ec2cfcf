/** A part of a JSON Schema as the document has it. */
export type Shape = Readonly<Record<string, unknown>>;

const isShape = (value: unknown): value is Shape =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Text that is safe between tags and in attributes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const indent = (depth: number): string => "  ".repeat(depth);

/** The range, length, form and default of a shape, in HTML; nothing where it has none. */
export function boundsOf({
  minimum,
  maximum,
  minLength,
  maxLength,
  format,
  pattern,
  default: otherwise,
}: Shape): string {
  const isBounded = (bound: unknown): boolean => typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const range =
    isBounded(minimum) || isBounded(maximum)
      ? [`${isBounded(minimum) ? String(minimum) : ""} … ${isBounded(maximum) ? String(maximum) : ""}`.trim()]
      : [];
  const length =
    minLength === undefined && maxLength === undefined
      ? []
      : [`${JSON.stringify(minLength ?? 0)} … ${maxLength === undefined ? "" : JSON.stringify(maxLength)} characters`];
  const words = [
    ...range,
    ...length,
    ...(typeof format === "string" ? [format] : typeof pattern === "string" && pattern.length < 40 ? [pattern] : []),
    ...(otherwise === undefined || typeof otherwise === "object" ? [] : [`otherwise ${JSON.stringify(otherwise)}`]),
  ];
  return words.length === 0 ? "" : ` <i>${escapeHtml(words.join(", "))}</i>`;
}

function objectText(shape: Shape, depth: number): string {
  const properties = Object.entries((shape["properties"] ?? {}) as Record<string, Shape>);
  const { additionalProperties: more } = shape;
  if (properties.length === 0)
    return isShape(more) && Object.keys(more).length > 0 ? `{ [name]: ${shapeText(more, depth)} }` : "{ … }";
  const required = new Set((shape["required"] ?? []) as readonly string[]);
  const lines = properties.map(
    ([name, own]) =>
      `${indent(depth + 1)}<b>${escapeHtml(name)}</b>${required.has(name) ? "" : "?"}: ${shapeText(own, depth + 1)}${boundsOf(own)}`,
  );
  return `{\n${lines.join("\n")}\n${indent(depth)}}`;
}

/** A shape as people read it, in HTML; shapes with names are links. */
export function shapeText(shape: Shape, depth = 0): string {
  const { $ref: reference, anyOf, oneOf, enum: values, const: value, type, items } = shape;
  if (typeof reference === "string") {
    const name = escapeHtml(reference.slice(reference.lastIndexOf("/") + 1));
    return `<a href="#shape-${name}">${name}</a>`;
  }
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) {
    return [...new Set(choices.map((choice: Shape) => shapeText(choice, depth)))].join(" | ");
  }
  if (value !== undefined) return escapeHtml(JSON.stringify(value));
  if (Array.isArray(values)) return values.map((each) => escapeHtml(JSON.stringify(each))).join(" | ");
  if (type === "array") return `list of ${shapeText(isShape(items) ? items : {}, depth)}`;
  if (type === "object") return objectText(shape, depth);
  return typeof type === "string" ? type : "any";
}
