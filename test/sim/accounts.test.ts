// Several accounts on one database: who reads, who sends, and to whom a row goes (ruling-19).

import { afterEach, describe, expect, it } from 'vitest';
import { createInstallation, type Installation } from '../../scenarios/sim/installation.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';
const [HOME_LINE, WORK_LINE] = ['+15550000001', '+15550000002'];

let mac: Installation;
afterEach(async () => {
  await mac.stop();
  mac.device.close();
});

/** A Mac on which Alice has written before, and a gateway with these accounts. */
async function started(
  accounts: object,
  build?: string,
  agentLatencyMs = 50,
  faults: () => string = () => '',
): Promise<void> {
  const imessage = { dmPolicy: 'open', allowFrom: ['*'], accounts };
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  mac = createInstallation({
    seed: 'accounts',
    config: { stateDir: '/sim/state', channels: { imessage }, agents },
    agentLatencyMs: () => agentLatencyMs,
    ...(build !== undefined && {
      childEnv: () => ({ FAKE_IMSG_BUILD: build, FAKE_IMSG_FAULTS: faults() }),
    }),
  });
  mac.text(ALICE, 'long ago');
  await mac.world.advance(1_000);
  mac.start();
  await mac.world.advance(10_000);
}
async function write(from: string, text: string, line: string): Promise<void> {
  mac.device.schedule({ kind: 'text', from, text, line });
  await mac.world.advance(20_000);
}
const turns = () => mac.ledger.agentCalls.map(({ turn: { accountId, text } }) => `${accountId}: ${text}`);
const sent = () => mac.device.sent().map(({ text }) => text);
const status = () => mac.gateway()!.engine.status();
const log = () => mac.ledger.log.map(({ message }) => message);

const LOCAL = { cliPath: 'imsg', dbPath: '/sim/chat.db' };
const LINK = { cliPath: 'imsg', dbPath: '/sim/a-link/chat.db' };
const REMOTE = { cliPath: '/opt/mac-mini', remoteHost: 'mac-mini.example.com' };

describe('accounts of one database', () => {
  it('have one child that reads, and one for each distinct command that sends', async () => {
    await started({ home: LOCAL, work: LOCAL, third: LINK });
    expect(status()).toMatchObject({
      sources: [
        {
          ownerId: 'home',
          child: { state: 'ready' },
          wire: {
            children: [
              { accountIds: ['home', 'work'], isReady: true },
              { accountIds: ['third'], isReady: true },
            ],
          },
        },
      ],
      accounts: [{ accountId: 'home' }, { accountId: 'third' }, { accountId: 'work' }],
    });
    expect(new Set(status().accounts.map(({ sourceId }) => sourceId)).size).toBe(1);
    expect(mac.events('subscribed').map(({ event }) => event.accountId)).toEqual(['home']);
    expect(log().filter((line) => line.includes('skipping watcher'))).toEqual([
      '[third] skipping watcher: duplicate iMessage source; using account "home"',
      '[work] skipping watcher: duplicate iMessage source; using account "home"',
    ]);
  });

  it('are owned by the first that is not the default one, whatever their paths', async () => {
    await started({ default: LOCAL, work: LINK });
    expect(status().sources).toMatchObject([{ ownerId: 'work' }]);
    await write(ALICE, 'one', HOME_LINE);
    expect(turns()).toEqual(['work: one']);
  });

  it('answer each on its line, and know what the other has sent', async () => {
    await started({
      home: { ...LOCAL, ownAddresses: [HOME_LINE] },
      work: { ...LINK, ownAddresses: [WORK_LINE] },
    });
    await write(ALICE, 'one', HOME_LINE);
    await write(ALICE, 'two', WORK_LINE);
    expect(turns()).toEqual(['home: one', 'work: two']);
    expect(sent()).toEqual(['You said: one', 'You said: two']);
    const verdicts = ['home', 'work'].flatMap((accountId) =>
      mac.journal('local:/sim/chat.db', accountId)!.verdicts.map((verdict) => ({ accountId, ...verdict })),
    );
    const own = new Set(mac.device.sent().map(({ guid }) => `guid:${guid}`));
    // Both rows left under the address of the Mac's account, which is the line of one of them.
    expect(verdicts.filter(({ eventId }) => own.has(eventId))).toMatchObject([
      { accountId: 'home', fate: 'echo' },
      { accountId: 'home', fate: 'echo' },
    ]);
    expect(new Set(verdicts.map(({ eventId }) => eventId)).size).toBe(verdicts.length);
  });

  it('share what their agent can do at once', async () => {
    const lines = { home: HOME_LINE, work: WORK_LINE };
    await started(
      { home: { ...LOCAL, ownAddresses: [HOME_LINE] }, work: { ...LOCAL, ownAddresses: [WORK_LINE] } },
      undefined,
      60_000,
    );
    for (const line of Object.values(lines)) {
      for (const person of [1, 2, 3])
        mac.device.schedule({
          kind: 'text',
          from: `+1555000${person}${line.slice(-3)}`,
          text: 'hello',
          line,
        });
    }
    await mac.world.advance(30_000);
    // The agent of the simulation does four turns at once.
    expect(turns()).toHaveLength(4);
    await mac.world.advance(60_000);
    expect(turns().sort()).toEqual([...Array(3).fill('home: hello'), ...Array(3).fill('work: hello')]);
  });

  it('ask for files if one of those that receive wants them', async () => {
    await started({
      home: { ...LOCAL, ownAddresses: [HOME_LINE] },
      work: { ...LOCAL, ownAddresses: [WORK_LINE], includeAttachments: true },
    });
    for (const line of [HOME_LINE, WORK_LINE]) {
      mac.device.schedule({ kind: 'file', from: ALICE, name: 'plan.pdf', line });
      await mac.world.advance(20_000);
    }
    // Without its file there is nothing left of a message to the other.
    expect(mac.ledger.agentCalls.map(({ turn }) => [turn.accountId, turn.attachments.length])).toEqual([
      ['work', 1],
    ]);
  });
});

