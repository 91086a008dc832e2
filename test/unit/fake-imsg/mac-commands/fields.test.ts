import { describe, expect, it } from 'vitest';
import { ownerOf } from '../../../../fake-imsg/chat-db/schema/owner.ts';
import type { WorldEvent } from '../../../../fake-imsg/device/device.ts';
import { acceptable, readFields } from '../../../../fake-imsg/mac-commands/fields.ts';
import { expandEvent } from '../../../../fake-imsg/world/events.ts';

const NOW_MS = Date.UTC(2026, 0, 5);
const check = (event: WorldEvent) =>
  void expandEvent(event, { eventId: 'check', atMs: NOW_MS, owner: ownerOf('+15550000001') });
const accepted = (kind: string, ...words: string[]) =>
  acceptable({ ...readFields(kind, words), kind }, check, NOW_MS);

describe('the fields of an event on a command line', () => {
  it('are names with values, flags, and the main field without its name', () => {
    expect(readFields('tapback', ['love', '--from', '+15550001111', '--remove', '--saying=a b'])).toEqual({
      reaction: 'love',
      from: '+15550001111',
      remove: true,
      saying: 'a b',
    });
    expect(readFields('text', ['--sent-ms', '-5', '--text', ''])).toEqual({ sentMs: '-5', text: '' });
  });

  it.each([
    ['rotate-wal', ['now'], '"now" stands alone'],
    ['text', ['a', 'b'], '"b" stands alone'],
  ])('of %s cannot be %j', (kind, words, message) => {
    expect(() => readFields(kind, words)).toThrow(message);
  });
});

describe('a word', () => {
  it('is text where a text will do, whatever it looks like', () => {
    expect(accepted('text', '5', '--from', '+15550001111')).toMatchObject({ text: '5' });
    expect(accepted('text', 'true', '--from', '+15550001111')).toMatchObject({ text: 'true' });
    expect(accepted('text', '3s', '--from', '+15550001111')).toMatchObject({ text: '3s' });
  });

  it('is a time, or a time ago, where its field takes milliseconds', () => {
    const words = ['hi', '--from', '+15550001111', '--sent-ms', '3h ago', '--join-ms', '2s'];
    expect(accepted('text', ...words)).toMatchObject({ sentMs: NOW_MS - 3 * 3_600_000, joinMs: 2000 });
    expect(accepted('fault', 'deaf', '--for', '3s')).toEqual({ kind: 'fault', fault: 'deaf', forMs: 3000 });
  });

  it('is a number, true or false, an object or a list where its field takes that', () => {
    expect(accepted('permission', '--automation', 'false')).toEqual({
      kind: 'permission',
      automation: false,
    });
    const backfill = [
      '--from',
      '+15550001111',
      '--count',
      '20',
      '--oldest',
      '2h ago',
      '--newest-ms',
      '1h ago',
    ];
    expect(accepted('backfill', ...backfill)).toMatchObject({ count: 20, oldestMs: NOW_MS - 7_200_000 });
    const chat = '{"name":"Team","with":["bob@example.com"]}';
    expect(accepted('text', 'hi', '--from', '+15550001111', '--chat', chat)).toMatchObject({
      chat: { name: 'Team', with: ['bob@example.com'] },
    });
    expect(accepted('bridge', 'launched', '--missing', 'typing,read')).toMatchObject({
      missing: ['typing', 'read'],
    });
  });

  it('that means nothing there is complained about as it was written', () => {
    expect(() => accepted('backfill', '--from', '+15550001111', '--count', 'many')).toThrow(
      'backfill: the field "count" is "many"; give a whole number',
    );
    expect(() => accepted('text', 'hi', '--form', '+15550001111')).toThrow(
      'the field "form" is "+15550001111"; remove it',
    );
  });
});
