/** Where a box opens: below or above what it belongs to, with their left or right edges in line. */
export type Beside = `${"bottom" | "top"}-${"start" | "end"}`;

const GAP = 6; // px between the two
const EDGE = 8; // px that stay free at the edge of the window

/** Places a fixed box beside an anchor: on the other side where there is more room, and never outside the window. */
export function placeBeside(box: HTMLElement, anchor: HTMLElement, beside: Beside): void {
  const at = anchor.getBoundingClientRect();
  const [side, edge] = beside.split("-");
  const { clientWidth, clientHeight } = document.documentElement;
  const below = clientHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const { offsetWidth: width, scrollHeight: height } = box;
  const down = side === "bottom" ? below >= height || below >= above : above < height && below > above;
  const left = edge === "start" ? at.left : at.right - width;
  box.style.maxHeight = `${Math.max(80, down ? below : above)}px`;
  box.style.left = `${Math.max(EDGE, Math.min(left, clientWidth - width - EDGE))}px`;
  box.style.top = down ? `${at.bottom + GAP}px` : `${Math.max(EDGE, at.top - GAP - box.offsetHeight)}px`;
}
