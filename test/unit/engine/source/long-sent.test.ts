import { describe, expect, it } from 'vitest';
import { createOwnSends, hasGuid } from '../../../../engine/echo/own-sends.ts';
import type { MessageGuid } from '../../../../engine/message/ids.ts';
import type { Arrival } from '../../../../engine/message/message.ts';
import { createLongSent } from '../../../../engine/source/long-sent.ts';
import { unawaited } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { messageFrame, payload } from '../../../support/messages/payload.ts';

const OURS = id.guid('OURS');

function arrival(fields: Record<string, unknown>): Arrival {
  return { raw: messageFrame(fields), payload: payload(fields), arrivedAtMs: 0 };
}

/** What the journal, which knows one message of ours, is asked about a batch, and whether that is remembered then. */
async function asked(batch: readonly Arrival[], known: readonly MessageGuid[] = []) {
  const own = createOwnSends();
  for (const guid of known) own.addGuid(guid);
  const asked: string[] = [];
  const provenGuids = async ({ guids }: { readonly guids: readonly MessageGuid[] }) => {
    asked.push(...guids);
    return guids.filter((guid) => guid === OURS);
  };
  const looking = createLongSent({ own, store: { provenGuids }, unawaited }).lookUp(batch);
  await looking;
  return { asked, isAsked: looking !== null, isOurs: hasGuid(own.sends, OURS) };
}

describe('what was sent long ago', () => {
  it('is remembered as its own row comes, be it as somebody’s whom nobody names', async () => {
    const own = await asked([arrival({ guid: OURS, is_from_me: true }), arrival({ guid: 'HERS' })]);
    expect(own).toEqual({ asked: [OURS], isAsked: true, isOurs: true });
    expect(await asked([arrival({ guid: OURS, sender: ' ' })])).toMatchObject({ isOurs: true });
    expect(await asked([arrival({ guid: OURS })])).toMatchObject({ isAsked: false, isOurs: false });
    expect(await asked([arrival({ guid: 'THEIRS', is_from_me: true })])).toMatchObject({ isOurs: false });
  });

  it('is remembered as something is put on it, as far as the wire or chat.db says on what', async () => {
    const tapback = { guid: 'T', is_reaction: true, reacted_to_guid: `p:0/${OURS}` };
    expect(await asked([arrival(tapback)])).toEqual({ asked: [OURS], isAsked: true, isOurs: true });
    const kind = { itemType: 0, associatedType: 2007, associatedGuid: `bp:${OURS}`, hasFiles: true };
    expect(await asked([{ ...arrival({ guid: 'S' }), kind }])).toMatchObject({ isOurs: true });
  });

  it('is not asked for as words come that are on their way', async () => {
    const own = createOwnSends();
    const row = arrival({ guid: 'NEW', is_from_me: true, text: 'Noted.', chat_guid: 'any;-;+15550001111' });
    const provenGuids = async () => [];
    const look = () => createLongSent({ own, store: { provenGuids }, unawaited }).lookUp([row]);
    expect(look()).not.toBeNull();
    own.sending(id.part('p'), id.chat('any;-;+15550001111'), 'Noted.', 0);
    expect(look()).toBeNull();
  });

  it('is not asked for where it is remembered, nor where nothing is named', async () => {
    const own = arrival({ guid: OURS.toLowerCase(), is_from_me: true });
    expect(await asked([own], [OURS])).toMatchObject({ isAsked: false });
    const nothing = { ...arrival({}), payload: null };
    const nameless = arrival({ guid: '', is_from_me: true });
    expect(await asked([nothing, nameless])).toMatchObject({ isAsked: false });
  });

  it('is asked for once where its row waits, also where more becomes known of the row', async () => {
    const own = createOwnSends();
    const asked: (readonly string[])[] = [];
    const answers: (() => void)[] = [];
    const provenGuids = ({ guids }: { readonly guids: readonly MessageGuid[] }) => {
      asked.push(guids);
      return new Promise<readonly MessageGuid[]>((resolve) => answers.push(() => resolve(guids)));
    };
    const longSent = createLongSent({ own, store: { provenGuids }, unawaited });
    const rows = [arrival({ guid: OURS, is_from_me: true }), arrival({ guid: 'HERS' })];
    longSent.askAhead(rows);
    expect(asked).toEqual([[OURS]]);
    const kind = { itemType: 0, associatedType: 2007, associatedGuid: 'bp:ON', hasFiles: true };
    const looking = longSent.lookUp(rows.map((row) => ({ ...row, kind })));
    expect(asked).toEqual([[OURS], ['ON', 'ON']]);
    for (const answer of answers) answer();
    await looking;
    expect(hasGuid(own.sends, OURS)).toBe(true);
    expect(longSent.lookUp(rows)).toBeNull();
  });

  it('is asked for anew as its row comes again', async () => {
    const own = createOwnSends();
    let asked = 0;
    const provenGuids = async () => {
      asked += 1;
      return [];
    };
    const longSent = createLongSent({ own, store: { provenGuids }, unawaited });
    const row = arrival({ guid: OURS, is_from_me: true });
    longSent.askAhead([row]);
    await longSent.lookUp([row]);
    await longSent.lookUp([row]);
    expect(asked).toBe(2);
  });
});
