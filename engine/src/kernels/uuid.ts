import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";

/** Random uuids (RFC 9562 version 4): 122 random bits. Two rows agree with a chance of about n^2 / 2^123. */
export const uuid4: Kernel = {
  run({ machine, rows, key }) {
    const at = bits(machine, rows, key, 0, 4);
    machine.loops.stampUuid4(at, rows.length);
    return [{ layout: "uuid", at, valid: 0 }];
  },
};

/** Uuids of version 7: input 0 is their time in ms, the rest random. */
export const uuid7: Kernel = {
  run({ machine, rows, key, inputs }) {
    const at = bits(machine, rows, key, 0, 4);
    const [time] = inputs;
    if (time?.layout !== "f64") throw new Error("invariant: uuid7 takes moments");
    machine.loops.stampUuid7(at, time.at, rows.length);
    return [{ layout: "uuid", at, valid: time.valid }];
  },
};
