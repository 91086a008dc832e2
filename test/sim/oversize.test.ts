// A message whose line no reader takes: it is given up and told of, and holds up nobody else.

import { beforeAll, expect, it } from 'vitest';
import { OPEN_CONFIG } from '../../scenarios/sim/gateway.ts';
import { createInstallation, type Installation } from '../../scenarios/sim/installation.ts';

const MIB = 1024 * 1024;
const { imessage } = OPEN_CONFIG.channels;
/** Fewer attempts at pages that hold it. */
const config = {
  ...OPEN_CONFIG,
  channels: { imessage: { ...imessage, catchup: { enabled: true, perRunLimit: 2 } } },
};

let installation: Installation;
let replies: string[];

beforeAll(async () => {
  installation = createInstallation({ seed: 'oversize', config });
  const { device, world } = installation;
  installation.start();
  installation.text('+15550009999', 'x'.repeat(11 * MIB), { inMs: 1_000 });
  installation.text('+15550001111', 'before it is given up', { inMs: 5_000 });
  await world.advance(15 * 60_000);
  installation.text('+15550001111', 'afterwards', { inMs: 1_000 });
  await world.advance(60_000);
  replies = device.sent().map(({ text }) => text ?? '');
  await installation.stop();
  device.close();
});

it('ends dead, with its number and what to do in the log', () => {
  const fates = installation.events('row').map(({ event: { rowid, fate } }) => ({ rowid, fate }));
  expect(fates).toContainEqual({ rowid: 1, fate: 'dead' });
  const said = installation.ledger.log.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(said).toEqual([expect.stringMatching(/^imessage: row 1 cannot be answered: .*answer it there/)]);
});

it('costs nobody else an answer, before it is given up or afterwards', () => {
  expect(replies).toEqual(['You said: before it is given up', 'You said: afterwards']);
});
