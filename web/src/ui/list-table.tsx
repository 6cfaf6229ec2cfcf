import type { ReactNode } from "react";
import "./table.css";

/** A column of a list: its name, or more about it. */
type ListColumn =
  | string
  | {
      readonly name: string;
      /** Numbers stand at the right. */
      readonly num?: boolean;
      /** Left out where there is little room. */
      readonly extra?: boolean;
      /** What the buttons of a row are for: only read aloud. */
      readonly spoken?: boolean;
    };

interface Props {
  readonly columns: readonly ListColumn[];
  /** In a card of its own, unless it stands in one. */
  readonly bare?: boolean;
  /** The rows: `tr` with a `th` that names it. */
  readonly children: ReactNode;
}

/** A list as a table: the names of its columns above its rows. */
export function ListTable({ columns, bare = false, children }: Props) {
  return (
    <div className={bare ? "table-box" : "table-box card"}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => {
              const { name, num, extra, spoken } = typeof column === "string" ? { name: column } : column;
              const classes = [num === true ? "num-head" : "", extra === true ? "extra" : ""].filter(
                (one) => one !== "",
              );
              return (
                <th
                  key={spoken === true ? "" : name}
                  scope="col"
                  className={classes.length === 0 ? undefined : classes.join(" ")}
                >
                  {spoken === true ? <span className="sr">{name}</span> : name}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
