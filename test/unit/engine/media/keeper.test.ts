import { Volume } from 'memfs';
import { expect, it } from 'vitest';
import { dropOldFiles, MEDIA_BYTES_MAX } from '../../../../engine/media/keeper.ts';
import { turnFolder } from '../../../../engine/media/stage.ts';
import type { TurnId } from '../../../../engine/message/ids.ts';
import type { Files } from '../../../../engine/ports/files.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const NOW_MS = 1_700_000_000_000;
const DAY_MS = 86_400_000;
const OPEN = 'default/1/guid:OPEN' as TurnId;
const SENDING = 'default/1/guid:SENDING' as TurnId;
const QUEUED = 'send:1';

/** Folders of turns by their ages in days. */
function createBed(ages: Readonly<Record<string, number>>, files?: (real: Files) => Files) {
  const disk = new Volume();
  for (const [name, days] of Object.entries(ages)) {
    disk.fromJSON({ [`/state/media/${name}/a.jpg`]: 'a picture' });
    const atS = (NOW_MS - days * DAY_MS) / 1000;
    disk.utimesSync(`/state/media/${name}`, atS, atS);
  }
  const real = createMemoryFiles(disk);
  const store = {
    openTurns: async ({ accountId }: { accountId: string }) =>
      accountId === 'default' ? [{ turnId: OPEN }] : [],
    sendingParts: async () => [{ partId: `${SENDING}#0` }],
    async queuedParts({ afterSeq, limit }: { readonly afterSeq: number; readonly limit: number }) {
      // The last one is on a page of its own.
      const first = Array.from({ length: limit }, (_, index) => ({ partId: `${SENDING}#0`, seq: index + 1 }));
      return afterSeq === 0 ? first : [{ partId: `${QUEUED}#12`, seq: limit + 1 }];
    },
  } as unknown as Store;
  const drop = () =>
    dropOldFiles(
      {
        stateDir: '/state',
        accountIds: ['other', 'default'],
        retentionMs: 7 * DAY_MS,
        files: files?.(real) ?? real,
        clock: createManualClock(NOW_MS),
        logger: createListLogger(),
        signal: new AbortController().signal,
      },
      store,
    );
  return { disk, drop, left: () => disk.readdirSync('/state/media').map(String) };
}

it('copies go when their retention ends, unless their turn has not', async () => {
  const open = ['', '.unfinished', '.converting'].map((suffix) => turnFolder(OPEN) + suffix);
  const ages = Object.fromEntries(open.map((name) => [name, 30]));
  const { drop, left } = createBed({ fresh: 6, old: 8, 'old.converting': 9, ...ages });
  await drop();
  expect(left().toSorted()).toEqual([...open, 'fresh'].toSorted());
});

it('what has yet to leave stays, also where its turn has ended', async () => {
  const open = [SENDING, QUEUED].map((turnId) => `${turnFolder(turnId)}.out`);
  const { drop, left } = createBed(Object.fromEntries([...open, 'old.out'].map((name) => [name, 30])));
  await drop();
  expect(left().toSorted()).toEqual(open.toSorted());
});

it('the oldest go first where there are too many', async () => {
  const half = (MEDIA_BYTES_MAX * 3) / 5;
  const { drop, left } = createBed({ a: 1, b: 3, c: 2 }, (real) => ({
    ...real,
    async look(path) {
      const found = await real.look(path);
      return found && { ...found, bytes: found.kind === 'file' ? half : 0 };
    },
  }));
  await drop();
  expect(left()).toEqual(['a']);
});

it('what lies in folders of a folder counts as well', async () => {
  const { disk, drop, left } = createBed({ a: 1, b: 2 }, (real) => ({
    ...real,
    async look(path) {
      const found = await real.look(path);
      return found && { ...found, bytes: path.endsWith('.mov') ? MEDIA_BYTES_MAX : 0 };
    },
  }));
  disk.mkdirSync('/state/media/b/attachment');
  disk.writeFileSync('/state/media/b/attachment/a.mov', 'a film');
  await drop();
  expect(left()).toEqual(['a', 'b']);
  disk.mkdirSync('/state/media/a/attachment');
  disk.writeFileSync('/state/media/a/attachment/b.mov', 'another film');
  const olderS = (NOW_MS - 2 * DAY_MS) / 1000;
  disk.utimesSync('/state/media/b', olderS, olderS);
  disk.utimesSync('/state/media/a', olderS + 1, olderS + 1);
  await drop();
  expect(left()).toEqual(['a']);
});

it('what cannot be looked at stays, and keeps nothing else from going on', async () => {
  const { drop, left } = createBed({ old: 8 }, (real) => ({
    ...real,
    list: () => Promise.reject(new Error('EIO')),
  }));
  await drop();
  expect(left()).toEqual(['old']);
});

it('nothing is done where nothing was ever copied', async () => {
  const { disk, drop } = createBed({});
  await drop();
  expect(disk.toJSON()).toEqual({});
});
