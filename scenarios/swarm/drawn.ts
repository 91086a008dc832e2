// A drawn scenario: the data of a scenario file, so that whatever fails can be written down as one.

export type DrawnStep = Readonly<Record<string, unknown>>;

export interface DrawnChat {
  readonly name?: string;
  readonly with: readonly string[];
  /** What its row says where that does not follow from name and members. */
  readonly guid?: string;
  readonly style?: number;
  readonly service?: string;
}

export interface Drawn {
  readonly about: string;
  readonly drivers: readonly ['sim'];
  readonly seed: string;
  readonly remote?: true;
  readonly device?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly agent?: Readonly<Record<string, unknown>>;
  /** A handle by name, or all of somebody who has several. */
  readonly people: Readonly<Record<string, string | readonly string[]>>;
  readonly chats?: Readonly<Record<string, DrawnChat>>;
  readonly gateway?: 'stopped';
  readonly steps: readonly DrawnStep[];
}
