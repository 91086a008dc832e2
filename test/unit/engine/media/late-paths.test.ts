import { expect, it } from 'vitest';
import { askForPaths } from '../../../../engine/media/late-paths.ts';
import type { Attachment } from '../../../../engine/message/attachment.ts';
import { id } from '../../../support/messages/ids.ts';
import { payload } from '../../../support/messages/payload.ts';
import { CONTEXT } from '../../../support/stores/inputs.ts';

const GUID = id.guid('00000001-0000-4000-8000-0000000000AA');
const NOTED = { original_path: '/a/memo.caf', transfer_name: 'memo.caf', mime_type: 'audio/x-caf' };

it.each([
  ['was known', { name: 'memo.caf', kind: 'audio', mimeType: 'audio/x-caf', isWordless: true }],
  ['was not known', { name: 'attachment', kind: 'attachment', mimeType: null }],
] as const)('what Messages made of a voice memo comes with its path, where its name %s', async (_, known) => {
  const file: Attachment = { path: '', bytes: null, ...known };
  const messages = [payload({ guid: GUID, text: 'I am late.', attachments: [NOTED] })];
  const client = { call: async () => ({ messages }) };
  const context = { ...CONTEXT, messageGuids: [GUID], attachments: [file] };
  const [found] = await askForPaths(context, client, new AbortController().signal);
  expect(found).toMatchObject({ path: '/a/memo.caf', name: 'memo.caf', kind: 'audio', words: 'I am late.' });
});
