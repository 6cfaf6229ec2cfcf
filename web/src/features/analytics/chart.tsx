// What is drawn here has no address.
// oxlint-disable jsx-a11y/prefer-tag-over-role
import { scaleLinear } from "d3-scale";
import { area, curveMonotoneX, line } from "d3-shape";
import { useEffect, useRef, useState } from "react";
import { analyticsTexts as texts } from "../../texts/analytics.ts";
import { toShortCount } from "../../ui/numbers.ts";

const TALL = 200;
const EDGE = { left: 44, right: 10, top: 10, bottom: 24 };
const LABEL_PX = 70;

/** One figure of a day. */
interface Point {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly value: number | null;
  /** A second part on top of the first. */
  readonly more?: number;
}

interface Props {
  readonly title: string;
  readonly points: readonly Point[];
  readonly kind: "bars" | "line";
  readonly color?: string;
  readonly moreColor?: string;
}

const dayText = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const toDayText = (day: string): string => dayText.format(new Date(day));

/** A chart of days. The same figures stand in a table for those who do not see it. */
export function DayChart({ title, points, kind, color = "var(--syn)", moreColor = "var(--ref)" }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(480);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWide(Math.max(200, Math.floor(entry!.contentRect.width))));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const totals = points.map(({ value, more = 0 }) => (value ?? 0) + more);
  const most = Math.max(1, ...totals);
  const y = scaleLinear([0, most], [TALL - EDGE.bottom, EDGE.top]).nice(4);
  const room = (wide - EDGE.left - EDGE.right) / Math.max(1, points.length);
  const x = (k: number): number => EDGE.left + k * room;
  const every = Math.max(1, Math.ceil(LABEL_PX / room));
  const known = points.map(({ value }, k) => ({ value, k })).filter(({ value }) => value !== null);
  const middle = ({ k }: { k: number }): number => x(k) + room / 2;
  const height = ({ value }: { value: number | null }): number => y(value ?? 0);
  const ticks = y.ticks(4).filter(Number.isInteger);
  const label = texts.chart(
    title,
    toDayText(points[0]?.day ?? ""),
    toDayText(points[points.length - 1]?.day ?? ""),
    toShortCount(most),
  );
  return (
    <div ref={box} className="day-chart">
      <svg width={wide} height={TALL} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={EDGE.left} x2={wide - EDGE.right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
            <text x={EDGE.left - 8} y={y(tick) + 4} textAnchor="end">
              {toShortCount(tick)}
            </text>
          </g>
        ))}
        {points.map(({ day }, k) =>
          k % every === 0 && x(k) + room / 2 < wide - 20 ? (
            <text key={day} x={Math.max(EDGE.left + 14, x(k) + room / 2)} y={TALL - 6} textAnchor="middle">
              {toDayText(day)}
            </text>
          ) : null,
        )}
        {kind === "bars" &&
          points.map(({ day, value, more = 0 }, k) => {
            const width = Math.min(26, Math.max(1, room * 0.72));
            const left = x(k) + (room - width) / 2;
            const first = y(value ?? 0);
            const foot = TALL - EDGE.bottom;
            return (
              <g key={day}>
                <rect x={left} width={width} y={first} height={foot - first} fill={color} rx={1.5} />
                {more > 0 && (
                  <rect
                    x={left}
                    width={width}
                    y={y((value ?? 0) + more)}
                    height={first - y((value ?? 0) + more)}
                    fill={moreColor}
                    rx={1.5}
                  />
                )}
              </g>
            );
          })}
        {kind === "line" && (
          <>
            <path
              d={
                area<{ k: number; value: number | null }>()
                  .x(middle)
                  .y0(TALL - EDGE.bottom)
                  .y1(height)
                  .curve(curveMonotoneX)(known) ?? ""
              }
              fill="var(--syn-fill)"
            />
            <path
              d={line<{ k: number; value: number | null }>().x(middle).y(height).curve(curveMonotoneX)(known) ?? ""}
              fill="none"
              stroke="var(--syn-line)"
              strokeWidth="2"
            />
            {known.map((point) => (
              <circle key={point.k} cx={middle(point)} cy={height(point)} r="2.5" fill="var(--syn-line)" />
            ))}
          </>
        )}
      </svg>
      <table className="sr">
        <caption>{title}</caption>
        <tbody>
          {points
            .filter((_, k) => totals[k]! > 0)
            .map(({ day, value, more = 0 }) => (
              <tr key={day}>
                <th scope="row">{toDayText(day)}</th>
                <td>{toShortCount((value ?? 0) + more)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

interface RankProps {
  readonly items: readonly { readonly name: string; readonly value: number; readonly text: string }[];
}

/** Names with bars, the longest first. */
export function Ranking({ items }: RankProps) {
  const most = Math.max(1, ...items.map(({ value }) => value));
  return (
    <ul className="ranking">
      {items.map(({ name, value, text }) => (
        <li key={name}>
          <span className="ranking-line">
            <span title={name}>{name}</span>
            <span className="num faint">{text}</span>
          </span>
          <span className="ranking-bar" aria-hidden>
            <i style={{ transform: `scaleX(${value / most})` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
