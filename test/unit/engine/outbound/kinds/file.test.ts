import { describe, expect, test } from 'vitest';
import type { OutgoingFile } from '../../../../../engine/actions/action.ts';
import type { OwnFile } from '../../../../../engine/echo/own-rows.ts';
import type { RpcCaller } from '../../../../../engine/imsg/rpc-client.ts';
import { file } from '../../../../../engine/outbound/kinds/file.ts';
import { id } from '../../../../support/messages/ids.ts';
import { TARGET } from '../../../../support/stores/inputs.ts';

const PATH = '/state/media/a.out/b/page.pdf';
const PLAIN: OutgoingFile = { path: PATH, name: 'page.pdf', bytes: 12 };
const contentOf = (change: Partial<OutgoingFile> = {}) => file.encode({ ...PLAIN, ...change })!;

async function sent(content: string): Promise<[string, object]> {
  let asked: [string, object] = ['', {}];
  const caller: RpcCaller = {
    async call(method, params) {
      asked = [method, params!];
      return { ok: true };
    },
  };
  const means = {
    region: 'US',
    transport: 'applescript',
    takesFormatting: false,
    takesAttempt: true,
    smsFallback: 'unless refused',
  } as const;
  await file.callOf({ content, target: TARGET, attemptId: 'attempt' }, () => {})(caller, means);
  return asked;
}

const row = (files: readonly OwnFile[] | null) => ({
  rowid: id.rowid(1),
  guid: id.guid('G'),
  chatGuid: TARGET.chatGuid,
  text: '',
  ...(files && { files }),
});

describe('a file', () => {
  test('goes without the bridge, and by it where it is to be heard or answers something (OUT-14, OUT-17)', async () => {
    const chat = { chat_guid: TARGET.chatGuid, file: PATH };
    const [voice, reply] = [contentOf({ isVoice: true }), contentOf({ replyTo: id.guid('R') })];
    expect(await sent(contentOf())).toEqual(['send', { ...chat, region: 'US', transport: 'applescript' }]);
    expect(await sent(voice)).toEqual(['send.attachment', { ...chat, audio: true }]);
    expect(await sent(reply)).toEqual(['send.attachment', { ...chat, reply_to: 'R' }]);
    expect([contentOf(), voice, reply].map((content) => file.wayOf({ content, target: TARGET }))).toEqual([
      'any',
      'bridge',
      'bridge',
    ]);
  });

  test('is proven by a row that carries one of its name or its size, and by no other (OUT-13)', () => {
    const isSaid = (files: readonly OwnFile[] | null, content = contentOf()) =>
      file.isSaidBy(row(files), content);
    expect(isSaid([{ name: 'page.pdf', bytes: null }])).toBe(true);
    expect(isSaid([{ name: 'Page 1.pdf', bytes: 12 }])).toBe(true);
    expect(isSaid([{ name: 'other.pdf', bytes: 13 }])).toBe(false);
    expect(isSaid([{ name: 'other.pdf', bytes: 0 }], contentOf({ bytes: 0 }))).toBe(false);
    expect(isSaid([])).toBe(false);
    expect(isSaid(null)).toBe(false);
  });

  test('that is to be heard may come back in another form', () => {
    const memo = row([{ name: 'Audio Message.caf', bytes: 900 }]);
    expect(file.isSaidBy(memo, contentOf({ name: 'voice.mp3', isVoice: true }))).toBe(true);
    expect(file.isSaidBy(memo, contentOf({ name: 'voice.mp3' }))).toBe(false);
  });

  test('of accented letters is the same in both forms of them', () => {
    const composed = contentOf({ name: 'caf\u00e9.pdf' });
    expect(file.isSaidBy(row([{ name: 'cafe\u0301.pdf', bytes: 1 }]), composed)).toBe(true);
  });
});
