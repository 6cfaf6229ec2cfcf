import { ActionIcon, Button } from "@mantine/core";
import { IconAlertTriangle, IconPencil, IconPlus, IconShieldCheck, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Edit, Path } from "../../draft/edit.ts";
import type { OutlineRule } from "../../draft/outline.ts";
import { valueAt } from "../../draft/edit.ts";
import { rulesTexts as texts } from "../../texts/rules.ts";
import { Menu, MenuItem, MenuLine } from "../../ui/menu.tsx";
import { problemsAt, useBuilder } from "./builder-context.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { FORM_KINDS, ruleSentence, type FormKind } from "./rule-sentence.ts";

interface Editing {
  readonly kind: FormKind | "yaml";
  readonly rule?: OutlineRule;
}

/** The rules of the table on show. */
export function RulesView() {
  const { draft, table, problems, rules } = useBuilder();
  const [editing, setEditing] = useState<Editing | undefined>(undefined);
  if (table === undefined) return null;
  const drop = ({ path }: OutlineRule): void => {
    const list = path.slice(0, -1) as Path;
    const only = (valueAt(draft.value, list) as unknown[]).length === 1;
    draft.apply([{ do: "drop", at: only ? list : path }]);
  };
  const save = (raw: Readonly<Record<string, unknown>>): void => {
    const rule = editing?.rule;
    const list: Path = ["tables", table.name, "rules"];
    const known = valueAt(draft.value, list) !== undefined;
    const shared = rule?.path[0] === "rules" ? { table: table.name } : {};
    const edit: Edit =
      rule !== undefined
        ? { do: "set", at: rule.path, value: { ...shared, ...raw } }
        : known
          ? { do: "add", at: list, value: raw }
          : { do: "set", at: list, value: [raw] };
    draft.apply([edit]);
    setEditing(undefined);
  };
  return (
    <div className="rules">
      {table.rules.length === 0 ? (
        <div className="rules-none">
          <IconShieldCheck size={22} stroke={1.5} aria-hidden />
          <p>{texts.noRules(table.name)}</p>
        </div>
      ) : (
        <ul aria-label={texts.rulesOf(table.name)}>
          {table.rules.map((rule) => {
            const faults = problemsAt(problems, rule.path.join("."));
            return (
              <li key={rule.path.join(".")} className="rule">
                <span className="rule-words">
                  <code>{ruleSentence(rule.raw)}</code>
                  {faults.map(({ message, hint }) => (
                    <span key={message} className="field-fault">
                      <IconAlertTriangle size={13} aria-hidden /> {message} {hint}
                    </span>
                  ))}
                </span>
                <ActionIcon
                  aria-label={texts.editRule(ruleSentence(rule.raw))}
                  disabled={!draft.readable}
                  onClick={() => setEditing({ kind: "yaml", rule })}
                >
                  <IconPencil size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={texts.dropRule(ruleSentence(rule.raw))}
                  disabled={!draft.readable}
                  onClick={() => drop(rule)}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
      )}
      <Menu
        at="bottom-start"
        width={360}
        renderTarget={(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            disabled={!draft.readable}
          >
            {texts.addRule}
          </Button>
        )}
      >
        {FORM_KINDS.map((kind) => (
          <MenuItem
            key={kind}
            help={rules.find(({ name }) => name === kind)?.summary}
            onChoose={() => setEditing({ kind })}
          >
            {texts.kinds[kind]}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem onChoose={() => setEditing({ kind: "yaml" })}>{texts.ruleAsYaml}</MenuItem>
      </Menu>
      {editing !== undefined && (
        <RuleDialog
          kind={editing.kind}
          rule={editing.rule}
          table={table}
          onSave={save}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  );
}
