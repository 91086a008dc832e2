import { expect, test } from 'vitest';
import { inFull, withHandlesRead } from '../../../../../scenarios/sim/oracle/wire-handles.ts';
import {
  configOf,
  createDoctoredRun,
  GROUP,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

test.each([
  ['2025550123', 'US', '+12025550123'],
  ['12025550123', 'CA', '+12025550123'],
  ['(202) 555-0123', 'US', '+12025550123'],
  ['5550001111', 'US', '5550001111'],
  ['9115550123', 'US', '9115550123'],
  ['61016', 'US', '61016'],
  ['+2025550123', 'US', '+2025550123'],
  ['2025550123', 'DE', '2025550123'],
  ['2025550123', null, '2025550123'],
  ['alice@example.com', 'US', 'alice@example.com'],
])('%j is read in %s as %j (ruling-36)', (handle, region, read) => {
  expect(inFull(handle, region)).toBe(read);
});

test('who came into a group or went is read so too, and a name that a group was given is not (ruling-36)', () => {
  const change = { atMs: START_MS, kind: 'group-remove', chat: 'chat7007', what: '2025550123' };
  const call = {
    atMs: START_MS,
    method: 'group.removeParticipant',
    chatGuid: GROUP.chatGuid,
    params: { address: '2025550123' },
    answeredAtMs: null,
    answer: null,
  };
  const acting = {
    asked: [],
    parts: [],
    calls: [call, { ...call, params: { name: '2025550123' } }],
    groups: [change, { ...change, kind: 'group-rename' }],
  };
  const lives = lifeUnder(configOf({ ...OPEN, region: 'US' }));
  const read = withHandlesRead(createDoctoredRun().history({ lives, acting })).acting!;
  expect(read.calls.map(({ params }) => params)).toEqual([
    { address: '+12025550123' },
    { name: '2025550123' },
  ]);
  expect(read.groups.map(({ what }) => what)).toEqual(['+12025550123', '2025550123']);
});
