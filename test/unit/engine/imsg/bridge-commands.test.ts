// Builds from 0.7 to 0.8 have commands for the bridge, and no methods (wire-1.4).

import { describe, expect, it } from 'vitest';
import { withCommands } from '../../../../engine/imsg/bridge-commands.ts';
import type { MethodName } from '../../../../engine/imsg/deadlines.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const CHAT = 'iMessage;-;+15550001111';

function createBed({ goesByCommand = (): boolean => true } = {}) {
  const fake = createFakeSpawn();
  const clock = createManualClock();
  const ending = new AbortController();
  const asked: string[] = [];
  const logger = createListLogger();
  const caller = withCommands(
    {
      async call(method) {
        asked.push(method);
        return { ok: true };
      },
    },
    { spawn: fake.spawn, command: 'imsg', dbPath: null, logger, clock, ending: ending.signal, goesByCommand },
  );
  const run = (method: MethodName, params: object) => {
    const answer = caller.call(method, { chat_guid: CHAT, ...params });
    answer.catch(() => {});
    return { answer, child: fake.children.at(-1)! };
  };
  return { asked, clock, ending, fake, logger, run };
}

describe('what the build has no method for', () => {
  it.each<[MethodName, object, string[]]>([
    [
      'tapback',
      { message_id: 'G', reaction: 'love', remove: true },
      ['tapback', 'chat', 'message=G', 'kind=love', '--remove'],
    ],
    [
      'message.edit',
      { message_id: 'G', text: 'yes', backwards_compatibility_message: 'yes' },
      ['edit', 'chat', 'message=G', 'new-text=yes', 'bc-text=yes'],
    ],
    ['message.unsend', { message_id: 'G' }, ['unsend', 'chat', 'message=G']],
    ['message.unsend', { message_id: 'G', part_index: 1 }, ['unsend', 'chat', 'message=G', 'part=1']],
    [
      'message.edit',
      { message_id: 'G', text: 'a', part_index: 2 },
      ['edit', 'chat', 'message=G', 'new-text=a', 'part=2'],
    ],
    ['send.rich', { text: 'hi', reply_to: 'G' }, ['send-rich', 'chat', 'text=hi', 'reply-to=G']],
    ['send.rich', { text: 'hi', effect_id: 'x.impact' }, ['send-rich', 'chat', 'text=hi', 'effect=x.impact']],
    [
      'send.attachment',
      { file: '/a b.caf', audio: true },
      ['send-attachment', 'chat', 'file=/a b.caf', '--audio'],
    ],
    ['group.rename', { name: 'Crew; rm' }, ['chat-name', 'chat', 'name=Crew; rm']],
    ['group.setIcon', { file: '/i.png' }, ['chat-photo', 'chat', 'file=/i.png']],
    [
      'group.addParticipant',
      { address: '+15550002222' },
      ['chat-add-member', 'chat', 'address=+15550002222'],
    ],
    [
      'group.removeParticipant',
      { address: '+15550002222' },
      ['chat-remove-member', 'chat', 'address=+15550002222'],
    ],
    ['group.leave', {}, ['chat-leave', 'chat']],
  ])('is run as a command: %s', async (method, params, words) => {
    const { run, asked } = createBed();
    const { answer, child } = run(method, params);
    const [command, ...options] = words;
    const args = options.flatMap((word) => {
      if (word.startsWith('--')) return [word];
      const [name, value] = word === 'chat' ? [word, CHAT] : word.split('=');
      return [`--${name}`, value!];
    });
    expect(child.request.args).toEqual([command, ...args, '--json']);
    child.says('{"queued":true,"messageGuid":"NEW"}\n');
    child.exits();
    expect(await answer).toEqual({ ok: true, transport: 'bridge', guid: 'NEW' });
    expect(asked).toEqual([]);
  });

  it('and all else is asked of the child that runs', async () => {
    const { run, asked, fake } = createBed({ goesByCommand: () => false });
    await run('tapback', { message_id: 'G', reaction: 'love' }).answer;
    expect(asked).toEqual(['tapback']);
    expect(fake.children).toEqual([]);
  });
});

describe('a command that fails', () => {
  it('may have done it, whatever it says (OUT-15)', async () => {
    const { run } = createBed();
    const { answer, child } = run('tapback', { message_id: 'G', reaction: 'love' });
    child.says('{"success":false,"error":"Timed out waiting for response"}\n');
    child.exits({ code: 1 });
    await expect(answer).rejects.toMatchObject({
      outcome: 'indefinite',
      data: 'Timed out waiting for response',
    });
  });

  it('may have done it where it ends at the deadline, or with a stop, without a word (OUT-15)', async () => {
    for (const cut of ['deadline', 'stop']) {
      const { run, clock, ending } = createBed();
      const { answer, child } = run('message.unsend', { message_id: 'G' });
      if (cut === 'stop') ending.abort();
      else await clock.advance(15_000);
      if (cut === 'deadline') {
        expect(child.signals).toEqual(['SIGTERM']);
        await clock.advance(2_000);
      }
      expect(child.signals.at(-1)).toBe('SIGKILL');
      child.exits({ code: null, signal: 'SIGKILL' });
      await expect(answer).rejects.toMatchObject({ code: 'rpc_aborted', outcome: 'indefinite' });
    }
  });

  it('leaves what it prints besides in the debug log, and in no error (OUT-15, ruling-38)', async () => {
    const { run, logger } = createBed();
    const { answer, child } = run('message.unsend', { message_id: 'G' });
    child.complains('dyld: missing\u001b[2J symbol');
    child.exits({ code: 1 });
    await expect(answer).rejects.toThrow(expect.not.stringContaining('dyld'));
    expect(logger.lines).toEqual([expect.stringMatching(/^debug imsg unsend printed: dyld: missing/)]);
    expect(logger.lines[0]).not.toContain('\u001b');
  });

  it('has done nothing where imsg was not there', async () => {
    const { run } = createBed();
    const { answer, child } = run('message.unsend', { message_id: 'G' });
    child.exits({ code: null, spawnError: 'ENOENT' });
    await expect(answer).rejects.toMatchObject({ code: 'rpc_error', outcome: 'definite' });
  });

  it.each<[MethodName, object, string]>([
    ['send.rich', { text: '--effect' }, 'text begins with a dash'],
    ['send.attachment', { file: '/a.txt', reply_to: 'G' }, 'cannot take reply_to'],
    ['poll.send', { question: 'Lunch?' }, 'neither a method nor a command'],
  ])('is not run where it could not be said: %s %j', async (method, params, why) => {
    const { run, fake } = createBed();
    const { answer } = run(method, params);
    await expect(answer).rejects.toThrow(why);
    await expect(answer).rejects.toMatchObject({ outcome: 'definite' });
    expect(fake.children).toEqual([]);
  });
});
