import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCore, type StoreBed, type StoreFixture } from './bed.ts';
import { describeApprovals } from './contract-approvals.ts';
import { describeChatCommands } from './contract-chat-commands.ts';
import { describeChats } from './contract-chats.ts';
import { describeFirstTurns } from './contract-first-turns.ts';
import { describeFollowedParts } from './contract-followed-parts.ts';
import { describeGroupWindows } from './contract-group-windows.ts';
import { describeJournal } from './contract-journal.ts';
import { describeLeftWaiting } from './contract-left-waiting.ts';
import { describeOwnership } from './contract-owner.ts';
import { describeOwnersWords } from './contract-owners-words.ts';
import { describePairing } from './contract-pairing.ts';
import { describeParts } from './contract-parts.ts';
import { describePreparation } from './contract-preparation.ts';
import { describeReader } from './contract-reader.ts';
import { describeRedo } from './contract-redo.ts';
import { describeRows } from './contract-rows.ts';
import { describeSources } from './contract-sources.ts';
import { describeSystemEvents } from './contract-system-events.ts';
import { describeTurns } from './contract-turns.ts';
import { describeUntoldParts } from './contract-untold-parts.ts';
import { createSource } from './inputs.ts';

/** What every store has to do, whatever keeps its data. */
export function describeStore(name: string, createBed: () => StoreBed): void {
  describe(`${name} store`, () => {
    let fixture: StoreFixture;
    beforeEach(async () => {
      const bed = createBed();
      fixture = { bed, store: openCore(bed.core) };
      await createSource(fixture.store);
    });
    afterEach(() => {
      fixture.bed.dispose();
    });
    const current = () => fixture;

    describeOwnership(current);
    describeSources(current);
    describeChats(current);
    describeJournal(current);
    describeTurns(current);
    describePreparation(current);
    describeRedo(current);
    describeSystemEvents(current);
    describeGroupWindows(current);
    describeOwnersWords(current);
    describeFirstTurns(current);
    describeChatCommands(current);
    describeUntoldParts(current);
    describeParts(current);
    describeFollowedParts(current);
    describePairing(current);
    describeApprovals(current);
    describeRows(current);
    describeLeftWaiting(current);
    describeReader(current);

    it('runs nothing once it is closed', async () => {
      await fixture.store.close();
      await expect(createSource(fixture.store)).rejects.toMatchObject({ code: 'store_closed' });
    });
  });
}
