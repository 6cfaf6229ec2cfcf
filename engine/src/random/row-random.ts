/** Random numbers for one cell after another, for code that asks for as many as it likes. */
export interface RowRandom {
  /** Starts the numbers of a cell from its 128 random bits. */
  start(a: number, b: number, c: number, d: number): void;
  /** A number of [0, 1) with 53 bits. */
  next(): number;
}

const WARM_UP = 12; // rounds after which every bit of the seed has reached every bit of the state

/** sfc32, C. Doty-Humphrey, PractRand 0.93: 128 bits of state, period at least 2^32 from any start, about 2^127 on average. */
export function rowRandom(): RowRandom {
  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 0;
  const word = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  };
  return {
    start(w0, w1, w2, w3) {
      a = w0 | 0;
      b = w1 | 0;
      c = w2 | 0;
      counter = w3 | 0;
      for (let k = 0; k < WARM_UP; k++) word();
    },
    next: () => (word() * 2097152 + (word() >>> 11)) / 9007199254740992, // 2^21 and 2^53
  };
}
