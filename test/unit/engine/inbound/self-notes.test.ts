// Notes to oneself as they are decided: whichever of their rows comes first is the message.

import { describe, expect, it } from 'vitest';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { decide } from '../../../../engine/inbound/decide.ts';
import type { Decided, Decision } from '../../../../engine/inbound/decision.ts';
import type { Snapshot } from '../../../../engine/inbound/snapshot.ts';
import { createSelfNoteMemory } from '../../../../engine/source/self-notes.ts';
import type { JournalledRow } from '../../../../engine/store/commands/rows.ts';
import { accessOf } from '../../../support/messages/access.ts';
import { id } from '../../../support/messages/ids.ts';
import { messageFrame, payload } from '../../../support/messages/payload.ts';
import { bareSnapshot } from '../../../support/messages/snapshot.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const ME = '+15550009999';
const PLACE = { sender: ME, destination_caller_id: ME, chat_identifier: ME, chat_guid: `any;-;${ME}` };

const at = (guid: string, inMs: number, text: string, more: object = {}) => {
  const fields = { ...PLACE, guid, text, created_at: new Date(NOW_MS + inMs).toISOString(), ...more };
  return { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: NOW_MS + inMs };
};
const own = (guid: string, inMs: number, text: string, more: object = {}) =>
  at(guid, inMs, text, { is_from_me: true, ...more });
const decided = (batch: Parameters<typeof decide>[0], more: Partial<Snapshot> = {}) =>
  decide(batch, bareSnapshot({ access: accessOf(ME), ...more }));
const codes = (...given: Parameters<typeof decided>) => decided(...given).map(({ code }) => code);

const durable = (decisions: readonly Decision[]): Decided[] =>
  decisions.map((decision, index) => ({ ...decision, seq: index + 1, isNew: true }));
const journalled = ({ row, fate, code }: Decided): JournalledRow => {
  const { eventId, rowid, guid, chatGuid, isFromMe, raw, arrivedAtMs, envelope = null } = row;
  const facts = row.verdicts[0]!.facts ?? null;
  const verdict = { accountId: 'default', fate, code, detail: '', facts, turnId: null };
  const named = { sourceId: 's', seq: 1, eventId, rowid, guid, chatGuid, isFromMe, arrivedAtMs };
  return { ...named, raw, envelope, verdicts: [verdict] };
};

describe('a note to oneself', () => {
  it('of one row is a message of its own address, and nothing of the owner’s', () => {
    const [decision] = decided([own('A', 0, 'milk')], { quietMs: 60_000, ownersWords: new Map() });
    expect(decision).toMatchObject({ code: 'admitted', fate: null });
    expect(decision!.message).toMatchObject({ sender: ME, isFromMe: false, isWithOneself: true });
    expect(decision!.row).toMatchObject({ isFromMe: false, verdicts: [{ facts: { note: 'own' } }] });
    expect(decision!.consequences.map(({ kind }) => kind)).toEqual(['note']);
  });

  it('of two rows is one message, whichever comes first', () => {
    const [mine, copy] = [own('A', 0, 'milk'), at('B', 1_000, 'milk')];
    expect(codes([mine, copy])).toEqual(['admitted', 'self_chat_echo']);
    expect(codes([copy, mine])).toEqual(['admitted', 'self_chat_echo']);
  });

  it('is its copy where the own row has no text, or may be an answer', () => {
    expect(codes([own('A', 0, ''), at('B', 1_000, 'milk')])).toEqual(['from_me', 'admitted']);
    const sends = createOwnSends();
    sends.opened(id.part('p'), id.chat(`any;-;${ME}`));
    const rows = [own('A', 0, 'milk'), at('B', 1_000, 'milk')];
    expect(codes(rows, { own: sends.sends })).toEqual(['from_me', 'admitted']);
    // The own row that comes second is known for what it is.
    expect(codes([...rows].reverse(), { own: sends.sends })).toEqual(['admitted', 'self_chat_echo']);
  });

  it('that is said twice is two messages, of one row each or of two', () => {
    const ones = [own('A', 0, 'ok'), own('C', 1_000, 'ok')];
    expect(codes(ones)).toEqual(['admitted', 'admitted']);
    const twos = [own('A', 0, 'ok'), own('C', 1_000, 'ok'), at('B', 200, 'ok'), at('D', 1_200, 'ok')];
    expect(codes(twos)).toEqual(['admitted', 'admitted', 'self_chat_echo', 'self_chat_echo']);
    const crossed = [own('A', 0, 'ok'), at('B', 200, 'ok'), at('D', 1_200, 'ok'), own('C', 1_000, 'ok')];
    expect(codes(crossed)).toEqual(['admitted', 'self_chat_echo', 'admitted', 'self_chat_echo']);
  });

  it('passes the lists as its copy does, and what is kept of it is no more', () => {
    const [decision] = decided([own('A', 0, 'milk')], { access: accessOf('+15550001111') });
    expect(decision).toMatchObject({ fate: 'denied', row: { raw: null, envelope: { sender: ME } } });
  });

  it('of another direct chat stays the owner’s', () => {
    const there = { chat_identifier: '+15550001111', chat_guid: 'any;-;+15550001111' };
    expect(codes([own('A', 0, 'milk', there)])).toEqual(['from_me']);
  });

  it('that is told before its chat waits for it, where it may be one', () => {
    const nowhere = { chat_id: 0, chat_guid: '', chat_identifier: '' };
    const waits = (more: object = {}) =>
      decided([own('A', 0, 'milk', { ...nowhere, ...more })])[0]!.waitsForChat;
    expect(waits()).toBe(true);
    expect(waits({ sender: '' })).toBe(true);
    expect(waits({ sender: '+15550001111' })).toBeUndefined();
    expect(waits({ text: '' })).toBeUndefined();
    expect(waits({ destination_caller_id: undefined })).toBeUndefined();
  });
});

