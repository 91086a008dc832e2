/** What the gateway wrote into its log. */
export interface LogLine {
  readonly atMs: number;
  readonly level: string;
  /** The line and its fields, as an operator reads them. */
  readonly message: string;
}
