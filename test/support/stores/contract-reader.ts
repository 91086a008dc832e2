import { describe, expect, it } from 'vitest';
import { id } from '../messages/ids.ts';
import { coreBackend, type StoreFixture } from './bed.ts';
import { ACCOUNT, row, SOURCE, turn } from './inputs.ts';

export function describeReader(current: () => StoreFixture): void {
  describe('reading beside the owner', () => {
    const openReader = () => coreBackend(current().bed.openAgain(), (apply) => apply()()).openReader();

    it('sees each commit of the owner, who goes on owning', async () => {
      const { store } = current();
      const reader = await openReader();
      const counted = () => reader.counts({ sourceId: SOURCE, accountId: ACCOUNT });
      expect(await counted()).toMatchObject({ rows: 0 });
      await store.ingest({ sourceId: SOURCE, rows: [row(1), row(2)] });
      expect(await counted()).toMatchObject({ rows: 2, pending: 2 });
      await store.formTurn({ sourceId: SOURCE, turn: turn('t', [1]) });
      expect(await reader.turn({ turnId: id.turn('t') })).toMatchObject({
        turnId: id.turn('t'),
        state: 'formed',
      });
      const [found] = await reader.findSources({ locator: '/m/chat.db', fileKey: null });
      expect(found).toMatchObject({ sourceId: SOURCE, journalledTo: 2, settledTo: 1 });
      await reader.close();
      expect(await store.startTurn({ turnId: id.turn('t') })).toMatchObject({ attempts: 1 });
    });

    it('has no command that changes anything', async () => {
      const reader = await openReader();
      expect(Object.keys(reader).sort()).toEqual(
        [
          'approvals',
          'cameIn',
          'chats',
          'close',
          'counts',
          'echoes',
          'entryMeanings',
          'findSources',
          'exchanges',
          'firstTurn',
          'groupWindow',
          'groupsWithWindows',
          'holes',
          'journalled',
          'rowNumbered',
          'openTurns',
          'ownersWords',
          'pairing',
          'partsOf',
          'places',
          'pending',
          'provenGuids',
          'provenPart',
          'queuedEvents',
          'queuedParts',
          'recentParts',
          'rowidsOf',
          'rowsNamed',
          'selfNotes',
          'sendingParts',
          'sessionEpochs',
          'sessionsWithEvents',
          'turn',
          'unansweredTurns',
          'untoldApprovals',
          'untoldParts',
          'verdicts',
          'verdictsOf',
          'waitingOfOthers',
        ].sort(),
      );
    });

    it('refuses to write past the port', () => {
      const command = { name: 'dropPayloads', input: { beforeMs: 0, limit: 1 } } as never;
      expect(() => current().bed.core.read([command])).toThrowError(/dropPayloads is for the owner/);
    });

    it('says nothing once it is closed, and of a source that was never created', async () => {
      const reader = await openReader();
      const unknown = { sourceId: 'none', accountId: ACCOUNT };
      await expect(reader.counts(unknown)).rejects.toThrow('There is no source none');
      await reader.close();
      await expect(reader.counts(unknown)).rejects.toMatchObject({ code: 'store_closed' });
    });
  });
}
