import { binaryPlist } from '../../chat-db/blobs/binary-plist.ts';
import type { Association } from '../../chat-db/write/messages.ts';
import {
  CLASSIC_TAPBACKS,
  deleteEarlierTapbacks,
  isClassic,
  tapbackType,
} from '../../chat-db/write/tapbacks.ts';
import type { WorldEvent } from '../../device/device.ts';
import { derivedChance, derivedFraction, derivedMs, messageGuid } from '../event/derived.ts';
import { badField, choiceField, flagField, indexField, textField } from '../event/fields.ts';
import type { EventContext, ExpandEvent, Mac, TimedWrite } from '../event/timed-write.ts';
import { delivery } from '../rows/delivery.ts';
import { joinTextRow, writeTextRow } from '../rows/message-writes.ts';
import { changeOf, type MessageChange, placeOf, targetOf } from './message-change.ts';
import { tapbackSentence } from './tapback-sentence.ts';
import { type Hand, type Spot, spotOf } from './tapback-spot.ts';

const HANDS: readonly Hand[] = ['keyboard', 'helper', 'early-helper'];

interface Tapback extends MessageChange {
  readonly guid: string;
  /** One of the classic six, or an emoji. */
  readonly reaction: string;
  readonly isRemoved: boolean;
  readonly part: number;
  /** The owner does it on this Mac, through the helper or by keyboard, and not on another device. */
  readonly here: Hand | null;
  /** People without iMessage have no tapbacks: they send the sentence. */
  readonly isText: boolean;
}

function reactionField(event: WorldEvent): string {
  const reaction = textField(event, 'reaction');
  const name = reaction === 'emphasis' ? 'emphasize' : reaction;
  if (isClassic(name) || /^\p{RGI_Emoji}$/v.test(name)) return name;
  throw badField(event, 'reaction', `use one of ${CLASSIC_TAPBACKS.join(', ')}, or an emoji`);
}

/**
 * Somebody taps back: `{ reaction, remove?, part?, message? | saying?, from?, to? | chat?, as?, here? }`, where
 * `reaction` is `love`, `like`, `dislike`, `laugh`, `emphasize`, `question` or an emoji. Without `from` it is the
 * owner: on another device, or with `here` (`keyboard`, `helper`, `early-helper`) on this Mac. What they had put
 * on that part before is deleted for good; taking it back leaves a row that says so (file-6). `as: 'text'`
 * is the plain sentence that people without iMessage send. Without a message it is the newest one; where there is
 * none, nothing happens.
 */
export const tapback: ExpandEvent = (event, context) => {
  const { eventId, atMs } = context;
  const change = changeOf(event, ['reaction', 'remove', 'part', 'as', 'here']);
  const here = event.here === undefined ? null : choiceField(event, 'here', HANDS);
  const tap: Tapback = {
    ...change,
    guid: messageGuid(eventId),
    reaction: reactionField(event),
    isRemoved: flagField(event, 'remove', false),
    part: indexField(event, 'part'),
    here,
    isText: event.as !== undefined && choiceField(event, 'as', ['text']) === 'text',
  };
  const rowMs = here ? atMs + derivedMs(eventId, 'row', 20, 120) : atMs;
  const joinMs = rowMs + derivedMs(eventId, 'join', 1, 50);
  const writes: TimedWrite[] = [
    { atMs: rowMs, apply: (mac) => writeTapback(mac, tap, context) },
    {
      atMs: joinMs,
      apply({ writer }) {
        const place = placeOf(writer, tap);
        if (place) joinTextRow(writer, tap.guid, place);
      },
    },
  ];
  return tap.actor === null ? [...writes, delivery(tap.guid, eventId, joinMs)] : writes;
};

function writeTapback(mac: Mac, tap: Tapback, { eventId, atMs, owner }: EventContext): void {
  const { writer } = mac;
  const { guid, actor, reaction, isRemoved, here } = tap;
  const target = targetOf(writer, tap);
  const place = placeOf(writer, tap);
  if (!place || (!target && tap.message === null)) return;
  const spot = spotOf(writer, target, tap);
  if (!tap.isText) deleteEarlierTapbacks(writer, spot.reference, actor, guid);
  const text = tapbackSentence(reaction, isRemoved, spot.object);
  const message = {
    guid,
    text,
    pieces: [{ text }],
    conversation: place,
    service: target?.service ?? 'iMessage',
    sender: actor,
    flavour: here ? ('outgoing' as const) : ('incoming' as const),
    textInBodyOnly: here !== null || derivedChance(guid, 'text column', 0.5),
    sentMs:
      actor === null
        ? Math.trunc(atMs + mac.state().clockOffsetMs)
        : atMs + 0.05 + 0.4 * derivedFraction(guid, 'date'),
    row: tap.isText ? {} : tapbackRow(tap, spot),
  };
  writeTextRow(writer, message, owner);
  if (here) mac.recordEffect({ key: `${eventId} tapback`, effect: 'tapback', atMs, guid, reaction, text });
}

function tapbackRow({ reaction, isRemoved, here }: Tapback, { reference, range, words }: Spot) {
  const association: Association = {
    target: reference,
    type: tapbackType(reaction, isRemoved),
    range,
    ...(!isClassic(reaction) && { emoji: reaction }),
  };
  const byHelper = here === 'helper' || here === 'early-helper';
  return { association, summary: binaryPlist({ amc: 1, ams: words, ...(!byHelper && { ust: true }) }) };
}
