import { SingleBar } from "cli-progress";
import { bytesText, count, rateText, secondsText } from "./print.ts";

/** A bar on standard error, where that is a terminal. */
export interface Progress {
  readonly update: (rows: number, bytes: number) => void;
  close(): void;
}

const PATIENCE_MS = 300; // quicker jobs need no bar
const WIDTH = 24;

/** Opens a bar for so many rows; undefined where nobody would see it. */
export function openProgress(rows: number): Progress | undefined {
  if (!process.stderr.isTTY || rows === 0) return undefined;
  const began = performance.now();
  let bar: SingleBar | undefined;
  const toText = (rowsDone: number, bytes: number): string => {
    const seconds = (performance.now() - began) / 1000;
    const left = rowsDone === 0 ? "?" : secondsText(Math.ceil((seconds / rowsDone) * (rows - rowsDone)));
    return [
      `${String(Math.floor((rowsDone / rows) * 100)).padStart(3)} %`,
      `${count(rowsDone)} of ${count(rows)} rows`,
      rateText(rowsDone / seconds),
      `${bytesText(bytes / seconds)}/s`,
      `${left} left`,
    ].join("  ");
  };
  return {
    update(rowsDone, bytes) {
      if (bar === undefined) {
        if (performance.now() - began < PATIENCE_MS) return;
        bar = new SingleBar({
          format: "{bar} {text}",
          barsize: WIDTH,
          barCompleteChar: "\u2588",
          barIncompleteChar: "\u2591",
          hideCursor: true,
          clearOnComplete: true,
          gracefulExit: false,
          fps: 10,
          stream: process.stderr,
        });
        bar.start(rows, rowsDone, { text: toText(rowsDone, bytes) });
      }
      bar.update(rowsDone, { text: toText(rowsDone, bytes) });
    },
    close() {
      bar?.stop();
      bar = undefined;
    },
  };
}
