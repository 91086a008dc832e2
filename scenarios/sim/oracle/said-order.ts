// Whether answers left in the order in which they were said.

import { IS_PROVEN, type PartEnd } from './evidence.ts';
import type { Departure, Finding } from './history.ts';
import { chatOf, isAsSms, isNotice } from './notices.ts';
import { type Asked, keyOf } from './replies-asked.ts';
import { isImessage } from './sends.ts';
import { cleanReply } from './words.ts';

/** @param departures All but what Messages sends once more by itself. */
export function orderFindings(
  asked: readonly Asked[],
  departures: readonly Departure[],
  ends: readonly PartEnd[],
): Finding[] {
  return orderIn(asked, ofAnswers(inTheirOrder(departures, ends), ends));
}

/** Within a conversation answers leave in the order in which they were said. */
function orderIn(asked: readonly Asked[], departures: readonly Departure[]): Finding[] {
  const wantedIn = Map.groupBy(asked, ({ chatGuid }) => chatGuid);
  return [...Map.groupBy(departures, ({ chatGuid }) => chatGuid)].flatMap(([chatGuid, left]): Finding[] => {
    const wanted = wantedIn.get(chatGuid) ?? [];
    const texts = new Set(wanted.map(({ text }) => text.trim()));
    let next = 0;
    for (const { text } of left) {
      const said = cleanReply(text).trim();
      if (!texts.has(said)) continue;
      while (next < wanted.length && wanted[next]!.text.trim() !== said) next += 1;
      if (next === wanted.length) {
        return [
          { clause: 'order', text: `answers left for ${chatGuid} in another order than they were said` },
        ];
      }
      next += 1;
    }
    return [];
  });
}

/**
 * What leaves once more, as SMS, comes when it can: it is what proves that, else the last that says the same, has left since it
 * was begun, proves nothing else and is no iMessage.
 */
function inTheirOrder(departures: readonly Departure[], ends: readonly PartEnd[]): readonly Departure[] {
  const proofs = new Map(
    ends.flatMap((end) =>
      IS_PROVEN.has(end.state) && end.guid !== null ? [[end.guid.toUpperCase(), end]] : [],
    ),
  );
  const asSms = new Set<Departure>();
  const mayBe = (end: PartEnd) => (left: Departure) =>
    !asSms.has(left) &&
    !proofs.has(left.guid.toUpperCase()) &&
    !isImessage(left) &&
    left.atMs >= (end.sendingMs ?? end.atMs) &&
    keyOf(left) === keyOf({ chatGuid: chatOf(end), text: end.text });
  for (const end of ends.filter(isAsSms)) {
    const isProof = ({ guid }: Departure) => proofs.get(guid.toUpperCase()) === end;
    const left = departures.find(isProof) ?? departures.findLast(mayBe(end));
    if (left) asSms.add(left);
  }
  return departures.filter((left) => !asSms.has(left));
}

/** What the gateway or the operator said may be the same, in words: what proves that, or may be all that is left of it, is none. */
function ofAnswers(departures: readonly Departure[], ends: readonly PartEnd[]): readonly Departure[] {
  const notices = ends.filter((end) => isNotice(end) && !isAsSms(end));
  const isProven = ({ state, guid }: PartEnd) => IS_PROVEN.has(state) && guid !== null;
  const guidsOf = (parts: readonly PartEnd[]) =>
    new Set(parts.filter(isProven).map(({ guid }) => guid!.toUpperCase()));
  const ofNotices = guidsOf(notices);
  const ofReplies = guidsOf(ends.filter((end) => !isNotice(end)));
  const open = notices.filter((end) => !isProven(end));
  const openKeys = new Set(open.map((end) => keyOf({ chatGuid: chatOf(end), text: end.text })));
  return departures.filter((left) => {
    const guid = left.guid.toUpperCase();
    return !ofNotices.has(guid) && (ofReplies.has(guid) || !openKeys.has(keyOf(left)));
  });
}
