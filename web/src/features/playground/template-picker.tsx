import { Select } from "@mantine/core";
import type { Template } from "../../api/templates.ts";
import { previewTexts as texts } from "../../texts/preview.ts";

interface Props {
  readonly templates: readonly Template[];
  readonly value: string;
  readonly onChoose: (name: string) => void;
}

/** Chooses the schema to begin with. */
export function TemplatePicker({ templates, value, onChoose }: Props) {
  const summaries = new Map(templates.map(({ name, summary }) => [name, summary]));
  return (
    <Select
      className="template"
      aria-label={texts.template}
      placeholder={texts.template}
      data={templates.map(({ name }) => name)}
      value={value === "" ? null : value}
      onChange={(name) => name !== null && onChoose(name)}
      allowDeselect={false}
      maxDropdownHeight={420}
      nothingFoundMessage={texts.noTemplates}
      withScrollArea={false}
      comboboxProps={{ width: 380, position: "bottom-start", shadow: "md", withinPortal: false }}
      renderOption={({ option }) => (
        <span className="template-option">
          <b>{option.value}</b>
          <span>{summaries.get(option.value)}</span>
        </span>
      )}
    />
  );
}
