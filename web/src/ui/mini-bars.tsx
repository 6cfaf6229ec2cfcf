import { memo } from "react";

const WIDE = 96;
const TALL = 24;
const FEW = 8;

/** Counts as bars; lines of a text where there is nothing to count. Decoration: say the same in words beside it. */
export const MiniBars = memo(function MiniBars({ bars }: { readonly bars: readonly number[] }) {
  if (bars.length === 0) {
    return (
      <svg className="bars" viewBox={`0 0 ${WIDE} ${TALL}`} preserveAspectRatio="xMinYMax meet" aria-hidden>
        <path d="M0 9h58M0 15h74M0 21h46" stroke="var(--ref-fill)" strokeWidth="3" />
      </svg>
    );
  }
  const few = bars.length <= FEW;
  const gap = few ? 2 : 1;
  const room = (WIDE - gap * (bars.length - 1)) / bars.length;
  const width = few ? Math.min(18, room) : room;
  const most = Math.max(...bars, 1);
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${WIDE} ${TALL}`}
      preserveAspectRatio={few ? "xMinYMax meet" : "none"}
      aria-hidden
    >
      {bars.map((count, k) => {
        const height = Math.max(count > 0 ? 1.5 : 0, (count / most) * TALL);
        return (
          <rect
            key={k}
            x={k * (width + gap)}
            y={TALL - height}
            width={width}
            height={height}
            rx={few ? 1.5 : 0.5}
            fill="var(--syn)"
          />
        );
      })}
    </svg>
  );
});
