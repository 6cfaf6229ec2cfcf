import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { isMap } from "../../draft/edit.ts";
import type { OutlineTable } from "../../draft/outline.ts";
import { rulesTexts as texts } from "../../texts/rules.ts";
import { Labelled } from "../../ui/labelled.tsx";
import { useBuilder } from "./builder-context.ts";
import { fieldsOf, GROUPED, MOMENTS, NUMBERS, type Group, type TotalForm } from "./rule-forms.ts";
import { Choice } from "./rule-inputs.tsx";
import "./rule-forms.css";

interface Props {
  readonly form: TotalForm;
  readonly table: OutlineTable;
  readonly onForm: (form: TotalForm) => void;
}

const NONE: Group = { name: "", amount: "" };

/** The groups that a field's own values make; none of a date, whose periods only the user knows. */
function groupsOf(table: OutlineTable, by: string): readonly Group[] {
  const values = table.fields.find(({ name }) => name === by)?.raw["values"];
  const names = Array.isArray(values) ? values.map(String) : isMap(values) ? Object.keys(values) : [];
  return names.length === 0 ? [NONE] : names.map((name) => ({ name, amount: "" }));
}

/** What a field adds up to: over the table, over groups of its rows, or what each parent says. */
export function RuleTotal({ form, table, onForm }: Props) {
  const { draft } = useBuilder();
  const { way, by, groups } = form;
  const parents = table.fields.flatMap(({ name, raw }) => {
    const to = raw.type === "reference" && typeof raw["to"] === "string" ? raw["to"].split(".")[0] : undefined;
    const parent = draft.outline.tables.find((other) => other.name === to);
    return parent === undefined ? [] : fieldsOf(parent, NUMBERS).map((field) => `${name}.${field}`);
  });
  const isDated = fieldsOf(table, MOMENTS).includes(by);
  const put = (k: number, next: Partial<Group>): void =>
    onForm({ ...form, groups: groups.map((group, other) => (other === k ? { ...group, ...next } : group)) });
  const isUntouched = groups.every(({ amount }) => amount === "");
  return (
    <>
      <div className="form-grid">
        <Choice
          label={texts.totalField}
          help={texts.totalFieldHelp}
          value={form.total}
          options={fieldsOf(table, NUMBERS)}
          onChoose={(total) => onForm({ ...form, total })}
        />
        <Choice
          label={texts.addsUpTo}
          value={way}
          options={Object.entries(texts.ways).map(([value, label]) => ({ value, label }))}
          onChoose={(next) => onForm({ ...form, way: next as TotalForm["way"] })}
        />
      </div>
      {way === "whole" && (
        <Labelled label={texts.totalOfTable} help={texts.totalOfTableHelp}>
          {(ids) => (
            <input
              {...ids}
              className="control"
              inputMode="decimal"
              value={form.whole}
              onChange={(event) => onForm({ ...form, whole: event.currentTarget.value })}
            />
          )}
        </Labelled>
      )}
      {way === "parent" &&
        (parents.length === 0 ? (
          <p className="well">{texts.noParent(table.name)}</p>
        ) : (
          <Choice
            label={texts.totalOfParent}
            help={texts.totalOfParentHelp}
            value={form.parent}
            options={parents}
            onChoose={(parent) => onForm({ ...form, parent })}
          />
        ))}
      {way === "groups" && (
        <>
          <Choice
            label={texts.groupedBy}
            help={texts.groupedByHelp}
            value={by}
            options={fieldsOf(table, GROUPED)}
            onChoose={(next) =>
              onForm({ ...form, by: next, ...(isUntouched ? { groups: groupsOf(table, next) } : {}) })
            }
          />
          <fieldset className="weights groups">
            <legend className="legend">{texts.totals}</legend>
            <ul>
              {groups.map(({ name, amount }, k) => (
                // A group is its place: its name is being written.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={k}>
                  <input
                    className="control"
                    aria-label={texts.group(k + 1)}
                    placeholder={isDated ? "2026-01" : ""}
                    value={name}
                    onChange={(event) => put(k, { name: event.currentTarget.value })}
                  />
                  <input
                    className="control"
                    aria-label={texts.totalOf(name === "" ? String(k + 1) : name)}
                    inputMode="decimal"
                    placeholder={texts.amount}
                    value={amount}
                    onChange={(event) => put(k, { amount: event.currentTarget.value })}
                  />
                  <ActionIcon
                    aria-label={texts.dropGroup(name === "" ? String(k + 1) : name)}
                    onClick={() => onForm({ ...form, groups: groups.filter((_, other) => other !== k) })}
                  >
                    <IconX size={14} aria-hidden />
                  </ActionIcon>
                </li>
              ))}
            </ul>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => onForm({ ...form, groups: [...groups, NONE] })}
            >
              {texts.addGroup}
            </Button>
            <p className="labelled-help">{isDated ? texts.periodsHelp : texts.groupsHelp}</p>
          </fieldset>
          <label className="tick">
            <input
              type="checkbox"
              checked={form.ordered}
              onChange={(event) => onForm({ ...form, ordered: event.currentTarget.checked })}
            />
            {texts.inOrder}
          </label>
        </>
      )}
    </>
  );
}
