// Each invariant, on a run in which exactly that one is broken.

import { beforeAll, describe, expect, it } from 'vitest';
import { locatorOf } from '../../../../engine/config/locator.ts';
import type { AnyRecordedEvent } from '../../../../scenarios/observe/ledger.ts';
import { checkAnswered, checkSends } from '../../../../scenarios/sim/checkers.ts';
import type { Journal } from '../../../../scenarios/sim/inspect.ts';
import { createInstallation } from '../../../../scenarios/sim/installation.ts';
import { checkMoment, createSoundTurns, type Moment } from '../../../../scenarios/sim/safety.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';

let sound: Moment;

/** Two people, one message and one answer each. */
beforeAll(async () => {
  const installation = createInstallation({ seed: 'safety' });
  installation.start();
  installation.text(ALICE, 'one', { inMs: 1000 });
  installation.text(BOB, 'two', { inMs: 2000 });
  await installation.world.advance(10_000);
  const journal = installation.journal(locatorOf({ dbPath: '/sim/chat.db' }), 'default')!;
  sound = { journal, device: installation.device, ledger: installation.ledger };
});

const withJournal = (change: Partial<Journal>): Moment => ({
  ...sound,
  journal: { ...sound.journal, ...change },
});

/** The first turn, remembering other things. */
function withContext(change: object): Moment {
  const [first, ...others] = sound.journal.turns;
  const context = { ...first!.context, ...change };
  return withJournal({ turns: [{ ...first!, context }, ...others] });
}

function withEvent(event: Partial<AnyRecordedEvent['event']> & object, name: 'turn' | 'part'): Moment {
  const last = sound.ledger.events.findLast((each) => each.name === name)!;
  const again = { ...last, event: { ...last.event, ...event } } as AnyRecordedEvent;
  return { ...sound, ledger: { ...sound.ledger, events: [...sound.ledger.events, again] } };
}

const guids = () => sound.journal.turns.map(({ context }) => context.messageGuids[0]!);

