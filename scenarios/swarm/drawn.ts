// A drawn scenario: the data of a scenario file, so that whatever fails can be written down as one.

export type DrawnStep = Readonly<Record<string, unknown>>;

export interface Drawn {
  readonly about: string;
  readonly drivers: readonly ['sim'];
  readonly seed: string;
  readonly remote?: true;
  readonly device?: Readonly<Record<string, unknown>>;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly agent?: Readonly<Record<string, unknown>>;
  readonly people: Readonly<Record<string, string>>;
  readonly chats?: Readonly<Record<string, { readonly name?: string; readonly with: readonly string[] }>>;
  readonly gateway?: 'stopped';
  readonly steps: readonly DrawnStep[];
}
