/** Something to tell the operator the first time it happens; `key` says what counts as the same thing. */
export interface WarnOnce {
  readonly key: string;
  readonly text: string;
}
