// Which part of a message is meant, where it has several: words and files in one (ACT-13, ACT-14).

import { z } from 'zod';
import { EngineError } from '../errors.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Scene } from './action.ts';

/** No message has more. */
const PART_MAX = 999;

export const part = z
  .int()
  .min(0)
  .max(PART_MAX)
  .optional()
  .describe('Which part of the message, counted from 0, where it is words and files in one. Default: 0');

/** What imsg is told of it: nothing of the first. Rejects with `action_invalid` where the message is seen not to have it. */
export async function partOf(
  action: string,
  part: number,
  target: MessageGuid,
  scene: Pick<Scene, 'partsOf'>,
): Promise<{ readonly part_index?: number }> {
  if (part === 0) return {};
  const count = await scene.partsOf(target);
  if (count === null || part < count) return { part_index: part };
  const there = count === 1 ? 'one part alone, 0' : `the parts 0 to ${count - 1}`;
  throw new EngineError('action_invalid', {
    message: `iMessage ${action}: part: there is no part ${part}; the message has ${there}.`,
    remedy: 'Give the number of a part that is there, or leave part out.',
  });
}
