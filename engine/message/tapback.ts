// The six tapbacks that Messages knows by name (ACT-11).

const EMOJI = {
  love: '❤',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼',
  question: '❓',
} as const;

/** As imsg takes it; it reads `emphasize` back as `emphasis`. */
export type Tapback = keyof typeof EMOJI;

const TAPBACKS = Object.keys(EMOJI) as readonly Tapback[];

/** What else people and agents write for one, without variation selectors and in small letters. */
const ALIASES: ReadonlyMap<string, Tapback> = new Map([
  ...TAPBACKS.map((name) => [EMOJI[name], name] as const),
  ['heart', 'love'],
  ['+1', 'like'],
  ['thumbsup', 'like'],
  ['-1', 'dislike'],
  ['thumbsdown', 'dislike'],
  ['haha', 'laugh'],
  ['🤣', 'laugh'],
  ['emphasis', 'emphasize'],
  ['!!', 'emphasize'],
  ['?', 'question'],
  ['？', 'question'],
]);

/** Which tapback a word or an emoji stands for; null = none of the six. */
export function tapbackOf(written: string): Tapback | null {
  const name = written
    .replace(/[\ufe0e\ufe0f]/gu, '')
    .trim()
    .toLowerCase();
  return TAPBACKS.find((tapback) => tapback === name) ?? ALIASES.get(name) ?? null;
}

const FIRST_TYPE = 2000;
const REMOVED_FROM = 3000;

/** By `associated_message_type` (file-6); null = the row is none of the six. */
export function tapbackOfType(
  type: number,
): { readonly tapback: Tapback; readonly isRemoved: boolean } | null {
  const isRemoved = type >= REMOVED_FROM;
  const tapback = TAPBACKS[type - (isRemoved ? REMOVED_FROM : FIRST_TYPE)];
  return tapback ? { tapback, isRemoved } : null;
}
