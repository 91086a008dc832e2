import type { WorldEvent } from '../../device/device.ts';
import { conversationField } from '../event/conversation.ts';
import { derivedMs, messageGuid } from '../event/derived.ts';
import { badField, choiceField, handleField, onlyFields, textField } from '../event/fields.ts';
import type { EventContext, ExpandEvent, TimedWrite } from '../event/timed-write.ts';
import { delivery } from '../rows/delivery.ts';
import { joinTextRow, type TextMessage, writeTextRow } from '../rows/message-writes.ts';
import { optionsField, pollRow, voteRow } from '../rows/poll-rows.ts';

/**
 * The owner begins a poll: `{ options, question?, to | chat, here? }`, on another device, or with `here: helper` on
 * this Mac, which is then in the record as the effect `poll`.
 */
export const ownPoll: ExpandEvent = (event, context) => {
  onlyFields(event, ['question', 'options', 'to', 'chat', 'here']);
  const { eventId, owner } = context;
  const title = event.question === undefined ? '' : textField(event, 'question');
  const options = optionsField(event);
  const row = pollRow(eventId, { title, options, creatorHandle: owner.handle });
  return ownRow(event, context, row, { effect: 'poll', question: title, options });
};

/**
 * The owner votes in a poll: `{ poll, choices, to | chat, here? }` with the GUID of the poll and the identifiers of
 * all options that are chosen from then on.
 */
export const ownVote: ExpandEvent = (event, context) => {
  onlyFields(event, ['poll', 'choices', 'to', 'chat', 'here']);
  const poll = textField(event, 'poll');
  const { choices } = event;
  if (!Array.isArray(choices) || !choices.every((one) => typeof one === 'string'))
    throw badField(event, 'choices', 'give a list of identifiers of options');
  const row = voteRow(poll, context.owner.handle, choices);
  return ownRow(event, context, row, { effect: 'vote', poll, choices });
};

/** A row without words that the owner makes. */
function ownRow(
  event: WorldEvent,
  { eventId, atMs, owner }: EventContext,
  row: NonNullable<TextMessage['row']>,
  effect: { readonly effect: string; readonly [field: string]: unknown },
): TimedWrite[] {
  const conversation = conversationField(event, event.to === undefined ? [] : [handleField(event, 'to')]);
  const isHere = event.here !== undefined && choiceField(event, 'here', ['helper']) === 'helper';
  const guid = messageGuid(eventId);
  const rowMs = isHere ? atMs + derivedMs(eventId, 'row', 20, 120) : atMs;
  const joinMs = rowMs + derivedMs(eventId, 'join', 1, 50);
  const write: TimedWrite = {
    atMs: rowMs,
    apply(mac) {
      const message: TextMessage = {
        guid,
        text: '',
        conversation,
        service: 'iMessage',
        sender: null,
        flavour: isHere ? 'outgoing' : 'incoming',
        textInBodyOnly: isHere,
        sentMs: Math.trunc(atMs + mac.state().clockOffsetMs),
        row,
      };
      const { chat } = writeTextRow(mac.writer, message, owner);
      if (isHere)
        mac.recordEffect({ key: `${eventId} ${effect.effect}`, ...effect, atMs, guid, chatGuid: chat.guid });
    },
  };
  const join: TimedWrite = { atMs: joinMs, apply: ({ writer }) => joinTextRow(writer, guid, conversation) };
  return conversation.kind === 'dm' ? [write, join, delivery(guid, eventId, joinMs)] : [write, join];
}
