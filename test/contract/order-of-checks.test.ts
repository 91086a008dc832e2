// In which order methods complain where several things are wrong (wire-11.15 and wire-11.16), and what was only ever on
// branches (wire-11.22).

import { describe, expect, it } from 'vitest';
import { resolveBuild } from '../../fake-imsg/builds/builds.ts';
import { bridge } from '../../fake-imsg/environments.ts';
import { buildsFrom } from '../support/builds.ts';
import { createTestMac } from '../support/devices/fake-mac.ts';
import { startMessageMac } from '../support/devices/message-mac.ts';
import { startTestImsg } from '../support/processes/imsg-process.ts';

const STRICT = buildsFrom('0.14.1');
const NO_CHAT = 'exactly one of chat_id, chat_identifier, or chat_guid is required';
const NO_MESSAGE = 'message_id or message_guid is required';

describe.each(STRICT)('in %s', (build) => {
  it.each<[string, object, string]>([
    ['send.rich', { url: 'x', file: '' }, 'file is not supported with url'],
    ['send.rich', { file: '' }, 'file must be a non-empty string'],
    ['send.rich', {}, NO_CHAT],
    ['send.attachment', {}, 'file is required'],
    ['send.attachment', { file: '/f', part_index: -1 }, 'part_index must be a non-negative integer'],
    ['send.attachment', { file: '/f', part_index: 0 }, 'part_index requires reply_to'],
    ['send.attachment', { file: '/f' }, NO_CHAT],
    ['message.edit', {}, NO_MESSAGE],
    ['message.edit', { message_id: 'x' }, 'text is required'],
    ['message.edit', { message_id: 'x', text: 'y', part_index: -1 }, NO_CHAT],
    ['message.unsend', { part_index: -1 }, NO_MESSAGE],
    ['message.unsend', { message_id: 'x', part_index: -1 }, NO_CHAT],
    ['message.delete', {}, NO_MESSAGE],
    ['message.delete', { message_id: 'x' }, NO_CHAT],
    ['message.notifyAnyways', {}, NO_MESSAGE],
    ['tapback', {}, NO_MESSAGE],
    ['tapback', { message_id: 'x', part_index: -1 }, NO_CHAT],
  ])('%s of %j complains of that first: %s (wire-11.15, wire-11.16)', async (method, params, detail) => {
    const { ask } = await startMessageMac(build);
    expect(await ask(method, params)).toMatchObject({ code: -32602, data: detail });
  });

  it('send.rich does without a text (wire-11.15)', async () => {
    const { ask } = await startMessageMac(build);
    expect(await ask('send.rich', { chat_id: 1 })).toMatchObject({ ok: true });
  });

  it('send.rich sends no link where the helper does not know how (wire-11.15)', async () => {
    const { mac, ask } = await startMessageMac(build, { missingSelectors: ['urlPreviewMessage'] });
    const before = mac.device.sent().length;
    const data = 'running bridge does not support rich links; restart Messages with the current imsg bridge';
    expect(await ask('send.rich', { chat_id: 1, url: 'https://example.com/a' })).toEqual({
      code: -32603,
      message: 'Internal error',
      data,
    });
    expect(mac.device.sent()).toHaveLength(before);
  });

  it('what was only on branches is not there (wire-11.22)', async () => {
    expect(
      Object.keys(resolveBuild(build).methods).filter((name) => /background|schedule$/i.test(name)),
    ).toEqual([]);
    const { ask } = await startMessageMac(build);
    const { messages } = await ask('messages.after', { since_rowid: 0 });
    expect(messages.every((message: object) => !('cursor' in message))).toBe(true);
    const { device, clock } = createTestMac({ facts: bridge });
    const argv = ['send-rich', '--chat', 'x', '--text', 'y', '--schedule', '1'];
    const imsg = startTestImsg(device, { argv, env: { FAKE_IMSG_BUILD: build } });
    await clock.advance(100);
    expect([imsg.exitCode(), imsg.lines[0]]).toEqual([1, 'Unknown option --schedule']);
  });
});
