import { expect, it } from 'vitest';
import type { AccountConfig } from '../../../../engine/config/config.ts';
import { claimedRowid } from '../../../../engine/message/claimed-rowid.ts';
import { createAsking } from '../../../../engine/source/asking.ts';
import { createManualClock, settle } from '../../../support/clocks/manual-clock.ts';
import { createFakeSpawn } from '../../../support/messages/fake-transport.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const row = (id: number) => ({ jsonrpc: '2.0', method: 'message', params: { message: { id } } });

/** Rows 5 to 8 are asked for; 6 and 7 have no chat, so that 8 comes twenty seconds behind 5. */
async function toldOver20Seconds(localDbPath: string | null) {
  const clock = createManualClock();
  const fake = createFakeSpawn();
  const owner = { cliPath: 'imsg', dbPath: localDbPath, localDbPath } as AccountConfig;
  const ask = createAsking({
    owner,
    ports: { spawn: fake.spawn, platform: 'darwin', clock, logger: createListLogger() },
    signal: new AbortController().signal,
    // It is there, and has no pages.
    client: () => ({}) as never,
    hasPages: () => false,
    attachments: () => false,
  });
  const told: (number | null)[] = [];
  const asked = ask(
    4,
    8,
    async (rows) => void told.push(...rows.map(({ payload }) => claimedRowid(payload))),
  );
  fake.child.answers({ subscription: 1 });
  await settle();
  fake.child.says(row(5));
  await clock.advance(20_000);
  if (!fake.child.isInputEnded) fake.child.says(row(8));
  await clock.advance(1_000);
  fake.child.exits();
  await asked;
  return told;
}

it('is not over behind a remote wrapper while imsg waits at rows without a chat (ruling-27, wire-3.2)', async () => {
  expect(await toldOver20Seconds(null)).toEqual([5, 8]);
});

it('is over sooner where chat.db says which rows have a chat', async () => {
  expect(await toldOver20Seconds('/chat.db')).toEqual([5]);
});
