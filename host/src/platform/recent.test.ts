import { expect, test, vi } from "vitest";
import { recent } from "./recent.ts";

test("whoever asks soon shares a value, until it is old or forgotten", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    let written = 0;
    const { get, forget } = recent(async (key) => `${key}${written}`, 100);
    expect(await get("a")).toBe("a0");
    written = 1;
    expect(await get("a")).toBe("a0");
    expect(await get("b")).toBe("b1");
    forget("a");
    expect(await get("a")).toBe("a1");
    written = 2;
    vi.advanceTimersByTime(99);
    expect(await get("b")).toBe("b1");
    vi.advanceTimersByTime(1);
    expect(await get("b")).toBe("b2");
  } finally {
    vi.useRealTimers();
  }
});

test("a failure is told once", async () => {
  let fails = true;
  const { get } = recent(async (key) => {
    if (fails) throw new Error("no");
    return key;
  }, 60_000);
  await expect(get("a")).rejects.toThrow("no");
  fails = false;
  expect(await get("a")).toBe("a");
});
