/** What must be known to order the data on the page. */
export interface LineParts {
  readonly text: string;
  readonly name: string;
  /** The template that the text still is, word for word; empty where it was changed. */
  readonly template: string;
  /** What `now` means to a document that does not say: a date. */
  readonly now: string | undefined;
  readonly format: string;
  /** Where the page came from: http://127.0.0.1:8080. */
  readonly origin: string;
}

/** What is sent to POST /api/jobs. */
export function toOrder({ text, name, template, now, format }: LineParts): Readonly<Record<string, unknown>> {
  return {
    ...(template === "" ? { schema: text, name } : { template }),
    ...(now === undefined ? {} : { now }),
    format,
  };
}
