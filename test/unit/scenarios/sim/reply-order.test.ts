import { beforeAll, describe, expect, it } from 'vitest';
import { locatorOf } from '../../../../engine/config/locator.ts';
import type { SentRecord } from '../../../../fake-imsg/device/device.ts';
import type { Journal } from '../../../../scenarios/sim/inspect.ts';
import { createInstallation } from '../../../../scenarios/sim/installation.ts';
import { checkLaneOrder } from '../../../../scenarios/sim/reply-order.ts';
import type { Moment } from '../../../../scenarios/sim/safety.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';

let sound: Pick<Moment, 'journal' | 'device'>;

/** Two people, one message and one answer each. */
beforeAll(async () => {
  const installation = createInstallation({ seed: 'reply order' });
  installation.start();
  installation.text(ALICE, 'one', { inMs: 1000 });
  installation.text(BOB, 'two', { inMs: 2000 });
  await installation.world.advance(10_000);
  const { device } = installation;
  sound = { journal: installation.journal(locatorOf({ dbPath: '/sim/chat.db' }), 'default')!, device };
});

describe('answers leave in another order than that of their rows (invariant-14)', () => {
  const [first, second] = ['one', 'two'];
  /** Both messages in one chat; what the journal has of them, in its order. */
  function answered(
    rowids: readonly [number, number],
    answeredFirst: string,
    sourceStarts = [0],
    leaves: (
      order: SentRecord[],
      parts: Journal['parts'],
    ) => Pick<Journal, 'parts'> & { sent: SentRecord[] } = (sent, parts) => ({ sent, parts }),
    journalled?: Journal['verdicts'],
  ) {
    const { journal, device } = sound;
    const verdicts = [first, second].map((text, index) => {
      const { turnId } = journal.turns.find((turn) => turn.text === text)!;
      return {
        ...journal.verdicts.find((verdict) => verdict.turnId === turnId)!,
        rowid: id.rowid(rowids[index]!),
      };
    });
    const sent = device.sent().map((record) => ({ ...record, chatGuid: `any;-;${ALICE}` }));
    const isFirst = ({ text }: { readonly text: string }) => text.endsWith(answeredFirst);
    const order = [...sent.filter(isFirst), ...sent.filter((record) => !isFirst(record))];
    const { sent: left, parts } = leaves(order, journal.parts);
    return checkLaneOrder({
      journal: { ...journal, verdicts: journalled ?? verdicts, sourceStarts, parts },
      device: { ...device, sent: () => left },
    });
  }

  it('by the numbers of the rows, not by when they were journalled', () => {
    expect(answered([3, 4], 'one')).toEqual([]);
    expect(answered([3, 4], 'two')).toEqual(['order: row 3 was answered after row 4']);
    expect(answered([4, 3], 'two')).toEqual([]);
    // It may have been told only when the later one was answered.
    expect(answered([4, 3], 'one')).toEqual([]);
  });

  it('but not by those of two databases, of which the second begins anew', () => {
    expect(answered([4, 3], 'one', [0, 1])).toEqual([]);
    expect(answered([3, 4], 'two', [0, 1])).toEqual(['order: row 3 was answered after row 4']);
    expect(answered([4, 4], 'one')).toEqual([]);
  });

  it('and no number of a row that cannot be understood makes a second database', () => {
    const { verdicts } = sound.journal;
    const [one, two] = [first, second].map((text) => {
      const { turnId } = sound.journal.turns.find((turn) => turn.text === text)!;
      return verdicts.find((verdict) => verdict.turnId === turnId)!;
    });
    const between = (fate: 'malformed' | 'denied') =>
      answered([3, 4], 'one', [0], undefined, [
        { ...two!, rowid: id.rowid(4) },
        { ...one!, rowid: id.rowid(4), turnId: null, fate },
        { ...one!, rowid: id.rowid(3) },
      ]);
    expect(between('malformed')).toEqual([]);
    expect(between('denied')).toEqual(['order: row 4 was answered after row 3']);
  });

  it('but not as which of two that say the same they count: the first to leave is the first that was said', () => {
    const saying = (words: string | null, saidFirst: string) =>
      answered([3, 4], 'two', [0], (sent, parts) => ({
        sent,
        parts: parts.map((part) => ({
          ...part,
          content: words ?? part.content,
          seq: part.content.endsWith(saidFirst) ? 1 : 2,
        })),
      }));
    expect(saying('the same', 'one')).toEqual([]);
    expect(saying('the same', 'two')).toEqual(['order: row 3 was answered after row 4']);
    expect(saying(null, 'one')).toEqual(['order: row 3 was answered after row 4']);
  });

  it('but not of those that say the same as one of which nobody knows whether it left', () => {
    const besides = (content: string) =>
      answered([3, 4], 'two', [0], (sent, parts) => {
        const lost = parts.find((part) => part.content.endsWith('two'))!;
        const partId = id.part('lost');
        const unknown = { ...lost, partId, guid: null, seq: 0, state: 'unknown' as const, content };
        return { sent, parts: [...parts, unknown].map((part) => ({ ...part, lane: lost.lane })) };
      });
    expect(besides(sound.journal.parts.find((part) => part.content.endsWith('two'))!.content)).toEqual([]);
    expect(besides('something else')).toEqual(['order: row 3 was answered after row 4']);
  });

  it('but not what Messages sends once more by itself, whichever reply it proves', () => {
    const secondIs = (change: (eventId: string) => string) =>
      answered([3, 4], 'two', [0], ([two, one], parts) => ({
        sent: [two!, { ...one!, eventId: change(two!.eventId) }],
        parts,
      }));
    expect(secondIs((eventId) => `${eventId} 1`)).toEqual([]);
    expect(secondIs((eventId) => `another ${eventId}`)).toEqual(['order: row 3 was answered after row 4']);
  });

  it('nor where the first of two copies is taken for an earlier reply in the same words', () => {
    // Three were said, the first of which never left: the last one left twice.
    const first = answered([3, 4], 'one', [0], ([one, two], parts) => {
      const copy = { ...two!, guid: id.guid('COPY'), eventId: `${two!.eventId} 1` };
      const swallowed = { ...parts[0]!, partId: id.part('swallowed'), guid: copy.guid, seq: 0 };
      return {
        sent: [one!, two!, copy],
        parts: [
          ...parts.map((part) => ({ ...part, content: 'the same' })),
          { ...swallowed, content: 'the same' },
        ],
      };
    });
    expect(first).toEqual([]);
  });
});
