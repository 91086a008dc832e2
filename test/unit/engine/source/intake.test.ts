import { describe, expect, it } from 'vitest';
import { createOwnRows } from '../../../../engine/echo/own-rows.ts';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { noClockWitnesses } from '../../../../engine/inbound/clock-witnesses.ts';
import { decide } from '../../../../engine/inbound/decide.ts';
import type { Decided } from '../../../../engine/inbound/decision.ts';
import type { Snapshot } from '../../../../engine/inbound/snapshot.ts';
import { ownAddresses } from '../../../../engine/message/authorship.ts';
import type { Arrival } from '../../../../engine/message/message.ts';
import { COMMIT_ROWS_MAX } from '../../../../engine/source/commit-size.ts';
import { createIntake } from '../../../../engine/source/intake.ts';
import { createLongSent } from '../../../../engine/source/long-sent.ts';
import type { StoreCore } from '../../../../engine/store/core.ts';
import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { openStore } from '../../../../engine/store/open-store.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../support/engine/world.ts';
import { accessOf } from '../../../support/messages/access.ts';
import { id } from '../../../support/messages/ids.ts';
import { messageFrame, payload } from '../../../support/messages/payload.ts';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const SOURCE = { sourceId: 's', locator: 'local', fileKey: null, createdAtMs: NOW_MS };

function arrivals(firstRowid: number, count: number, change: object = {}): Arrival[] {
  return Array.from({ length: count }, (_, index) => {
    const fields = { id: firstRowid + index, guid: `G${firstRowid + index}`, ...change };
    return { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: NOW_MS };
  });
}

const SNAPSHOT: Snapshot = {
  accountId: 'default',
  includeAttachments: false,
  waitsForPreviews: false,
  answersFiltered: true,
  reactionNotifications: 'own',
  fence: { boundary: 0, hasCursor: true, recoveryWindowMs: 7_200_000 },
  own: createOwnSends().sends,
  ownAddresses: ownAddresses(null),
  access: accessOf('+15550001111'),
  clocks: noClockWitnesses(),
};

/** An intake on a store in memory; `transactions` names the commands of each. */
async function openIntake(
  effects: (decided: readonly Decided[], store: ReturnType<typeof openStore>) => unknown,
  asking: (store: ReturnType<typeof openStore>) => Partial<Parameters<typeof createIntake>[0]> = () => ({}),
) {
  const transactions: string[][] = [];
  const secondAnswered = Promise.withResolvers<void>();
  const memory = createMemoryCore();
  const core: StoreCore = {
    ...memory,
    transact(epoch, commands) {
      transactions.push(commands.map(({ name }) => name));
      // The answers of a transaction are delivered, and followed up, before the next turn of the loop.
      if (transactions.length === 2) setImmediate(secondAnswered.resolve);
      return memory.transact(epoch, commands);
    },
  };
  const epoch = core.acquire({ instanceId: 'test', atMs: NOW_MS });
  const store = openStore(core, epoch, (apply) => setImmediate(() => apply()()));
  await store.createSource(SOURCE);
  transactions.length = 0;
  const ownRows = createOwnRows();
  const intake = createIntake({
    sourceId: SOURCE.sourceId,
    store,
    clock: createManualClock(),
    chats: { take: () => null },
    pairing: { changing: () => null, draw: (decisions) => decisions, took() {} },
    approvals: { prompts: () => [], draw: (decisions) => decisions, took() {} },
    holes: { lookAhead: () => null, take: (kept) => ({ kept, changes: null }) },
    signal: new AbortController().signal,
    unawaited,
    complete: (_, decision) => decision,
    decide: (batch) => decide(batch, SNAPSHOT),
    effects: async (decided) => void (await effects(decided, store)),
    ownRows,
    pausePipe() {},
    resumePipe() {},
    ...asking(store),
  });
  return { intake, transactions, store, ownRows, secondAnswered: secondAnswered.promise };
}

describe('intake', () => {
  it('commits what follows from a batch together with the next batch', async () => {
    const { intake, transactions } = await openIntake((_, store) =>
      store.advanceCursors({ sourceId: 's', rowid: 0 }),
    );
    intake.push(arrivals(1, 2 * COMMIT_ROWS_MAX));
    await intake.idle();
    expect(transactions).toEqual([['ingest'], ['advanceCursors', 'ingest'], ['advanceCursors']]);
  });

  it('has an answer about a batch that waited when its turn comes, so that it shares a transaction as well', async () => {
    const { intake, transactions } = await openIntake(
      (_, store) => store.advanceCursors({ sourceId: 's', rowid: 0 }),
      (store) => {
        const { askAhead, lookUp } = createLongSent({ own: createOwnSends(), store, unawaited });
        return { lookUps: { askAhead, lookUp: (batch) => lookUp(batch)?.then(() => batch) ?? null } };
      },
    );
    intake.push(arrivals(1, 1));
    intake.push(arrivals(2, 1, { is_from_me: true, text: 'own words' }));
    await intake.idle();
    expect(transactions).toEqual([
      ['ingest', 'provenGuids'],
      ['advanceCursors', 'ingest'],
      ['advanceCursors'],
    ]);
  });

  it('commits with own rows what they prove (ruling-30)', async () => {
    const { intake, transactions, store, ownRows } = await openIntake(async () => {});
    ownRows.onSighted((rows) => {
      expect(rows).toMatchObject([{ rowid: 1, text: 'own words' }]);
      void store.endPart({
        partId: id.part('p'),
        from: 'sending',
        to: 'sent',
        evidence: { via: 'row' },
        atMs: NOW_MS,
      });
    });
    intake.push(arrivals(1, 1, { is_from_me: true, text: 'own words' }));
    intake.push(arrivals(2, 2));
    await intake.idle();
    expect(transactions).toEqual([['ingest', 'endPart'], ['ingest']]);
  });

  it('begins the effects of a batch when those of the batch before are done', async () => {
    const log: string[] = [];
    const first = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    const { intake, secondAnswered } = await openIntake(async ([decided]) => {
      log.push(`begin ${decided!.row.rowid}`);
      if (decided!.row.rowid === 1) await first.promise;
      log.push(`end ${decided!.row.rowid}`);
      if (decided!.row.rowid !== 1) second.resolve();
    });
    intake.push(arrivals(1, COMMIT_ROWS_MAX + 1));
    await secondAnswered;
    expect(log).toEqual(['begin 1']);
    first.resolve();
    await second.promise;
    expect(log).toEqual(['begin 1', 'end 1', `begin ${COMMIT_ROWS_MAX + 1}`, `end ${COMMIT_ROWS_MAX + 1}`]);
  });

  it('takes rows that come while effects are under way, and is idle only after the last of them', async () => {
    const held = Promise.withResolvers<void>();
    const later = Promise.withResolvers<void>();
    const seen: (number | null)[] = [];
    const { intake } = await openIntake(async (decided) => {
      if (seen.length === 0) {
        seen.push(decided[0]!.row.rowid);
        held.resolve();
        return later.promise;
      }
      seen.push(decided[0]!.row.rowid);
    });
    intake.push(arrivals(1, 1));
    await held.promise;
    intake.push(arrivals(2, 1));
    later.resolve();
    await intake.idle();
    expect(seen).toEqual([1, 2]);
  });
});
