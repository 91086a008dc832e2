// What the machine of a gateway has besides imsg, and how well that does what it is used for.

import type { DrawnStep } from '../drawn.ts';
import type { Dice } from './dice.ts';

type Config = Readonly<Record<string, unknown>>;

const CONVERTER = 'sips';
const HEARER = 'whisper';

/** Whether files count, which is what they are used for. */
function takesFiles({ channels }: Config): boolean {
  const { imessage } = (channels ?? {}) as { readonly imessage?: { readonly includeAttachments?: boolean } };
  return imessage?.includeAttachments === true;
}

/** The same configuration, under which voice memos may be heard. */
export function withHearing(dice: Dice, config: Config): Config {
  if (!takesFiles(config) || !dice.chance(0.5)) return config;
  return { ...config, media: { transcribe: { command: [HEARER], timeoutMs: dice.whole(1_000, 60_000) } } };
}

/** Now and then a program is there, or does something else. */
export function createMachine(dice: Dice, config: Config): () => DrawnStep[] {
  if (!takesFiles(config)) return () => [];
  const deeds = (): object[] => [{ does: 'fails' }, { does: 'hangs' }];
  const programs = () =>
    dice.chance(0.5)
      ? { name: CONVERTER, ...dice.pick([...deeds(), { does: 'converts' }]) }
      : { name: HEARER, ...dice.pick([...deeds(), { says: 'I am late.' }, { says: 'Are you there?' }]) };
  return () => (dice.chance(0.1) ? [{ program: programs() }] : []);
}
