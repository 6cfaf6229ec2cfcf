import type { Kernel } from "../plan/plan.ts";

/** Input 0 as it is. */
export const pass: Kernel = { run: ({ inputs }) => [inputs[0]!] };
