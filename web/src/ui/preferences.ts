const LETTERS = "semblance-letter-keys";

/** Whether shortcuts of a single letter are on: some ways of speaking to a computer press letters by chance. */
export function letterKeys(): boolean {
  try {
    return localStorage.getItem(LETTERS) !== "off";
  } catch {
    return true;
  }
}

/** Turns shortcuts of a single letter on or off, in this browser. */
export function setLetterKeys(on: boolean): void {
  try {
    localStorage.setItem(LETTERS, on ? "on" : "off");
  } catch {
    return;
  }
}

/** What the key for commands is called here. */
export const modKey: string = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl+";
