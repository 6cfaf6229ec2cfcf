// What is drawn here has no address, and no tag is drawn like it.
// oxlint-disable jsx-a11y/prefer-tag-over-role
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Chunk } from "../../api/jobs.ts";
import { jobsTexts as texts } from "../../texts/jobs.ts";
import { toSpan } from "../../ui/moments.ts";
import { toCount, toDuration } from "../../ui/numbers.ts";
import { bundleOf, squaresOf, type Square } from "./squares.ts";

const GAP_PX = 2;

interface Layout {
  readonly columns: number;
  readonly sidePx: number;
  readonly tallPx: number;
}

/** Squares of a size one can hit, smaller where there are many. */
function layoutOf(count: number, widthPx: number): Layout {
  const wanted = count <= 1000 ? 16 : 11;
  const columns = Math.max(10, Math.floor(widthPx / wanted));
  const stepPx = widthPx / columns;
  return { columns, sidePx: stepPx - GAP_PX, tallPx: Math.ceil(count / columns) * stepPx };
}

function draw(canvas: HTMLCanvasElement, squares: readonly Square[], { columns, sidePx }: Layout): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const css = getComputedStyle(document.documentElement);
  const color = (name: string): string => css.getPropertyValue(name).trim();
  const fills: Readonly<Record<Square, string>> = {
    0: color("--c0"),
    1: color("--c1"),
    2: color("--c2"),
    3: color("--c3"),
    again: color("--warn-mark"),
    failed: color("--bad"),
    running: color("--surface"),
    waiting: color("--sunken"),
  };
  const [accent, line] = [color("--accent"), color("--line-2")];
  const scale = window.devicePixelRatio;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  squares.forEach((square, k) => {
    const x = (k % columns) * (sidePx + GAP_PX);
    const y = Math.floor(k / columns) * (sidePx + GAP_PX);
    context.fillStyle = fills[square];
    context.beginPath();
    context.roundRect(x, y, sidePx, sidePx, 2.5);
    context.fill();
    if (square !== "running" && square !== "waiting") return;
    const thick = square === "running" ? 2 : 1;
    context.strokeStyle = square === "running" ? accent : line;
    context.lineWidth = thick;
    context.beginPath();
    context.roundRect(x + thick / 2, y + thick / 2, sidePx - thick, sidePx - thick, 2.5);
    context.stroke();
  });
}

interface Pointed {
  readonly chunk: Chunk;
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

function Tip({ pointed: { chunk, number, x, y } }: { readonly pointed: Pointed }) {
  const { started_at: started, finished_at: finished, attempts, state } = chunk;
  const tookMs = started !== null && finished !== null ? Date.parse(finished) - Date.parse(started) : undefined;
  return (
    <div className="tip" style={{ left: Math.min(x + 14, window.innerWidth - 240), top: y + 16 }}>
      <b>{texts.chunkTitle(toCount(number), chunk.table)}</b>
      <br />
      {texts.chunkRows(toCount(chunk.from), toCount(chunk.to - 1))}
      <br />
      {state === "running" && texts.running}
      {state === "todo" && texts.chunkWaiting}
      {state === "failed" && texts.chunkFailed}
      {state === "done" &&
        tookMs !== undefined &&
        texts.chunkTook(tookMs < 10_000 ? toDuration(tookMs) : toSpan(tookMs / 1000))}
      {attempts > 1 && `, ${texts.chunkTries(attempts)}`}
    </div>
  );
}

interface Props {
  readonly chunks: readonly Chunk[];
  /** Whether what is not made will not be made. */
  readonly ended: boolean;
}

/** Every chunk as a square: the colour is the time it took, a ring is at work, amber was made more than once. */
export function ChunkMap({ chunks, ended }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  const [widthPx, setWidth] = useState(0);
  const [pointed, setPointed] = useState<Pointed | undefined>(undefined);
  const squares = useMemo(() => squaresOf(chunks), [chunks]);
  const layout = useMemo(() => layoutOf(squares.length, Math.max(1, widthPx)), [squares.length, widthPx]);

  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const at = canvas.current;
    if (at === null || widthPx === 0) return;
    at.width = Math.round(widthPx * window.devicePixelRatio);
    at.height = Math.round(layout.tallPx * window.devicePixelRatio);
    draw(at, squares, layout);
    // The scheme is read from the page's style while drawing.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [squares, layout, widthPx, scheme]);

  const counted = (state: Chunk["state"]): number => chunks.filter((chunk) => chunk.state === state).length;
  const again = chunks.filter(({ attempts, state }) => attempts > 1 && state === "done").length;
  const [done, running, failed] = [counted("done"), counted("running"), counted("failed")];
  const waiting = chunks.length - done - running - failed;
  const bundle = bundleOf(chunks.length);
  return (
    <>
      <div ref={frame} className="chunk-map">
        <canvas
          ref={canvas}
          role="img"
          aria-label={texts.chunkMap(
            toCount(done),
            toCount(running),
            toCount(again),
            toCount(failed),
            toCount(waiting),
          )}
          style={{ width: widthPx, height: layout.tallPx }}
          onMouseMove={({ clientX, clientY, nativeEvent: { offsetX, offsetY } }) => {
            const step = layout.sidePx + GAP_PX;
            const square = Math.floor(offsetY / step) * layout.columns + Math.floor(offsetX / step);
            const chunk = chunks[square * bundle];
            setPointed(chunk && { chunk, number: square * bundle + 1, x: clientX, y: clientY });
          }}
          onMouseLeave={() => setPointed(undefined)}
        />
        {pointed !== undefined && <Tip pointed={pointed} />}
      </div>
      <p className="legend">
        <span>
          {texts.fast}
          <span className="legend-scale">
            {["--c0", "--c1", "--c2", "--c3"].map((name) => (
              <i key={name} style={{ background: `var(${name})` }} />
            ))}
          </span>
          {texts.slow}
        </span>
        <span>
          <i className="legend-ring" /> {texts.running} <b className="num">{toCount(running)}</b>
        </span>
        <span>
          <i style={{ background: "var(--warn-mark)" }} /> {texts.again} <b className="num">{toCount(again)}</b>
        </span>
        {failed > 0 && (
          <span>
            <i style={{ background: "var(--bad)" }} /> {texts.chunkFailed} <b className="num">{toCount(failed)}</b>
          </span>
        )}
        {(waiting > 0 || !ended) && (
          <span>
            <i className="legend-wait" /> {ended ? texts.chunkNotMade : texts.chunkWaiting}{" "}
            <b className="num">{toCount(waiting)}</b>
          </span>
        )}
      </p>
    </>
  );
}
