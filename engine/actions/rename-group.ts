import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { plainText } from '../message/plain-text.ts';
import { withoutScaffolding } from '../outbound/plan/clean.ts';
import { defineAction } from './action.ts';

const NAME_MAX = 256;
const name = z.string().max(NAME_MAX).optional();

/** Names a group (ACT-19). */
export const renameGroup = defineAction({
  name: 'renameGroup',
  about: 'Give the group another name.',
  gate: 'renameGroup',
  method: 'group.rename',
  selectors: ['setDisplayName'],
  isOfGroups: true,
  input: z.strictObject({
    displayName: name.describe('The new name'),
    name: name.describe('Another name of displayName'),
  }),
  async resolve({ displayName, name }) {
    const wanted = withoutScaffolding(plainText(displayName ?? name ?? ''))
      .replace(/\s+/g, ' ')
      .trim();
    if (wanted === '')
      throw new EngineError('action_invalid', { message: 'renameGroup needs a name: give displayName.' });
    return { params: { name: wanted } };
  },
  // The owner may name it too, otherwise.
  isShownBy: (row, { params }) => row.kind === 'note' && row.itemType === 2 && row.title === params.name,
  async isDone({ params }, look) {
    const chat = await look.chat();
    return chat === null ? null : chat.name === params.name;
  },
});