describe('the memory of notes', () => {
  it('knows the second row in later batches, and which one it was', () => {
    const memory = createSelfNoteMemory();
    memory.learn(durable(decided([own('A', 0, 'milk')])));
    const second = decided([at('B', 1_000, 'milk')], { notes: memory.notes });
    expect(second[0]!.code).toBe('self_chat_echo');
    memory.learn(durable(second));
    expect(codes([at('B', 1_000, 'milk')], { notes: memory.notes })).toEqual(['self_chat_echo']);
    expect(codes([at('C', 1_500, 'milk')], { notes: memory.notes })).toEqual(['admitted']);
    // Told again, the first one is what it was.
    expect(codes([own('A', 0, 'milk'), at('C', 1_500, 'milk')], { notes: memory.notes })).toEqual([
      'admitted',
      'admitted',
    ]);
  });

  it('learns nothing of what is told again', () => {
    const memory = createSelfNoteMemory();
    memory.learn(durable(decided([own('A', 0, 'milk')])).map((one) => ({ ...one, isNew: false })));
    expect(memory.notes.size).toBe(0);
  });

  it('is taken up from the journal once, with what was the second row of what', async () => {
    const rows = decided([own('A', 0, 'milk'), at('B', 500, 'milk'), at('C', 600, 'bread')]);
    const asked: unknown[] = [];
    const store = {
      selfNotes: async (input: unknown) => {
        asked.push(input);
        return durable(rows).map(journalled);
      },
    };
    const memory = createSelfNoteMemory();
    await memory.load(store, ['s'], 7);
    await memory.load(store, ['s'], 8);
    expect(asked).toEqual([{ sourceIds: ['s'], sinceMs: 7, rowsMax: 10_000 }]);
    const notes = [...memory.notes.values()];
    expect(notes).toMatchObject([
      { eventId: 'guid:A', isOwnRow: true, words: 'milk', twin: 'guid:B' },
      { eventId: 'guid:C', isOwnRow: false, words: 'bread', twin: null },
    ]);
    expect(codes([own('D', 700, 'bread')], { notes: memory.notes })).toEqual(['self_chat_echo']);
  });

  it('forgets the oldest of more than 512', () => {
    const memory = createSelfNoteMemory();
    const rows = Array.from({ length: 513 }, (_, index) => own(`A${index}`, index * 10, `note ${index}`));
    memory.learn(durable(decided(rows)));
    expect(memory.notes.size).toBe(512);
    expect(memory.notes.has('guid:A0')).toBe(false);
  });
});