describe('an invariant is reported as broken', () => {
  it('never in a run that is sound', () => {
    expect(sound.device.sent()).toHaveLength(2);
    expect(checkMoment(sound)).toEqual([]);
  });

  it('when a turn has rows of two people (invariant-16)', () => {
    expect(checkMoment(withContext({ messageGuids: guids() }))).toEqual([
      'merge: turn "one" has several senders',
      'merge: turn "one" has rows of several chats',
      expect.stringMatching(/^twice: \S+ is in the turns \S+ and \S+$/),
    ]);
  });

  it('also by a turn that has changed since it was last in order, and each time it is looked at', () => {
    const known = createSoundTurns();
    expect(checkMoment({ ...sound, sound: known })).toEqual([]);
    expect(known.turns.size).toBe(sound.journal.turns.length);
    const changed = { ...withContext({ messageGuids: guids() }), sound: known };
    const twice = expect.stringMatching(/^twice: /);
    expect(checkMoment(changed)).toContainEqual(twice);
    expect(checkMoment(changed)).toContainEqual(twice);
    const [guid] = guids();
    const again = { ...withContext({ messageGuids: [guid, guid] }), sound: createSoundTurns() };
    expect(checkMoment(again)).toContainEqual(twice);
    expect(checkMoment({ ...sound, sound: known })).toEqual([]);
  });

  it('when a turn has a row that the gateway sent itself (invariant-36)', () => {
    const [own] = sound.device.sent();
    expect(checkMoment(withContext({ messageGuids: [own!.guid] }))).toContain(
      'echo: turn "one" has a row that the owner sent',
    );
    expect(checkMoment(withContext({ isOwner: true }))).toContain(
      'echo: turn "one" has a row of somebody else, as the owner',
    );
  });

  it('when an answer goes to another chat, or to one where nobody was admitted (SES-5, invariant-25, invariant-31)', () => {
    const chatGuid = `any;-;${BOB}`;
    expect(checkMoment(withContext({ chatGuid }))).toEqual([
      'merge: turn "one" has rows of several chats',
      `addressee: "You said: one" went to any;-;${ALICE}, not to ${chatGuid}`,
      `access: any;-;${ALICE} got "You said: one", and nobody was admitted there`,
    ]);
  });

  it('when a turn runs again after its answer', () => {
    expect(checkMoment(withEvent({ state: 'running' }, 'turn'))).toEqual([
      expect.stringMatching(/^outcome: turn \S+ is running after its answer$/),
    ]);
  });

  it('when a part has a second outcome (invariant-39)', () => {
    expect(checkMoment(withEvent({ state: 'unknown' }, 'part'))).toEqual([
      expect.stringMatching(/^outcome: part \S+ is unknown after its end$/),
    ]);
  });

  it('when a part is told twice to be undelivered, but not by the gateway that follows the one that may not have noted it', () => {
    const told = (...by: readonly number[]): Moment => {
      const last = sound.ledger.events.findLast(({ name }) => name === 'part')!;
      const undelivered = by.map(
        (incarnation) =>
          ({ ...last, incarnation, event: { ...last.event, state: 'undelivered' } }) as AnyRecordedEvent,
      );
      return { ...sound, ledger: { ...sound.ledger, events: [...sound.ledger.events, ...undelivered] } };
    };
    expect(checkMoment(told(1))).toEqual([]);
    expect(checkMoment(told(1, 2))).toEqual([]);
    expect(checkMoment(told(1, 1))).toEqual([
      expect.stringMatching(/^outcome: part \S+ is undelivered and was not sent$/),
    ]);
  });

  it('when more is settled than was journalled (invariant-3)', () => {
    expect(checkMoment(withJournal({ cursors: { settledTo: 9, journalledTo: 4 } }))).toEqual([
      'cursor: settled to 9, journalled only to 4',
    ]);
  });

  it('when what was sent is not what was asked for', () => {
    const [first, ...others] = sound.journal.parts;
    expect(checkMoment(withJournal({ parts: others }))).toContain(
      `sent 1 times, asked 0 times: ${first!.content}`,
    );
  });

  it('when sightings are missing from the counts', () => {
    const { counts } = sound.journal;
    expect(checkMoment(withJournal({ counts: { ...counts, sightings: counts.sightings + 1 } }))).toEqual([
      expect.stringMatching(/^conservation: /),
    ]);
  });

  it('when a part counts as sent by a row of somebody else, or by none', () => {
    const [first, ...others] = sound.journal.parts;
    const by = (guid: string) =>
      checkSends(withJournal({ parts: [{ ...first!, guid: id.guid(guid) }, ...others] }));
    expect(by(guids()[0]!)).toEqual([expect.stringMatching(/ counts as sent by .*, which is not its row$/)]);
    expect(by('NOWHERE')).toEqual([
      expect.stringMatching(/ counts as sent by NOWHERE, which is not its row$/),
    ]);
  });

  it('but not by what another account of the Mac was told to send (U6)', () => {
    const other = { ...sound.journal, accountId: 'work', turns: [], parts: [], verdicts: [] };
    const own = { ...other, counts: { ...sound.journal.counts, rows: 0, sightings: 0, repeats: 0 } };
    expect(checkSends({ ...sound, journal: own })).toHaveLength(2);
    expect(checkSends({ ...sound, journal: own, journals: [own, sound.journal] })).toEqual([]);
  });

  it('nor by what Messages sent once more, which allows no other send (U6)', async () => {
    const { device, ...rest } = await doubled();
    const journal = rest.journal(LOCATOR, 'default')!;
    expect(device.sent()).toHaveLength(2);
    expect(checkSends({ journal, device })).toEqual([]);
    const again = { ...device, sent: () => [...device.sent(), { ...device.sent()[0]!, eventId: 'another' }] };
    expect(checkSends({ journal, device: again })).toEqual(['sent 2 times, asked 1 times: You said: one']);
  });
});

const LOCATOR = locatorOf({ dbPath: '/sim/chat.db' });

/** One message, whose answer Messages sends twice. */
async function doubled() {
  const installation = createInstallation({ seed: 'doubled' });
  installation.device.schedule({ kind: 'fault', fault: 'send-twice' });
  installation.start();
  installation.text(ALICE, 'one', { inMs: 1000 });
  await installation.world.advance(10_000);
  return installation;
}

describe('a part that waited too long for a gateway', () => {
  const ended = (state: 'expired' | 'failed', mayExpire: boolean) => {
    const [first, ...others] = sound.journal.parts;
    const { journal, device } = withJournal({ parts: [{ ...first!, state }, ...others] });
    const script = ({ text }: { readonly text: string }) => [`You said: ${text}`];
    return checkAnswered({ journal, device, script, firstBoundary: 0, mayExpire: () => mayExpire });
  };

  it('may expire where gateways came and went, and may not have failed', () => {
    expect(ended('expired', true)).toEqual([]);
    expect(ended('expired', false)).toEqual(['part 0 of turn "two" ended expired']);
    expect(ended('failed', true)).toEqual(['part 0 of turn "two" ended failed']);
  });
});
