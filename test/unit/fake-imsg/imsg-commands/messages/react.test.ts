import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../../../fake-imsg/device/device.ts';
import { ENVIRONMENTS } from '../../../../../fake-imsg/environments.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

async function macWithChat(facts?: Facts): Promise<TestMac> {
  const mac = createTestMac(facts ? { facts } : {});
  for (const text of ['older', 'newest']) {
    mac.device.schedule({ kind: 'text', from: ALICE, text });
    await mac.pass(1000);
  }
  return mac;
}

async function react(mac: TestMac, args: string[], build = 'current') {
  const imsg = startTestImsg(mac.device, { argv: ['react', ...args], env: { FAKE_IMSG_BUILD: build } });
  await mac.pass(5000);
  await mac.pass(5000);
  return { code: imsg.exitCode(), lines: [...imsg.lines] };
}

const tapbacks = (mac: TestMac) =>
  mac.all(`SELECT t.associated_message_type AS type, m.text FROM message t
    JOIN message m ON t.associated_message_guid LIKE '%/' || m.guid WHERE t.is_from_me = 1`);

describe('imsg react (wire-1.3)', () => {
  it.each([
    ['like', 2001, '👍', 'like'],
    ['heart', 2000, '❤️', 'love'],
    ['EMPHASIZE', 2004, '‼️', 'emphasis'],
    ['❓', 2005, '❓', 'question'],
  ])('%s reaches the newest message', async (reaction, type, emoji, name) => {
    const mac = await macWithChat();
    const plain = await react(mac, ['--chat-id', '1', '--reaction', reaction]);
    expect(plain).toEqual({ code: 0, lines: [`Sent ${emoji} reaction to chat 1`] });
    expect(tapbacks(mac)).toMatchObject([{ type }]);
    const { lines } = await react(await macWithChat(), ['--chat-id', '1', '-r', reaction, '--json']);
    expect(JSON.parse(lines[0]!)).toEqual({
      success: true,
      chat_id: 1,
      reaction_type: name,
      reaction_emoji: emoji,
    });
  });

  it.each([
    [['-r', 'like'], 'Missing required option: --chat-id'],
    [['--chat-id', '1'], 'Missing required option: --reaction'],
    [['--chat-id', '9', '-r', 'like'], 'Chat not found: 9'],
    [
      ['--chat-id', '1', '-r', '🎉'],
      "Unsupported reaction: custom emoji tapback '🎉' cannot be sent by Messages.app AppleScript automation; " +
        'use love, like, dislike, laugh, emphasis, or question.',
    ],
  ])('refuses %j', async (args, text) => {
    const mac = await macWithChat();
    expect(await react(mac, args)).toEqual({ code: 1, lines: [text] });
    expect(tapbacks(mac)).toEqual([]);
  });

  it('names the reactions there are where it is none', async () => {
    const { lines } = await react(await macWithChat(), ['--chat-id', '1', '-r', 'meh']);
    expect(lines).toEqual([
      'Invalid reaction: meh',
      '',
      'Valid reactions: love, like, dislike, laugh, emphasis, question',
    ]);
  });

  it('tries any emoji in 0.5.0', async () => {
    const mac = await macWithChat();
    const { lines } = await react(mac, ['--chat-id', '1', '-r', '🎉'], '0.5.0');
    expect(lines).toEqual(['Sent 🎉 reaction to chat 1']);
    expect(tapbacks(mac)).toMatchObject([{ type: 2006 }]);
  });

  it('needs Automation', async () => {
    const { code, lines } = await react(await macWithChat(ENVIRONMENTS['no-automation'].facts), [
      '--chat-id',
      '1',
      '-r',
      'like',
    ]);
    expect([code, ...lines]).toEqual([1, 'Messages automation failed with AppleScript error -1743.']);
  });
});
