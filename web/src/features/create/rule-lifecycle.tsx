import { ActionIcon, Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { OutlineTable } from "../../draft/outline.ts";
import { rulesTexts as texts } from "../../texts/rules.ts";
import { Labelled } from "../../ui/labelled.tsx";
import { isSpan, newState, sharesOf, type LifecycleForm, type StateForm } from "./rule-forms.ts";
import { NameInput } from "./rule-inputs.tsx";
import "./rule-forms.css";

interface StateProps {
  readonly state: StateForm;
  readonly place: number;
  readonly others: readonly StateForm[];
  readonly table: OutlineTable;
  readonly onState: (next: Partial<StateForm>) => void;
  readonly onDrop: () => void;
}

/** A state: how many rows are in it, when they came, and what may follow. */
function State({ state, place, others, table, onState, onDrop }: StateProps) {
  const { name, share, at, least, most, next } = state;
  const shown = name === "" ? String(place) : name;
  const span = (key: "least" | "most", value: string, label: string, placeholder: string) => (
    <Labelled label={label} error={isSpan(value.trim()) ? undefined : texts.badSpan}>
      {(ids) => (
        <input
          {...ids}
          className="control"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onState({ [key]: event.currentTarget.value })}
        />
      )}
    </Labelled>
  );
  return (
    <fieldset className="state-card">
      <legend className="sr">{texts.stateOf(shown)}</legend>
      <div className="state-grid">
        <Labelled label={texts.stateName}>
          {(ids) => (
            <input
              {...ids}
              className="control"
              value={name}
              onChange={(event) => onState({ name: event.currentTarget.value })}
            />
          )}
        </Labelled>
        <Labelled label={texts.stateShare}>
          {(ids) => (
            <input
              {...ids}
              className="control"
              inputMode="decimal"
              placeholder={texts.noShare}
              value={share}
              onChange={(event) => onState({ share: event.currentTarget.value })}
            />
          )}
        </Labelled>
        <NameInput label={texts.stateAt} table={table} value={at} onWrite={(next) => onState({ at: next })} />
        {place > 1 && span("least", least, texts.waitLeast, "5m")}
        {place > 1 && span("most", most, texts.waitMost, "2d")}
      </div>
      <ActionIcon className="state-drop" aria-label={texts.dropState(shown)} onClick={onDrop}>
        <IconX size={15} aria-hidden />
      </ActionIcon>
      {others.length > 0 && (
        <fieldset className="state-next" aria-label={texts.nextOf(shown)}>
          <span>{next.length > 1 ? texts.nextByWeight : texts.next}</span>
          {others.map((other) => {
            const found = next.find(({ id }) => id === other.id);
            const to = other.name === "" ? texts.unnamed : other.name;
            return (
              <span key={other.id} className="state-way">
                <label className="tick">
                  <input
                    type="checkbox"
                    checked={found !== undefined}
                    onChange={(event) =>
                      onState({
                        next: event.currentTarget.checked
                          ? [...next, { id: other.id, weight: "1" }]
                          : next.filter(({ id }) => id !== other.id),
                      })
                    }
                  />
                  {to}
                </label>
                {found !== undefined && next.length > 1 && (
                  <input
                    className="control"
                    data-small
                    inputMode="decimal"
                    aria-label={texts.weightTo(shown, to)}
                    value={found.weight}
                    onChange={(event) => {
                      const weight = event.currentTarget.value;
                      onState({ next: next.map((way) => (way.id === other.id ? { ...way, weight } : way)) });
                    }}
                  />
                )}
              </span>
            );
          })}
        </fieldset>
      )}
    </fieldset>
  );
}

interface Props {
  readonly form: LifecycleForm;
  readonly table: OutlineTable;
  readonly onForm: (form: LifecycleForm) => void;
}

/** States that rows go through, with their shares and moments, and which may follow which. */
export function RuleLifecycle({ form, table, onForm }: Props) {
  const { states } = form;
  const shares = sharesOf(form);
  const put = (id: number, next: Partial<StateForm>): void =>
    onForm({ ...form, states: states.map((state) => (state.id === id ? { ...state, ...next } : state)) });
  const drop = (gone: number): void =>
    onForm({
      ...form,
      states: states
        .filter(({ id }) => id !== gone)
        .map((state) => ({ ...state, next: state.next.filter(({ id }) => id !== gone) })),
    });
  const add = (): void => onForm({ ...form, states: [...states, newState(states)] });
  return (
    <>
      <NameInput
        label={texts.stateField}
        help={texts.stateFieldHelp}
        table={table}
        value={form.lifecycle}
        onWrite={(lifecycle) => onForm({ ...form, lifecycle })}
      />
      <div className="states">
        <p className="labelled-help">{texts.statesHelp}</p>
        {states.map((state, k) => (
          <State
            key={state.id}
            state={state}
            place={k + 1}
            others={states.filter(({ id }) => id !== state.id)}
            table={table}
            onState={(next) => put(state.id, next)}
            onDrop={() => drop(state.id)}
          />
        ))}
        {shares !== undefined && shares !== 100 && (
          <p className="labelled-help" data-error>
            {texts.sharesAre(Number.isNaN(shares) ? "?" : String(shares))}
          </p>
        )}
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {texts.addState}
        </Button>
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={form.exact}
          onChange={(event) => onForm({ ...form, exact: event.currentTarget.checked })}
        />
        {texts.exactShares}
      </label>
    </>
  );
}
