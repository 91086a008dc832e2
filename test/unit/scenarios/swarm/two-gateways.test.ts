// What two gateways bring about that answer from one database, and what only looks like it.

import { expect, it } from 'vitest';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import type { Symptom } from '../../../../scenarios/swarm/symptom.ts';
import { createDoctoredRun, DIRECT, GROUP } from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = { about: 'swarm-x', drivers: ['sim'], seed: 'x', people: {}, steps: [{ wait: '1h' }] };
const run = createDoctoredRun();
const row = run.row({ rowid: 5 });
const { call, left } = run.turn([row]);

const kindIn = (symptom: Symptom, ...chats: readonly string[]) =>
  kindOf(symptom, DRAWN, {
    ...NOTHING_KNOWN,
    history: run.history(),
    chatsTakenElsewhere: new Set(chats),
  });

const SYMPTOMS: readonly Symptom[] = [
  { clause: 'doubled', text: `an answer for ${DIRECT.chatGuid} left 2 times, asked for 1 times` },
  { clause: 'order', text: `answers left for ${DIRECT.chatGuid} in another order than they were said` },
  { clause: 'order', text: 'row 5 was handed over after row 6', row },
  { clause: 'once', text: 'row 5 is in two turns', row },
  { clause: 'evidence', text: `two parts count the row ${left[0]!.guid} as theirs` },
  { clause: 'checker', text: `sent 2 times, asked 1 times: ${left[0]!.text}` },
  { clause: 'checker', text: `outcome: turn ${call.turnId} is running after its answer` },
  { clause: 'checker', text: `outcome: part ${call.turnId}#0 is sending after its end` },
  { clause: 'checker', text: 'order: row 5 was answered after row 6' },
  {
    clause: 'checker',
    text: `access: ${DIRECT.chatGuid} got "${left[0]!.text}", and nobody was admitted there`,
  },
];

it.each(SYMPTOMS)('$clause: $text', (symptom) => {
  expect(kindIn(symptom, DIRECT.chatGuid)).toBe('swarm-database-not-held');
  expect(kindIn(symptom, GROUP.chatGuid)).toBeNull();
  expect(kindIn(symptom)).toBeNull();
});

it('what is lost or goes astray is none of it', () => {
  const others: readonly Symptom[] = [
    { clause: 'addressee', text: `an answer to another chat went to ${DIRECT.chatGuid}` },
    { clause: 'answered', text: 'row 5 should have been answered and was not', row },
    { clause: 'checker', text: 'lost: row 5 is not in the journal (cursor 9)' },
  ];
  for (const symptom of others) expect(kindIn(symptom, DIRECT.chatGuid)).toBeNull();
});
