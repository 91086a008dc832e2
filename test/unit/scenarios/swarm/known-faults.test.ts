// Each kind of known fault is recognised by the facts of a run, and what only looks like it is not.

import { describe, expect, it } from 'vitest';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN, type RunFacts } from '../../../../scenarios/swarm/run-facts.ts';
import type { Symptom } from '../../../../scenarios/swarm/symptom.ts';
import {
  ALICE,
  configOf,
  createDoctoredRun,
  LINK,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = {
  about: 'swarm-x',
  drivers: ['sim'],
  seed: 'x',
  people: { alice: ALICE },
  steps: [{ wait: '1h' }],
};
const run = createDoctoredRun();
const row = run.row({ rowid: 5 });
const HISTORY = run.history();
const lost: Symptom = { clause: 'answered', text: 'row 5 should have been answered and was not', row };
const lostByChecker: Symptom = { clause: 'checker', text: 'lost: row 5 is not in the journal (cursor 9)' };

const kind = (symptom: Symptom, facts: Partial<RunFacts> = {}, drawn: Partial<Drawn> = {}) =>
  kindOf(symptom, { ...DRAWN, ...drawn }, { ...NOTHING_KNOWN, history: HISTORY, ...facts });

const wire = (facts: { passedOver?: boolean; damaged?: boolean; untold?: boolean }) => () => ({
  wasTold: () => facts.untold !== true,
  wasPassedOver: () => facts.passedOver === true,
  wasDamaged: () => facts.damaged === true,
});

it('a lost row of which nothing else is known is of no kind', () => {
  expect(kind(lost)).toBeNull();
  expect(kind(lostByChecker)).toBeNull();
});

describe('P3', () => {
  const silent = (text: string): Symptom => ({ clause: 'silent', text });

  it('is a group of another database that has the number of one that was listed', () => {
    expect(kind(silent('row 3 was answered: the number of its chat meant another'))).toBe('P3');
    expect(kind(silent('row 3 was answered: the sender is in no list'))).toBeNull();
  });
});

describe('Q1 and Q2', () => {
  it('are told apart by the wire: passed over, or on a damaged line', () => {
    for (const symptom of [lost, lostByChecker]) {
      expect(kind(symptom, { wire: wire({ passedOver: true }) })).toBe('Q1');
      expect(kind(symptom, { wire: wire({ passedOver: true, damaged: true }) })).toBe('Q2');
    }
  });

  it('Q1 is also a row that stood in no chat for long, and that nobody told at all', () => {
    const late = createDoctoredRun().row({ rowid: 5, joinedAtMs: row.insertedAtMs + 60_000 });
    expect(kind({ ...lost, row: late }, { wire: wire({ untold: true }) })).toBe('Q1');
    expect(kind({ ...lost, row: late }, { wire: wire({}) })).toBeNull();
    expect(kind(lost, { wire: wire({ untold: true }) })).toBeNull();
  });

  it('are none of them where something else is wrong with that row', () => {
    const facts = { wire: wire({ passedOver: true, damaged: true }) };
    expect(kind({ ...lost, clause: 'once' }, facts)).toBeNull();
    expect(
      kind({ clause: 'checker', text: 'lost: row 99 is not in the journal (cursor 9)' }, facts),
    ).toBeNull();
  });
});

describe('R3', () => {
  const photo = createDoctoredRun().row({ text: '\uFFFC', attachments: 1 });
  const under = (includeAttachments: boolean) => ({
    history: run.history({ lives: lifeUnder(configOf({ ...OPEN, includeAttachments })) }),
  });

  it('is a file without words, where files count', () => {
    expect(kind({ ...lost, row: photo }, under(true))).toBe('R3');
    expect(kind({ ...lost, row: photo }, under(false))).toBeNull();
    expect(kind(lost, under(true))).toBeNull();
  });
});

describe('what the swarm has found', () => {
  describe('swarm-preview-behind-a-waiting-row', () => {
    const behind = ({
      joinedMs = 60_000,
      balloonId = LINK,
      inMs = 2_000,
    }: {
      inMs?: number;
      joinedMs?: number;
      balloonId?: string | null;
    }) => {
      const other = createDoctoredRun();
      other.row({ rowid: 4, inMs: 1_000, joinedAtMs: START_MS + joinedMs });
      const preview = other.row({ rowid: 5, inMs, balloonId });
      return { ...lostByChecker, row: preview, history: other.history() };
    };
    const of = ({ history, ...symptom }: ReturnType<typeof behind>, build?: string, untold = true) =>
      kind(symptom, { history, wire: wire({ untold }) }, build === undefined ? {} : { device: { build } });

    it('is a preview behind a row that was in no chat yet, where that counts as told', () => {
      for (const build of ['0.11.0', '0.11.1', '0.13.4'])
        expect(of(behind({}), build)).toBe('swarm-preview-behind-a-waiting-row');
    });

    it('is also one that a later watch meets behind a row that the one before had given up', () => {
      const { history, ...symptom } = behind({ joinedMs: 3_600_000, inMs: 20_000 });
      const again = (sinceRowid: number) => {
        const second = { ...history.subscriptions[0]!, atMs: START_MS + 20_100, pid: 2, sinceRowid };
        return { ...symptom, history: { ...history, subscriptions: [...history.subscriptions, second] } };
      };
      expect(of(again(3), '0.11.0')).toBe('swarm-preview-behind-a-waiting-row');
      expect(of(again(4), '0.11.0')).toBeNull();
    });

    it('is none of a newer build, of another row, behind none that waited, or that was told', () => {
      for (const build of [undefined, '0.9.0', '0.14.1']) expect(of(behind({}), build)).toBeNull();
      expect(of(behind({ balloonId: null }), '0.11.1')).toBeNull();
      expect(of(behind({ joinedMs: 1_500 }), '0.11.1')).toBeNull();
      expect(of(behind({ inMs: 16_000 }), '0.11.1')).toBeNull();
      expect(of(behind({}), '0.11.1', false)).toBeNull();
      // Asked for again it opens no turn.
      expect(of({ ...behind({}), ...lost }, '0.11.1')).toBeNull();
    });
  });

  it('swarm-told-without-chat: by the reason of its fate', () => {
    expect(kind(lost, { reasonOf: () => 'no chat to answer in' })).toBe('swarm-told-without-chat');
    expect(kind(lost, { reasonOf: () => 'own send' })).toBeNull();
  });
});
