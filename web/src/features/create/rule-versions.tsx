import { rulesTexts as texts } from "../../texts/rules.ts";
import type { OutlineTable } from "../../draft/outline.ts";
import { Choice, NameInput } from "./rule-inputs.tsx";
import { fieldsOf, MOMENTS, type VersionsForm } from "./rule-forms.ts";

interface Props {
  readonly form: VersionsForm;
  readonly table: OutlineTable;
  readonly onForm: (form: VersionsForm) => void;
}

/** Rows of one parent as its versions: from when each holds, and where its end, its number and whether it is the last are put. */
export function RuleVersions({ form, table, onForm }: Props) {
  const isCounted = typeof table.rows === "object";
  return (
    <>
      {!isCounted && <p className="well">{texts.versionsOfParent(table.name)}</p>}
      <Choice
        label={texts.holdsFrom}
        help={texts.holdsFromHelp}
        value={form.versions}
        options={fieldsOf(table, MOMENTS)}
        onChoose={(versions) => onForm({ ...form, versions })}
      />
      <div className="form-grid">
        <NameInput
          label={texts.holdsUntil}
          help={texts.holdsUntilHelp}
          table={table}
          value={form.until}
          onWrite={(until) => onForm({ ...form, until })}
        />
        <NameInput
          label={texts.versionNumber}
          help={texts.versionNumberHelp}
          table={table}
          value={form.number}
          onWrite={(number) => onForm({ ...form, number })}
        />
        <NameInput
          label={texts.isLast}
          help={texts.isLastHelp}
          table={table}
          value={form.current}
          onWrite={(current) => onForm({ ...form, current })}
        />
      </div>
    </>
  );
}
