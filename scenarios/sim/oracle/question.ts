/** What an agent asked of whoever it answers. */
export interface Question {
  readonly atMs: number;
  /** When the agent was told what it came to; null = it never was. */
  readonly endedAtMs: number | null;
  readonly chatGuid: string;
  readonly sender: string;
  /** What it offered as answers. */
  readonly options: readonly string[];
}
