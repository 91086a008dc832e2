import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { defineAction } from './action.ts';
import { oneLine } from './one-line.ts';

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
    const wanted = oneLine(displayName ?? name ?? '');
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