describe('a database behind a command that cannot be proven', () => {
  it('is the one that has its rows, if imsg can be asked for them', async () => {
    await started({ home: LOCAL, work: REMOTE });
    expect(status()).toMatchObject({
      sources: [
        { ownerId: 'home', wire: { children: [{ accountIds: ['home'] }, { accountIds: ['work'] }] } },
      ],
      accounts: [{ accountId: 'home' }, { accountId: 'work' }],
    });
    await write(ALICE, 'one', HOME_LINE);
    expect(turns()).toEqual(['home: one']);
    expect(mac.events('subscribed').map(({ event }) => event.accountId)).toEqual(['home']);
  });

  it('is asked again where it does not answer', async () => {
    await started({ home: LOCAL, work: REMOTE }, '0.15.2', 50, () => 'never@first:messages.after');
    expect(status().sources).toMatchObject([{ ownerId: 'home' }]);
    await write(ALICE, 'one', HOME_LINE);
    expect(turns()).toEqual(['home: one']);
  });

  it('is asked by the next child where one ends over the question', async () => {
    let children = 0;
    const faults = () => (children++ < 6 ? 'exit@first:has_more' : '');
    await started({ home: LOCAL, work: REMOTE }, '0.15.2', 50, faults);
    await mac.world.advance(60_000);
    expect(status().sources).toMatchObject([{ ownerId: 'home' }]);
    await write(ALICE, 'one', HOME_LINE);
    expect(turns()).toEqual(['home: one']);
  });

  it('counts as another one, which is said, where it never answers', async () => {
    await started({ home: LOCAL, work: REMOTE }, '0.15.2', 50, () => 'never@match:messages.after');
    await mac.world.advance(60_000);
    expect(status().sources.map(({ ownerId }) => ownerId)).toEqual(['home', 'work']);
    expect(log().filter((line) => line.includes('counts as another'))).toHaveLength(1);
  });

  it('then has its lines there', async () => {
    await started({ home: LOCAL, work: { ...REMOTE, ownAddresses: [WORK_LINE] } });
    await write(BOB, 'one', WORK_LINE);
    await write(ALICE, 'two', HOME_LINE);
    expect(turns()).toEqual(['work: one', 'home: two']);
    expect(sent()).toEqual(['You said: one', 'You said: two']);
  });

  it('stays another one where imsg is too old to be asked', async () => {
    await started({ home: LOCAL, work: REMOTE }, '0.13.0');
    expect(status().sources.map(({ ownerId }) => ownerId)).toEqual(['home', 'work']);
    await write(ALICE, 'one', HOME_LINE);
    expect(turns().sort()).toEqual(['home: one', 'work: one']);
  });
});
