import { useId, type ReactNode } from "react";
import "./controls.css";

interface Props {
  readonly label: string;
  /** A line below: what it is for, or what is wrong. */
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly wide?: boolean;
  readonly children: (ids: {
    readonly id: string;
    readonly "aria-describedby"?: string;
    readonly "aria-invalid"?: true;
  }) => ReactNode;
}

/** A control with its name above and its help or fault below. */
export function Labelled({ label, help, error, wide = false, children }: Props) {
  const id = useId();
  const told = error ?? help;
  const ids = {
    id,
    ...(told === undefined || told === "" ? {} : { "aria-describedby": `${id}-help` }),
    ...(error === undefined ? {} : { "aria-invalid": true as const }),
  };
  return (
    <div className="labelled" data-wide={wide || undefined}>
      <label htmlFor={id}>{label}</label>
      {children(ids)}
      {told !== undefined && told !== "" && (
        <p id={`${id}-help`} className="labelled-help" data-error={error !== undefined || undefined}>
          {told}
        </p>
      )}
    </div>
  );
}
