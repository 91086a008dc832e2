import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../../fake-imsg/device/device.ts';
import { basic, bridge } from '../../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';

async function openMac(facts: Facts = bridge) {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi', chat: { name: 'Crew', with: [ALICE, BOB] } });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' }, { inMs: 100 });
  await mac.pass(200);
  const { guid } = mac.all<{ guid: string }>('SELECT guid FROM chat')[0]!;
  const run = async (argv: readonly string[], build = 'current', waitMs = 1000) => {
    const imsg = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build } });
    await mac.pass(waitMs);
    return { lines: imsg.lines, code: imsg.exitCode() };
  };
  return { mac, guid, run };
}

const printed = (line: string) => ({ lines: [line], code: 0 });
const failed = (...lines: string[]) => ({ lines, code: 1 });

describe.each(['0.7.0', '0.7.3', '0.8.1', '0.9.0', '0.13.4', 'current'])(
  'commands of build %s (wire-1.3, wire-1.4)',
  (build) => {
    it('change a group', async () => {
      const { mac, guid, run } = await openMac();
      expect(await run(['chat-name', '--chat', guid, '--name', 'Lunch'], build)).toEqual(
        printed('chat-name: set'),
      );
      expect(await run(['chat-add-member', '--chat', guid, '--address', 'c@example.com'], build)).toEqual(
        printed('chat-add-member: added'),
      );
      expect(await run(['chat-remove-member', '--chat', guid, '--address', BOB], build)).toEqual(
        printed('chat-remove-member: removed'),
      );
      expect(await run(['chat-photo', '--chat', guid], build)).toEqual(printed('chat-photo: updated'));
      expect(await run(['chat-leave', '--chat', guid], build)).toEqual(printed('chat-leave: left'));
      expect(mac.all('SELECT display_name AS name, state FROM chat WHERE guid = ?', guid)).toEqual([
        { name: 'Lunch', state: 0 },
      ]);
    });

    it('mark a chat, and delete it', async () => {
      const { mac, guid, run } = await openMac();
      const unread = () => mac.all('SELECT ROWID AS id FROM message WHERE is_read = 0');
      expect(await run(['chat-mark', '--chat', guid], build)).toEqual(printed('chat-mark: read'));
      expect(unread()).toEqual([{ id: 2 }]);
      expect(await run(['chat-mark', '--chat', guid, '--unread'], build)).toEqual(
        printed('chat-mark: unread'),
      );
      expect(unread()).toEqual([{ id: 1 }, { id: 2 }]);
      expect(await run(['chat-delete', '--chat', guid], build)).toEqual(printed('chat-delete: deleted'));
      expect(mac.all('SELECT message_id AS id FROM chat_message_join')).toEqual([{ id: 2 }]);
    });

    it('print what the helper says', async () => {
      const { guid, run } = await openMac();
      const { lines } = await run(['chat-name', '--chat', guid, '--name', '', '--json'], build);
      expect(JSON.parse(lines[0]!)).toEqual({ chatGuid: guid, name: '' });
      const group = await run(['chat-create', '--addresses', `${ALICE}, c@example.com`, '--json'], build);
      expect(JSON.parse(group.lines[0]!)).toMatchObject({
        chatGuid: expect.stringMatching(/^any;\+;/),
        service: 'iMessage',
        messageGuid: '',
        participants: [ALICE, 'c@example.com'],
      });
      expect(await run(['chat-create', '--addresses', ALICE], build)).toEqual(
        printed(`chat-create: created (guid=any;-;${ALICE})`),
      );
    });

    it('say what is missing or wrong', async () => {
      const { guid, run } = await openMac();
      expect(await run(['chat-name', '--name', 'x'], build)).toEqual(
        failed('Missing required option: --chat'),
      );
      expect(await run(['chat-name', '--chat', guid], build)).toEqual(
        failed('Missing required option: --name'),
      );
      expect(await run(['chat-mark', '--chat', guid, '--read', '--unread'], build)).toEqual(
        failed('Invalid value for option: --read'),
      );
      expect(await run(['chat-create', '--addresses', ','], build)).toEqual(
        failed('Invalid value for option: --addresses'),
      );
      expect(await run(['chat-create', '--addresses', ALICE, '--service', 'sms'], build)).toEqual(
        failed('Unsupported service: sms'),
      );
      expect(await run(['chat-leave', '--chat', 'any;+;chat1'], build)).toEqual(
        failed('error: Dylib error: Chat not found'),
      );
      expect(await run(['chat-leave', '--chat', 'any;+;chat1', '--json'], build)).toEqual(
        failed('{"success":false,"error":"Dylib error: Chat not found"}'),
      );
    });

    it('type and read', async () => {
      const { mac, guid, run } = await openMac();
      expect(await run(['typing', '--chat-id', '1'], build)).toEqual(printed('typing indicator started'));
      expect(await run(['typing', '--to', ALICE, '--stop', 'true', '--json'], build)).toEqual(
        printed('{"status":"stopped"}'),
      );
      expect(await run(['typing', '--chat-guid', guid, '--duration', '1.5s'], build, 3000)).toEqual(
        printed('typing indicator shown for 1.5s'),
      );
      expect(
        await run(['typing', '--chat-guid', guid, '--duration', '5000ms', '--json'], build, 7000),
      ).toEqual(printed('{"status":"completed","duration_s":"5.0"}'));
      expect(mac.device.effects().map(({ chatGuid, typing }) => [chatGuid, typing])).toEqual([
        [guid, true],
        [`any;-;${ALICE}`, false],
        [guid, true],
        [guid, false],
        [guid, true],
        [guid, false],
      ]);
      expect(await run(['read', '--chat-id', '1', '--json'], build)).toEqual(
        printed(`{"success":true,"handle":"${guid}","marked_as_read":true}`),
      );
      expect(await run(['read', '--handle', ALICE], build)).toEqual(printed(`marked as read: ${ALICE}`));
      expect(mac.all('SELECT ROWID AS id FROM message WHERE is_read = 0')).toEqual([]);
    });

    it('refuse to type or read nowhere', async () => {
      const { run } = await openMac();
      for (const command of ['typing', 'read']) {
        expect(await run([command], build)).toEqual(failed('Missing required option: --to'));
        expect(await run([command, '--to', ALICE, '--chat-id', '1'], build)).toEqual(
          failed('Invalid value for option: --to'),
        );
        expect(await run([command, '--chat-id', '9'], build)).toEqual(
          failed('Invalid chat target: Unknown chat id 9'),
        );
      }
      expect(await run(['typing', '--to', ALICE, '--stop', 'yes'], build)).toEqual(
        failed('Invalid value for option: --stop'),
      );
      expect(await run(['typing', '--to', ALICE, '--service', 'rcs'], build)).toEqual(
        failed('Invalid service: rcs'),
      );
      expect(await run(['typing', '--to', ALICE, '--duration', 'long'], build)).toEqual(
        failed('Typing indicator failed: Invalid duration: long. Use e.g. 5s, 3000ms, 1m, or 1h'),
      );
    });

    it('are turned away by imagent without a helper', async () => {
      const { run } = await openMac(basic);
      const { lines, code } = await run(['typing', '--to', ALICE], build, 7000);
      expect(lines[0]).toMatch(/^Typing indicator failed: Failed to connect to imagent/);
      expect(code).toBe(1);
    });
  },
);

describe('reading a chat that is not there', () => {
  it.each([
    ['0.13.4', 'Chat not found: nobody@example.com'],
    ['current', 'Dylib error: Chat not found: nobody@example.com'],
  ])('fails in build %s with %s', async (build, line) => {
    const { run } = await openMac();
    expect(await run(['read', '--to', 'nobody@example.com'], build)).toEqual(failed(line));
  });
});

describe('build 0.5.0', () => {
  it('prints typing errors as values', async () => {
    const { run } = await openMac();
    const { lines } = await run(['typing', '--to', ALICE], '0.5.0');
    expect(lines[0]).toMatch(/^typingIndicatorFailed\("Chat not found for identifier: iMessage;-;\+1555/);
  });
});
