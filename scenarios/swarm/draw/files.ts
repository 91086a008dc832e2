// Files that come late, never, or are no files as Messages writes them.

import { HOSTILE_FILES } from '../../../fake-imsg/world/rows/hostile-file.ts';
import type { DrawnStep } from '../drawn.ts';
import { type Addition, type World, withChannelKeys } from './addition.ts';
import type { Dice } from './dice.ts';

/** Longer than anybody waits for a file. */
const LATEST_MS = 120_000;

/** In few worlds; files count there. */
export function createFiles(dice: Dice, { cast }: World): Addition {
  if (!dice.chance(0.1)) return {};
  const share = dice.pick([0.1, 0.2, 0.3]);
  let count = 0;
  const deed = (): DrawnStep => {
    count += 1;
    const from = dice.pick(Object.keys(cast.people));
    const groups = Object.keys(cast.chats).filter((chat) => cast.chats[chat]!.with.includes(from));
    const chat = groups.length > 0 && dice.chance(0.3) ? { chat: dice.pick(groups) } : {};
    const caption = dice.chance(0.6) ? { caption: `With file ${count}` } : {};
    const fileMs = dice.weighted<object>([
      [2, {}],
      [2, { fileMs: dice.duration(1_000, LATEST_MS) }],
      [2, { fileMs: 'never' }],
    ]);
    return {
      mac: dice.weighted<() => object>([
        [
          3,
          () => ({
            file: { from, name: `odd-${count}.txt`, hostile: dice.pick(HOSTILE_FILES), ...caption, ...chat },
          }),
        ],
        [2, () => ({ photo: { from, ...caption, ...fileMs, ...chat } })],
        [1, () => ({ photos: { from, count: dice.whole(2, 4), ...caption, ...fileMs, ...chat } })],
        [1, () => ({ file: { from, name: `late-${count}.pdf`, ...caption, ...fileMs, ...chat } })],
        [
          1,
          () => ({
            voiceMemo: {
              from,
              ...(dice.chance(0.5) && { transcription: `Spoken ${count}` }),
              ...fileMs,
              ...chat,
            },
          }),
        ],
      ])(),
    };
  };
  return {
    with: (config) => withChannelKeys(config, { includeAttachments: true }),
    next: () => (dice.chance(share) ? [deed()] : []),
  };
}
