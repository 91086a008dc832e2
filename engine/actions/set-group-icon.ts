import { z } from 'zod';
import { defineAction } from './action.ts';
import { fileInputs, fileName, givenFile } from './given-file.ts';

/** Gives a group a picture (ACT-19). */
export const setGroupIcon = defineAction({
  name: 'setGroupIcon',
  about: 'Give the group a picture.',
  gate: 'setGroupIcon',
  method: 'group.setIcon',
  selectors: ['updateGroupPhoto'],
  isOfGroups: true,
  takesFile: true,
  input: z.strictObject({
    buffer: fileInputs.buffer,
    filename: fileName.optional().describe('Its name. Default icon.png'),
  }),
  async resolve({ buffer, filename = 'icon.png' }, scene) {
    const { path } = await scene.file(givenFile('setGroupIcon', { buffer }, filename));
    return { params: { file: path } };
  },
  isShownBy: (row) => row.kind === 'note' && row.itemType === 3 && row.groupAction === 1,
});
