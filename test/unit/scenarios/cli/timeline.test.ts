import { expect, test } from 'vitest';
import type { EngineEvents } from '../../../../engine/events.ts';
import { ALICE, PEOPLE } from '../../../../scenarios/cli/conversation.ts';
import { createTimeline } from '../../../../scenarios/cli/timeline.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

const CHAT = `any;-;${ALICE.handle}`;

function setUp(hasColours: boolean) {
  const clock = createManualClock();
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  return { clock, lines, timeline: createTimeline({ clock, people: PEOPLE, hasColours, write }) };
}
const row = (fields: Partial<EngineEvents['row']>): EngineEvents['row'] => ({
  accountId: 'default',
  rowid: 7,
  eventId: 'guid:A',
  chatGuid: CHAT,
  sender: ALICE.handle,
  text: 'hello',
  isFromMe: false,
  isNew: true,
  isReplay: false,
  fate: null,
  reason: 'admitted',
  ...fields,
});
const part = (fields: Partial<EngineEvents['part']>): EngineEvents['part'] => ({
  accountId: 'default',
  partId: 't#0',
  turnId: 't',
  lane: `default/${CHAT}`,
  text: 'hi',
  state: 'sending',
  guid: null,
  reason: '',
  ...fields,
});

test('a line says when, who, what, its state and why, in columns', async () => {
  const { clock, lines, timeline } = setUp(false);
  await clock.advance(1_234);
  timeline.tell({ name: 'row', event: row({}) });
  expect(lines).toEqual(['  1.23s  Alice     row 7     pending     admitted\n']);
});

test('a repeat sighting is told as one, whatever the fate', () => {
  const { lines, timeline } = setUp(false);
  timeline.tell({ name: 'row', event: row({ isNew: false }) });
  expect(lines).toEqual(['  0.00s  Alice     row 7     repeat      known already\n']);
});

test('parts are numbered in the order in which they appear, and show the beginning of their receipt', () => {
  const { lines, timeline } = setUp(false);
  timeline.tell({ name: 'part', event: part({}) });
  timeline.tell({ name: 'part', event: part({ partId: 't#1', text: 'there' }) });
  timeline.tell({ name: 'part', event: part({ state: 'sent', guid: '12345678-9ABC' }) });
  timeline.tell({ name: 'part', event: part({ partId: 't#1', state: 'unknown', reason: 'no proof' }) });
  expect(lines.map((line) => line.slice(9))).toEqual([
    'Alice     part 1    sending     "hi"\n',
    'Alice     part 2    sending     "there"\n',
    'Alice     part 1    sent        receipt 12345678\n',
    'Alice     part 2    unknown     no proof\n',
  ]);
});

test('a child that goes down is told with its reason', () => {
  const { lines, timeline } = setUp(false);
  const event = { accountId: 'default', name: 'watch', state: 'down', reason: 'imsg exited' } as const;
  timeline.tell({ name: 'child', event });
  expect(lines).toEqual(['  0.00s  gateway   watch     down        imsg exited\n']);
});

test('colours tell good from bad, and leave the columns where they are', () => {
  const { lines, timeline } = setUp(true);
  timeline.tell({ name: 'part', event: part({ state: 'sent', guid: '12345678-9ABC' }) });
  timeline.tell({ name: 'part', event: part({ state: 'failed', reason: 'refused' }) });
  expect(lines[0]).toContain('\u001b[32msent      \u001b[39m');
  expect(lines[1]).toContain('\u001b[31mfailed    \u001b[39m');
});
