/** What an agent asked of whoever it answers. */
export interface Question {
  readonly atMs: number;
  readonly chatGuid: string;
  readonly sender: string;
  /** What it offered as answers. */
  readonly options: readonly string[];
}
