import { describe, expect, it } from 'vitest';
import { type QueuedEvent, SESSION_EVENTS_MAX } from '../../../engine/store/commands/system-events.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, CONTEXT, row, SOURCE, turn } from './inputs.ts';

const SESSION = CONTEXT.sessionKey;

const event = (text: string, change: Partial<QueuedEvent> = {}): QueuedEvent => ({
  sessionKey: SESSION,
  contextKey: 'a key',
  kind: 'reaction',
  text,
  atMs: 1_000,
  ...change,
});

export function describeSystemEvents(current: () => StoreFixture): void {
  /** Journals a row with an event. */
  const tell = (rowid: number, told: QueuedEvent) =>
    current().store.ingest({
      sourceId: SOURCE,
      rows: [
        row(rowid, {
          verdicts: [{ accountId: ACCOUNT, fate: 'reaction', code: 'tapback', event: told }],
        }),
      ],
    });
  const becameOf = async (rowid: number, told: QueuedEvent) => (await tell(rowid, told)).rows[0]!.event;
  const waiting = async (sessionKey = SESSION) => {
    const events = await current().store.queuedEvents({ sessionKey });
    return events.map(({ text }) => text);
  };
  const sessions = () => current().store.sessionsWithEvents({ limit: 10 });
  const unprepared = async (name: string, rowid: number) => {
    const { rows } = await current().store.ingest({ sourceId: SOURCE, rows: [row(rowid)] });
    const formed = turn(name, [rows[0]!.seq], { preparation: null });
    await current().store.formTurn({ sourceId: SOURCE, turn: formed });
  };
  const prepare = (name: string) =>
    current().store.prepareTurn({ turnId: id.turn(name), preparation: { history: [] } });

  describe('events of a session', () => {
    it('are queued with their rows, once for each', async () => {
      expect(await becameOf(1, event('one'))).toBe('queued');
      expect((await tell(1, event('one again'))).rows[0]).toEqual({ seq: 1, isNew: false });
      await tell(2, event('two'));
      await tell(3, event('elsewhere', { sessionKey: 'another' }));
      expect(await current().store.queuedEvents({ sessionKey: SESSION })).toEqual([
        event('one'),
        event('two'),
      ]);
      expect(await sessions()).toEqual([SESSION, 'another'].toSorted());
    });

    it('are handed to the turn that is prepared next, and to no other', async () => {
      await tell(1, event('one'));
      await tell(2, event('two'));
      await unprepared('t', 3);
      await unprepared('u', 4);
      const told = ['one', 'two'].map((text) => ({ kind: 'reaction', text, atMs: 1_000 }));
      expect(await prepare('t')).toEqual({ history: [], events: told });
      expect(await prepare('u')).toEqual({ history: [] });
      expect(await current().store.turn({ turnId: id.turn('t') })).toMatchObject({
        preparation: { history: [], events: told },
      });
      expect([await waiting(), await sessions()]).toEqual([[], []]);
    });

    it('stay where the turn is prepared already, or has ended', async () => {
      await unprepared('t', 1);
      await prepare('t');
      await tell(2, event('one'));
      expect(await prepare('t')).toBeNull();
      expect(await waiting()).toEqual(['one']);
    });

    it('go to turns of their session alone', async () => {
      await tell(1, event('elsewhere', { sessionKey: 'another' }));
      await unprepared('t', 2);
      expect(await prepare('t')).toEqual({ history: [] });
      expect(await waiting('another')).toEqual(['elsewhere']);
    });

    it(`are ${SESSION_EVENTS_MAX} at most: the oldest goes (TAP-8)`, async () => {
      for (let count = 1; count <= SESSION_EVENTS_MAX; count += 1)
        expect(await becameOf(count, event(String(count)))).toBe('queued');
      await tell(100, event('elsewhere', { sessionKey: 'another' }));
      expect(await becameOf(101, event('more'))).toBe('overflowed');
      const left = await waiting();
      expect([left.length, left[0], left.at(-1)]).toEqual([SESSION_EVENTS_MAX, '2', 'more']);
      expect(await waiting('another')).toEqual(['elsewhere']);
    });

    it('are not queued twice: the same once more stands where it came last (TAP-8)', async () => {
      await tell(1, event('put on'));
      await tell(2, event('taken off'));
      expect(await becameOf(3, event('put on', { contextKey: 'another key' }))).toBe('queued');
      expect(await becameOf(4, event('put on'))).toBe('repeated');
      expect(await waiting()).toEqual(['taken off', 'put on', 'put on']);
    });

    it('go when they have waited for too long', async () => {
      await tell(1, event('old'));
      await tell(2, event('young', { atMs: 2_000 }));
      expect(await current().store.dropPayloads({ beforeMs: 1_001, limit: 10 })).toBe(1 + 2);
      expect(await waiting()).toEqual(['young']);
    });
  });
}
