// What is drawn here has no address, and no tag is drawn like it.
// oxlint-disable jsx-a11y/prefer-tag-over-role
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Chunk } from "../../api/jobs.ts";
import { hasEnded, type LiveJob } from "../../api/live.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { toCount, toShortCount } from "../../ui/numbers.ts";
import { curveOf, extend, workOf, type Curve } from "./curve.ts";

const TALL_PX = 190;
const LEAST_RATE = 1000;
/** A job that took less has too few moments for a curve. */
const LEAST_S = 3;

const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  const two = (n: number): string => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
};

function openPlot(box: HTMLElement, curve: Curve): uPlot {
  const css = getComputedStyle(document.documentElement);
  const color = (name: string): string => css.getPropertyValue(name).trim();
  const font = '11px "Inter Variable"';
  const fill = ({ ctx, bbox }: uPlot): CanvasGradient => {
    const gradient = ctx.createLinearGradient(0, bbox.top, 0, bbox.top + bbox.height);
    gradient.addColorStop(0, color("--syn-fill"));
    gradient.addColorStop(1, "rgba(0, 0, 0, 0)");
    return gradient;
  };
  const options: uPlot.Options = {
    width: box.clientWidth,
    height: TALL_PX,
    padding: [8, 14, 0, 0],
    cursor: { points: { size: 7 }, y: false, drag: { x: false, y: false } },
    legend: { show: false },
    scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(LEAST_RATE, (most ?? 0) * 1.15)] } },
    axes: [
      {
        stroke: color("--ink-3"),
        font,
        grid: { show: false },
        ticks: { show: false },
        values: (_, xs) => xs.map(clock),
        incrs: [1, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600],
        space: 70,
        gap: 4,
        size: 26,
      },
      {
        stroke: color("--ink-3"),
        font,
        grid: { stroke: color("--line"), width: 1 },
        ticks: { show: false },
        values: (_, ys) => ys.map(toShortCount),
        size: 48,
        gap: 6,
        space: 40,
      },
    ],
    series: [
      {},
      {
        stroke: color("--syn-line"),
        width: 2,
        fill,
        points: { show: false },
        paths: uPlot.paths.spline!(),
      },
    ],
  };
  return new uPlot(options, [curve.xs, curve.ys], box);
}

interface Props {
  readonly live: LiveJob;
  /** What the ledger knows of the time before this page was opened. */
  readonly chunks: readonly Chunk[];
}

/** Rows per second over time, or a word where there is no time to draw. */
export function Throughput({ live, chunks }: Props) {
  const { job } = live.get();
  if (job !== undefined && job.progress.rows_done === 0 && job.status !== "generating")
    return <p className="faint">{hasEnded(job) ? texts.noneMade : texts.noThroughput}</p>;
  if (job !== undefined && job.finished_at !== null && job.progress.worked_s < LEAST_S)
    return <p className="faint">{texts.tooQuick}</p>;
  return <Plot live={live} chunks={chunks} />;
}

/** The curve is written into the plot at each event, past React. */
function Plot({ live, chunks }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  const curve = useRef<Curve>({ xs: [], ys: [] });
  const plot = useRef<uPlot | undefined>(undefined);
  const { job, line } = live.get();
  const started = job !== undefined && job.started_at !== null;
  const ended = line === "ended";
  const known = chunks.length;

  useEffect(() => {
    if (known === 0 || !started) return;
    const { job: now } = live.get();
    if (now === undefined) return;
    curve.current = curveOf(chunks, workOf(now), now.progress.worked_s);
    plot.current?.setData([curve.current.xs, curve.current.ys]);
    // The ledger is read for the past once, and once more at the end; meanwhile events add points.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [live, started, known > 0, ended]);

  useEffect(() => {
    const frame = box.current!;
    const mine = openPlot(frame, curve.current);
    plot.current = mine;
    const observer = new ResizeObserver(() => mine.setSize({ width: frame.clientWidth, height: TALL_PX }));
    observer.observe(frame);
    const stop = live.subscribe(() => {
      const { job: now } = live.get();
      if (now?.status !== "generating") return;
      extend(curve.current, now.progress.worked_s, now.progress.rows_per_second);
      mine.setData([curve.current.xs, curve.current.ys]);
    });
    return () => {
      stop();
      observer.disconnect();
      mine.destroy();
      plot.current = undefined;
    };
  }, [live, scheme]);

  return (
    <div
      ref={box}
      className="throughput"
      role="img"
      aria-label={texts.throughputNow(toCount(job?.progress.rows_per_second ?? 0))}
    />
  );
}
