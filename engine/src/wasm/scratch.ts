import { openMachine, type Machine } from "./machine.ts";

const IDLE_MOST = 4;
const IDLE_BYTES = 8 << 20; // a machine keeps its tables for life: a larger one is let go with them
const idle: Machine[] = [];

/** Runs `work` with a machine of its own, so that it may take memory piece after piece, and may itself ask for another. */
export function withScratch<T>(work: (machine: Machine) => T): T {
  const machine = idle.pop() ?? openMachine();
  try {
    return work(machine);
  } finally {
    machine.release();
    if (idle.length < IDLE_MOST && machine.size <= IDLE_BYTES) idle.push(machine);
  }
}
