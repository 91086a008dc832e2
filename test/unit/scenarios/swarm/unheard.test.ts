// What goes wrong after a rejection that nobody takes is its fault, what went wrong before is not.

import { describe, expect, it } from 'vitest';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import type { Symptom } from '../../../../scenarios/swarm/symptom.ts';
import { createDoctoredRun, DIRECT, START_MS } from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = { about: 'swarm-x', drivers: ['sim'], seed: 'x', people: {}, steps: [] };
const LOCKED = 'unhandled rejection: EngineError: /sim/chat.db: chat.db cannot be read\n    at errorOf';
const CAME_MS = START_MS + 60_000;
const HOUR_MS = 3_600_000;

/** A row that came in the first minute, was told at once and handed over; what a symptom of it is where it escaped then. */
function run({ line = LOCKED, wasTaken = false } = {}) {
  const made = createDoctoredRun();
  const row = made.row({ rowid: 5, inMs: 60_000 });
  made.told(row, 500);
  const { call, parts } = made.turn([row]);
  const taken = { atMs: CAME_MS + 600, rowid: 5, guid: row.guid, fate: null, isNew: true };
  const rowEvents = wasTaken ? [taken] : [];
  const history = made.history({ rowEvents });
  return {
    call,
    part: parts[0]!,
    kind: (symptom: Omit<Symptom, 'row'>, sinceMs: number, isOfRow = false) =>
      kindOf({ ...symptom, ...(isOfRow && { row }) }, DRAWN, {
        ...NOTHING_KNOWN,
        history,
        escapes: [{ line, sinceMs }],
      }),
  };
}

const lost = { clause: 'checker', text: 'lost: row 5 is not in the journal (cursor 9)' };
const unanswered = { clause: 'answered', text: 'row 5 should have been answered and was not' };

describe('T2', () => {
  it('is a rejection that nobody takes, of those that are known', () => {
    const { kind } = run();
    const crash = (text: string) => kind({ clause: 'crash', text }, CAME_MS);
    expect(crash(LOCKED)).toBe('T2');
    expect(crash('unhandled rejection: Error: a listener of the host throws at row')).toBe('T2');
    expect(crash('unhandled rejection: TypeError: x is not a function')).toBeNull();
    const other = run({ line: 'Error: The gateway did not stop.' });
    expect(other.kind(lost, CAME_MS)).toBeNull();
  });

  it('is a row that was not taken any more, not one that was to be taken long before', () => {
    const { kind } = run();
    const dueMs = CAME_MS + 500 + 120_000;
    expect(kind(lost, dueMs)).toBe('T2');
    expect(kind(lost, dueMs + 1)).toBeNull();
    expect(kind(unanswered, dueMs, true)).toBe('T2');
    expect(kind(unanswered, dueMs + 1, true)).toBeNull();
  });

  it('is a row that waited in its conversation by then', () => {
    const { kind } = run({ wasTaken: true });
    const heldMs = CAME_MS + 500 + 2 * HOUR_MS;
    expect(kind(unanswered, heldMs, true)).toBe('T2');
    expect(kind(unanswered, heldMs + 1, true)).toBeNull();
  });

  it('is what a turn or a part did later, not what it had done before', () => {
    const { kind, call, part } = run();
    const silent = { clause: 'silent', text: 'row 5 was answered: too old' };
    const unknown = { clause: 'replied', text: `part ${part.partId} ended unknown with nothing in its way` };
    const unqueued = { clause: 'replied', text: `an answer for ${DIRECT.chatGuid} was never queued` };
    const cases = [
      [silent, call.atMs, true],
      [unknown, part.atMs, false],
      [{ ...unknown, text: `part ${part.partId} is still sending` }, part.atMs + 2 * HOUR_MS, false],
      [unqueued, call.endedAtMs! + 120_000, false],
    ] as const;
    for (const [symptom, lastMs, isOfRow] of cases) {
      expect(kind(symptom, lastMs, isOfRow)).toBe('T2');
      expect(kind(symptom, lastMs + 1, isOfRow)).toBeNull();
    }
  });

  it('of what does not say when it went wrong it is only what was left open', () => {
    const { kind } = run();
    const checker = (text: string) => kind({ clause: 'checker', text }, START_MS);
    expect(checker('turn "hello" ended running')).toBe('T2');
    expect(checker('turn default/5/guid:A is still formed')).toBe('T2');
    expect(checker('turn "hello" ended failed')).toBeNull();
    expect(checker('cursor: went back from 4 to 3 (account default)')).toBeNull();
  });
});
