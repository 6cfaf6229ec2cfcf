import { ActionIcon } from "@mantine/core";
import { IconEye, IconEyeOff, IconSearch } from "@tabler/icons-react";
import { useId, useState, type ComponentProps } from "react";
import { words } from "../texts/words.ts";
import { Labelled } from "./labelled.tsx";
import "./fields.css";

interface Named {
  readonly label: string;
  /** A line below: what it is for. */
  readonly help?: string | undefined;
}

type TextProps = Named &
  Omit<ComponentProps<"input">, "id" | "className" | "onChange"> & { readonly onChange: (value: string) => void };

/** A line of text with its name. */
export function TextField({ label, help, onChange, ...rest }: TextProps) {
  return (
    <Labelled label={label} help={help}>
      {(ids) => (
        <input
          autoComplete="off"
          {...rest}
          {...ids}
          className="control"
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

/** The same for what nobody should read over one's shoulder, unless asked to show it. */
export function SecretField({ label, help, onChange, ...rest }: TextProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? IconEyeOff : IconEye;
  return (
    <Labelled label={label} help={help}>
      {(ids) => (
        <span className="secret">
          <input
            autoComplete="off"
            {...rest}
            {...ids}
            type={shown ? "text" : "password"}
            spellCheck={false}
            className="control"
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <ActionIcon aria-label={words.reveal(label)} aria-pressed={shown} onClick={() => setShown(!shown)}>
            <Icon size={17} aria-hidden />
          </ActionIcon>
        </span>
      )}
    </Labelled>
  );
}

interface Options<Value extends string> {
  /** What may be chosen, as people read it. */
  readonly options: Readonly<Record<Value, string>>;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

type ChoiceProps<Value extends string> = Options<Value> &
  Omit<ComponentProps<"select">, "value" | "onChange" | "className" | "children"> & {
    readonly small?: boolean;
  };

/** One of a list, as the browser has it: name it by a label around or by `aria-label`. */
export function Choice<Value extends string>({ options, value, small, onChange, ...rest }: ChoiceProps<Value>) {
  return (
    <select
      {...rest}
      className="control"
      data-small={small || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Value)}
    >
      {(Object.entries(options) as [Value, string][]).map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  );
}

/** One of a list with its name. */
export function ChoiceField<Value extends string>({ label, help, ...rest }: Named & Options<Value>) {
  return (
    <Labelled label={label} help={help}>
      {(ids) => <Choice {...rest} {...ids} />}
    </Labelled>
  );
}

interface TickProps extends Named {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Something that is so or not. */
export function Tick({ label, help, checked, onChange }: TickProps) {
  const id = useId();
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={checked}
        aria-describedby={help === undefined ? undefined : id}
        aria-label={help === undefined ? undefined : label}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {help !== undefined && (
          <span id={id} className="labelled-help tick-help">
            {help}
          </span>
        )}
      </span>
    </label>
  );
}

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Where one searches a page: the key `/` leads here. */
export function SearchField({ label, value, onChange }: SearchProps) {
  return (
    <span className="search-field">
      <IconSearch size={16} aria-hidden />
      <input
        className="control"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        data-search
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </span>
  );
}
