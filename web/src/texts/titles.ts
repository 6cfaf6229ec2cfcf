/** Words that are not spelt as they stand in a name. */
const SPELT: Readonly<Record<string, string>> = { ecommerce: "E-commerce", iot: "IoT", star: "Star schema" };

/** The name of a template that came with the installation, as people write it: `iot_telemetry` is "IoT telemetry". */
export function toTitle(name: string): string {
  const words = name
    .split("_")
    .map((word) => SPELT[word] ?? word)
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a template is called: what people named stays as it is. */
export const templateTitle = ({ name, builtin }: { readonly name: string; readonly builtin?: boolean }): string =>
  builtin === true ? toTitle(name) : name;

/** What a job is called: its own name, or that of the template it was made of. */
export const jobTitle = ({ name, template }: { readonly name: string; readonly template: string | null }): string =>
  name === template ? toTitle(name) : name;
