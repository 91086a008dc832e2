/** While it is made. */
export type Writable<Made> = { -readonly [Key in keyof Made]: Made[Key] };
