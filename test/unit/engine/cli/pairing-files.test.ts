import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPairingFiles } from '../../../../engine/cli/pairing-files.ts';
import { controlMethods } from '../../../../engine/gateway/control-methods.ts';
import { temporaryFolder } from '../../../support/processes/node-script.ts';

const [ALICE, BOB] = ['+15550001111', '+15550002222'];
const LONG = 'x'.repeat(300);
const AT = '2026-03-02T09:00:00.000Z';

function filesOf(files: Readonly<Record<string, unknown>>) {
  const dir = temporaryFolder();
  mkdirSync(join(dir, 'credentials'));
  for (const [name, held] of Object.entries(files))
    writeFileSync(join(dir, 'credentials', name), JSON.stringify(held));
  return readPairingFiles(dir, (path) => readFileSync(path, 'utf8'));
}

test('what is not to be read is passed over and counted, and takes nobody with it (PAIR-9)', () => {
  const request = (id: unknown, more: object = {}) => ({ id, code: 'BCDEFGHJ', createdAt: AT, ...more });
  const read = filesOf({
    'imessage-pairing.json': {
      requests: [
        request(ALICE, { lastSeenAt: 'never', meta: null }),
        request(BOB, { createdAt: 'never' }),
        request(LONG),
        request(null),
        'nobody',
        request(15550003333, { meta: { sender: LONG, accountId: LONG } }),
      ],
    },
    'imessage-default-allowFrom.json': { allowFrom: [BOB, LONG, null, { id: ALICE }, 15550003333] },
    [`imessage-${'w'.repeat(80)}-allowFrom.json`]: { allowFrom: [ALICE] },
  });
  expect(read.passedOver).toBe(7);
  const atMs = Date.parse(AT);
  expect(read.pieces.flatMap(({ requests }) => requests)).toEqual([
    {
      accountId: 'default',
      handle: ALICE,
      code: 'BCDEFGHJ',
      sender: ALICE,
      createdAtMs: atMs,
      lastSeenAtMs: atMs,
    },
    {
      accountId: 'x'.repeat(64),
      handle: '15550003333',
      code: 'BCDEFGHJ',
      sender: '15550003333',
      createdAtMs: atMs,
      lastSeenAtMs: atMs,
    },
  ]);
  expect(read.pieces.flatMap(({ approvals }) => approvals)).toEqual([
    { accountId: 'default', handle: BOB },
    { accountId: 'default', handle: '15550003333' },
    { accountId: 'w'.repeat(64), handle: ALICE },
  ]);
  const { importPairing } = controlMethods({} as Parameters<typeof controlMethods>[0]);
  for (const piece of read.pieces) expect(importPairing!.params.safeParse(piece).success).toBe(true);
});
