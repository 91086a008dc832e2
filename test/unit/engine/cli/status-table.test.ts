import { expect, test } from 'vitest';
import { statusTable } from '../../../../engine/cli/status-table.ts';
import { STATUS } from '../../../support/processes/status.ts';

const [SOURCE] = STATUS.sources;

test('a status is a line for each part, what belongs to a part below it', () => {
  expect(statusTable(STATUS).split('\n')).toEqual([
    'gateway           running',
    'store             cannot write (store_full), tries again; 1 command waiting; epoch 4',
    'source            S1, read by account home',
    '  child           backing-off after 1 fault; imsg of a version not known yet',
    '  subscription    subscribed to rows after 40; no boundary',
    '  rows            highest 41; 1 row waiting for the store, imsg is held back',
    '  delivery        chat.db has row 43, of which imsg does not tell: the watch is deaf',
    '  clock           what people send is dated 3600 s behind this machine',
    '  wire            sending; 3 parts waiting; more waits in 2 conversations; 1 conversation held, 1 of them to try again',
    '  automation      refused at the last try: Messages may not be controlled (-1743)',
    '    child         ready; takes sends; bridge failed at a send; for home, work',
    'account           home (Family), source S1',
    '  turns           2 running, 3 waiting; 1 conversation still being written; 1 conversation braked, for up to 15 min more',
    '  pace            3 parts of 2 conversations over the budget, waiting, the next for 42 s more; left: 60 of 60 in the last minute, 73 of 400 in the last hour',
    '  approvals       2 to be decided',
    'account           work, source not identified yet',
    '  turns           0 running, 0 waiting; 0 conversations still being written',
    '',
  ]);
});

test('a gateway that has only begun has a table too', () => {
  expect(statusTable({ state: 'starting', store: null, sources: [], accounts: [] })).toBe(
    'gateway           starting\nstore             not open yet\n',
  );
});

test('nothing that the other process says breaks a line or moves the cursor', () => {
  const evil = '\u001b[2J\n\u202e'.repeat(100);
  const table = statusTable({
    ...STATUS,
    store: { epoch: 1, waitingCommands: 0, failure: evil },
    sources: [{ ...SOURCE!, sourceId: evil, ownerId: evil, imsgVersion: evil }],
  });
  expect(table.split('\n')).toHaveLength(18);
  expect(table.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
});
