import type { Kernel } from "../plan/plan.ts";
import { bits } from "../random/stream.ts";
import type { RowRandom } from "../random/row-random.ts";

const encoder = new TextEncoder();

/** One call per row, with random numbers of the row's own: numbers as they are. Slow: a JavaScript call and value per cell. */
export function calledNumber(random: RowRandom, call: () => number | undefined): Kernel {
  return {
    run({ machine, rows, key }) {
      const n = rows.length;
      const src = bits(machine, rows, key, 0, 4) / 4;
      const at = machine.alloc(n * 8);
      const valid = machine.alloc((n + 7) >> 3);
      const { u8, u32, f64 } = machine;
      u8.fill(255, valid, valid + ((n + 7) >> 3));
      let isWhole = true;
      for (let i = 0; i < n; i++) {
        random.start(u32[src + i * 4]!, u32[src + i * 4 + 1]!, u32[src + i * 4 + 2]!, u32[src + i * 4 + 3]!);
        const value = call();
        f64[at / 8 + i] = value ?? 0;
        if (value !== undefined) continue;
        isWhole = false;
        u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! & ~(1 << (i & 7));
      }
      return [{ layout: "f64", at, valid: isWhole ? 0 : valid }];
    },
  };
}

/** The same for texts. */
export function calledText(random: RowRandom, call: () => string | undefined): Kernel {
  return {
    run({ machine, rows, key }) {
      const n = rows.length;
      const src = bits(machine, rows, key, 0, 4) / 4;
      const offsets = machine.alloc((n + 1) * 4);
      const valid = machine.alloc((n + 7) >> 3);
      machine.u8.fill(255, valid, valid + ((n + 7) >> 3));
      const texts: Uint8Array[] = [];
      let total = 0;
      let isWhole = true;
      machine.u32[offsets / 4] = 0;
      for (let i = 0; i < n; i++) {
        const { u8, u32 } = machine;
        random.start(u32[src + i * 4]!, u32[src + i * 4 + 1]!, u32[src + i * 4 + 2]!, u32[src + i * 4 + 3]!);
        const value = call();
        if (value === undefined) {
          isWhole = false;
          u8[valid + (i >> 3)] = u8[valid + (i >> 3)]! & ~(1 << (i & 7));
        }
        const text = encoder.encode(value ?? "");
        texts.push(text);
        u32[offsets / 4 + i + 1] = total += text.length;
      }
      const bytes = machine.alloc(total);
      let p = bytes;
      for (const text of texts) {
        machine.u8.set(text, p);
        p += text.length;
      }
      return [{ layout: "text", offsets, bytes, valid: isWhole ? 0 : valid, plain: false }];
    },
  };
}
