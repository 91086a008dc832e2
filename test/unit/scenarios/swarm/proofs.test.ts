// Answers that are proven by what is no proof of them, by the reason why it is none.

import { describe, expect, it } from 'vitest';
import type { History, WitnessedRow } from '../../../../scenarios/sim/oracle/history.ts';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import type { Symptom } from '../../../../scenarios/swarm/symptom.ts';
import { createDoctoredRun, DIRECT, GROUP } from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = { about: 'swarm-x', drivers: ['sim'], seed: 'x', people: {}, steps: [{ wait: '1h' }] };
const kindIn = (symptom: Symptom, history: History, drawn: Partial<Drawn> = {}) =>
  kindOf(symptom, { ...DRAWN, ...drawn }, { ...NOTHING_KNOWN, history });

/** By that number the group stands where the chat with her stood. */
const IN_ITS_PLACE = { database: 2, ...GROUP, chatId: DIRECT.chatId };

/** Row 5 was answered, and a row with these facts counts as the answer. */
function kindWith(symptom: Symptom, proof: Partial<WitnessedRow>) {
  const run = createDoctoredRun();
  run.turn([run.row({ rowid: 5 })]);
  run.row({ rowid: 6, guid: 'SENT-1-0', isFromMe: true, ...proof });
  return kindIn(symptom, run.history());
}

const SYMPTOMS: readonly Symptom[] = [
  { clause: 'evidence', text: 'part turn-1#0 counts as sent, and no such message left' },
  { clause: 'checker', text: 'part turn-1#0 counts as sent by SENT-1-0, which is not its row' },
  { clause: 'checker', text: `addressee: "Third" went to ${GROUP.chatGuid}, not to ${DIRECT.chatGuid}` },
  { clause: 'checker', text: 'order: row 5 was answered after row 9' },
];

it.each(SYMPTOMS)('P3: $clause: $text', (symptom) => {
  expect(kindWith(symptom, IN_ITS_PLACE)).toBe('P3');
  // The same database, another number, the same chat.
  expect(kindWith(symptom, { ...IN_ITS_PLACE, database: 1 })).toBeNull();
  expect(kindWith(symptom, { ...IN_ITS_PLACE, chatId: 7 })).toBeNull();
  expect(kindWith(symptom, { ...DIRECT, database: 2 })).toBeNull();
});

it('P3: not of another part, row or chat, and not of another clause', () => {
  const others: readonly Symptom[] = [
    { clause: 'evidence', text: 'part turn-2#0 counts as sent, and no such message left' },
    { clause: 'checker', text: `addressee: "Third" went to ${DIRECT.chatGuid}, not to ${GROUP.chatGuid}` },
    { clause: 'checker', text: 'order: row 8 was answered after row 9' },
    { clause: 'truth', text: 'part turn-1#0 ended unknown with nothing in its way' },
  ];
  for (const symptom of others) expect(kindWith(symptom, IN_ITS_PLACE)).toBeNull();
});

describe('S4', () => {
  const symptom: Symptom = { clause: 'replied', text: 'part turn-2#0 ended unknown with nothing in its way' };
  /** Two parts that say the same; the first is still open when the second is begun, and counts as sent then. */
  function kindWhere({ firstEndsInMs = 5_000, leftInMs = 2_000, says = 'Third' }) {
    const run = createDoctoredRun();
    const asked = run.row({ rowid: 5 });
    const [one, two] = [run.turn([asked], { replies: ['Third'] }), run.turn([asked], { replies: [says] })];
    const [first, second] = [one.parts[0]!, two.parts[0]!];
    const at = (ms: number) => asked.insertedAtMs + 60_000 + ms;
    const parts = [
      { ...first, atMs: at(0), state: 'sending', guid: null },
      { ...second, atMs: at(1_000), state: 'sending', guid: null },
      { ...first, atMs: at(firstEndsInMs) },
      { ...second, atMs: at(9_000), state: 'unknown', guid: null },
    ];
    return kindIn(symptom, run.history({ parts, departures: [{ ...one.left[0]!, atMs: at(leftInMs) }] }));
  }

  it('is a part whose row proves the one before, which was still open', () => {
    expect(kindWhere({})).toBe('S4');
    // It had ended, it left before, or it says something else.
    expect(kindWhere({ firstEndsInMs: 500 })).toBeNull();
    expect(kindWhere({ leftInMs: 500 })).toBeNull();
    expect(kindWhere({ says: 'Second' })).toBeNull();
  });
});

describe('S1', () => {
  const claimed: Symptom = { clause: 'evidence', text: 'part p#0 counts as sent, and no such message left' };
  const run = createDoctoredRun();
  const bridge = { device: { environment: 'bridge' } };
  const unknown: Symptom = { clause: 'replied', text: 'part p#1 ended unknown with nothing in its way' };

  it('is what counts as sent where a helper sends', () => {
    expect(kindIn(claimed, run.history(), bridge)).toBe('S1');
    expect(kindIn(claimed, run.history())).toBeNull();
    expect(
      kindIn({ clause: 'addressee', text: 'an answer to another chat went to x' }, run.history(), bridge),
    ).toBeNull();
  });

  it('is so too where the helper comes by a step, and not where it goes by one', () => {
    const whereItIs = (state: string) => ({ steps: [{ mac: { bridge: { state } } }, { wait: '1h' }] });
    expect(kindIn(claimed, run.history(), whereItIs('launched'))).toBe('S1');
    expect(kindIn(claimed, run.history(), whereItIs('quit'))).toBeNull();
  });

  it('is a part without a row where its row proves another part of the chat', () => {
    const other = createDoctoredRun();
    const { call, parts, left } = other.turn([other.row()]);
    const part = { ...parts[0]!, partId: 'p#1', state: 'unknown', guid: null };
    const history = (text: string) =>
      other.history({ calls: [call], parts: [...parts, part], departures: [{ ...left[0]!, text }] });
    expect(kindIn(unknown, history('something else'), bridge)).toBe('S1');
    expect(kindIn(unknown, history(left[0]!.text), bridge)).toBeNull();
  });
});
