import { describe, expect, it } from 'vitest';
import { bridge } from '../../../../../fake-imsg/environments.ts';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { buildsFrom } from '../../../../support/builds.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { isSince } from '../../../../support/methods/method-case.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const CHAT = `any;-;${ALICE}`;
const OWN = messageGuid('own');
const BUILDS = buildsFrom('0.7.0');

async function openMac() {
  const mac = createTestMac({ facts: bridge });
  mac.device.schedule({ kind: 'own-text', to: ALICE, text: 'helo' }, { eventId: 'own' });
  await mac.pass(1000);
  const run = async (build: string, ...argv: string[]) => {
    const imsg = startTestImsg(mac.device, { argv, env: { FAKE_IMSG_BUILD: build } });
    await mac.pass(1000);
    return { lines: imsg.lines, code: imsg.exitCode() };
  };
  return { mac, run };
}

const ON = ['--chat', CHAT, '--message', OWN];
const printed = (...lines: string[]) => ({ lines, code: 0 });
const failed = (...lines: string[]) => ({ lines, code: 1 });

describe.each(BUILDS)('in build %s', (build) => {
  it('each command says in a line that it was done', async () => {
    const { mac, run } = await openMac();
    expect(await run(build, 'tapback', ...ON, '--kind', 'Love')).toEqual(printed('tapback: love sent'));
    expect(await run(build, 'tapback', ...ON, '--kind', 'love', '--remove')).toEqual(
      printed('tapback: remove-love sent'),
    );
    expect(await run(build, 'edit', ...ON, '--new-text', 'hello')).toEqual(printed('edit: queued'));
    expect(await run(build, 'notify-anyways', ...ON)).toEqual(printed('notify-anyways: queued'));
    expect(await run(build, 'unsend', ...ON, '--part', '0')).toEqual(printed('unsend: queued'));
    expect(await run(build, 'delete-message', ...ON)).toEqual(printed('delete-message: queued'));
    expect(mac.device.effects().map(({ effect }) => effect)).toEqual([
      'tapback',
      'tapback',
      'edit',
      'notify-anyway',
      'unsend',
      'delete-message',
    ]);
    expect(mac.all('SELECT associated_message_type AS type FROM message ORDER BY ROWID')).toEqual([
      { type: 0 },
      { type: 3000 },
    ]);
  });

  it('prints what the helper answered with --json last', async () => {
    const { mac, run } = await openMac();
    const json = async (...argv: string[]) =>
      JSON.parse((await run(build, ...argv, '--json')).lines.join(''));
    const tap = await json('tapback', ...ON, '--kind', 'like');
    expect(tap).toEqual({
      chatGuid: CHAT,
      selectedMessageGuid: OWN,
      reactionType: 'like',
      messageGuid: expect.any(String),
    });
    // Before 0.15.1 that was the newest message of the chat, and this one is not there yet.
    const [row] = mac.all<{ guid: string }>('SELECT guid FROM message WHERE associated_message_type = 2001');
    expect(tap.messageGuid).toBe(isSince(build, 'current') ? row!.guid : OWN);
    const queued = { chatGuid: CHAT, messageGuid: OWN, queued: true };
    expect(await json('edit', ...ON, '--new-text', 'hello')).toEqual(queued);
    expect(await json('delete-message', ...ON)).toEqual(queued);
  });

  it('knows the six by name only', async () => {
    const { run } = await openMac();
    const text = 'Dylib error: Unknown reactionType: heart';
    const { lines, code } = await run(build, 'tapback', ...ON, '--kind', 'heart', '--json');
    expect({ answer: JSON.parse(lines[0]!), code }).toMatchObject({ answer: { success: false }, code: 1 });
    expect(lines[0]).toContain(text);
  });

  it('asks for what it needs', async () => {
    const { run } = await openMac();
    const missing = (name: string) => failed(`Missing required option: --${name}`);
    expect(await run(build, 'tapback', '--message', OWN, '--kind', 'love')).toMatchObject({ code: 1 });
    for (const command of ['tapback', 'edit', 'unsend', 'delete-message', 'notify-anyways']) {
      expect((await run(build, command)).lines[0]).toBe(missing('chat').lines[0]);
      expect((await run(build, command, '--chat', CHAT)).lines[0]).toBe(missing('message').lines[0]);
    }
    expect((await run(build, 'tapback', ...ON)).lines[0]).toBe(missing('kind').lines[0]);
    expect((await run(build, 'edit', ...ON)).lines[0]).toBe(missing('new-text').lines[0]);
  });
});
