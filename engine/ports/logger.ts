/** Structured values that go beside a log line. Never message bodies or full handles. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One call, one line. `message` is fixed wording; what came from outside goes through `clean` first. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
