import "./skeleton.css";

interface Props {
  readonly rows: number;
  readonly heightPx: number;
  readonly label: string;
}

/** The shape of what is coming, shown only when it takes longer than a blink. */
export function Skeleton({ rows, heightPx, label }: Props) {
  return (
    <div className="waiting">
      <span className="sr">{label}</span>
      {Array.from({ length: rows }, (_, k) => (
        <i key={k} style={{ height: heightPx }} />
      ))}
    </div>
  );
}
