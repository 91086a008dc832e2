import { describe, expect, it } from 'vitest';
import type { History, PartEvent, WitnessedRow } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  DIRECT,
  judged,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('the oracle on what the gateway is told to do', () => {
  it.each(['/stop', '/NEW', '/status:', ' /help '])('no agent sees it: %j', (text) => {
    expect(judged({ text })).toBe('must not');
  });

  it.each(['/stopp', 'please /stop', '/status now'])('an agent sees what is none: %j', (text) => {
    expect(judged({ text })).toBe('must');
  });

  it.each([DIRECT, { chatId: 7, chatGuid: 'any;+;chat7', chatIdentifier: 'chat7' }])(
    'what only the owner may say may be words of others where it was changed: in %j',
    (chat) => {
      const commands = { config: true, ownerAllowFrom: [BOB] };
      const judgedAs = (...texts: readonly string[]) => {
        const run = createDoctoredRun();
        const row = run.row({ ...chat, text: '/config show' });
        for (const text of texts) row.versions.push({ atMs: row.insertedAtMs + 200, text, isFromMe: false });
        run.told(row, 500);
        return judgementIn(run.history({ lives: lifeUnder(configOf(OPEN, { commands })) }));
      };
      expect(judgedAs()).toBe('must not');
      expect(judgedAs('Never mind')).toBe('a command that was changed');
    },
  );

  describe('by who was approved first of all, where nobody is named as the owner', () => {
    const CAME_MS = START_MS + 10 * MINUTE_MS;
    type Approval = NonNullable<History['pairings']>[number];
    const approval = (handle: string, atMs: number, isDone: boolean): Approval => {
      return { verb: 'approve', accountId: 'default', handle, atMs, isDone };
    };
    const done = (handle: string, atMs: number) => [
      approval(handle, atMs, false),
      approval(handle, atMs + 5, true),
    ];
    const judgedAfter = (pairings: readonly Approval[], commands: object = {}) => {
      const run = createDoctoredRun();
      run.told(run.row({ text: '/stop', inMs: CAME_MS - START_MS }), 500);
      const config = configOf(
        { dmPolicy: 'pairing' },
        { commands: { allowFrom: { imessage: [] }, ...commands } },
      );
      return judgementIn(run.history({ pairings, lives: lifeUnder(config) }));
    };
    const EARLIER_MS = CAME_MS - 5 * MINUTE_MS;

    it('it is a command, and of who was approved later it is for the agent', () => {
      expect(judgedAfter(done(ALICE, EARLIER_MS))).toBe('must not');
      expect(judgedAfter([...done(BOB, EARLIER_MS - MINUTE_MS), ...done(ALICE, EARLIER_MS)])).toBe('must');
      expect(judgedAfter(done(ALICE, EARLIER_MS), { ownerAllowFrom: [BOB] })).toBe('must');
    });

    it('nobody can say where another approval was not heard of before it', () => {
      const unheard = approval(BOB, EARLIER_MS - MINUTE_MS, false);
      expect(judgedAfter([unheard, ...done(ALICE, EARLIER_MS)])).toBe('a command of who may own the gateway');
    });
  });

  describe('has one answer', () => {
    /** One that is first heard of as it expires, so long after its command was told and carried out. */
    const expired = (afterMs: number, waitedMs = 0) => {
      const run = createDoctoredRun();
      const row = run.row({ text: '/help', inMs: MINUTE_MS });
      run.told(row, 500);
      const toldMs = row.insertedAtMs + 500;
      const event = (atMs: number, fate: string | null) => ({ ...eventOf(row), atMs, fate });
      const part: PartEvent = {
        atMs: toldMs + afterMs,
        partId: 'command:1',
        turnId: null,
        lane: `default/${DIRECT.chatGuid}`,
        text: '/help: lists these commands',
        state: 'expired',
        guid: null,
      };
      const rowEvents = [
        ...(waitedMs === 0 ? [] : [event(toldMs, null)]),
        event(toldMs + waitedMs, 'command'),
      ];
      return brokenIn(run.history({ rowEvents, parts: [part], lives: lifeUnder(configOf(OPEN)) }));
    };
    const eventOf = ({ rowid, guid }: WitnessedRow) => ({ rowid, guid, isNew: true });

    it('which expires after an hour, and not before', () => {
      expect(expired(HOUR_MS)).toEqual([]);
      expect(expired(HOUR_MS - 1)).toEqual(['replied']);
    });

    it('of a command that waited for its window the hour begins when that was told', () => {
      expect(expired(HOUR_MS, 40 * MINUTE_MS)).toEqual([]);
      expect(expired(HOUR_MS - 1, 40 * MINUTE_MS)).toEqual(['replied']);
    });
  });
});
