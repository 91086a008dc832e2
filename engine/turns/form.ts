import { REASONS } from '../fates.ts';
import type { TurnId } from '../message/ids.ts';
import type { TurnContext, TurnInput } from '../store/commands/turns.ts';
import { laneOf, type Member, type Members } from './member.ts';
import type { Merged } from './merge.ts';

interface FormOptions {
  readonly accountId: string;
  readonly agentId: string;
  readonly isGroup: boolean;
  readonly sessionKey: string;
  readonly sessionId: string;
  /** What it is told of its conversation besides. */
  readonly surroundings: Partial<TurnContext>;
  readonly formedAtMs: number;
  readonly state: TurnInput['state'];
}

/** Makes a turn of its members, oldest first. The turn's id follows from the first, so forming again changes nothing. */
export function formTurn(
  members: Members,
  merged: Merged,
  options: FormOptions,
): Omit<TurnInput, 'preparation'> {
  const [{ message, eventId, seq: firstSeq }] = members;
  const context: TurnContext = {
    agentId: options.agentId,
    sessionKey: options.sessionKey,
    session: { id: options.sessionId },
    accountId: options.accountId,
    isGroup: options.isGroup,
    chatGuid: message.chatGuid!,
    chatId: message.chatId!,
    chatName: message.chatName,
    sender: message.sender,
    ...(message.senderName === undefined ? {} : { senderName: message.senderName }),
    ...(message.isFromMe && { isOwner: true }),
    sentAtMs: merged.sentAtMs,
    ...numberedIn(members),
    messageGuids: merged.messageGuids,
    ...options.surroundings,
    attachments: merged.attachments,
  };
  return {
    turnId: `${options.accountId}/${firstSeq}/${eventId}` as TurnId,
    accountId: options.accountId,
    lane: laneOf(options.accountId, message),
    members: members.map(({ seq }, index) => {
      const code = index === 0 ? 'began_turn' : 'joined_turn';
      return { seq, fate: REASONS[code].fate, code };
    }),
    text: merged.text,
    context,
    state: options.state,
    formedAtMs: options.formedAtMs,
  };
}

/** Rows of the journal are counted once, and none is ever given the number of another. */
export function numberedIn(
  members: readonly Pick<Member, 'seq' | 'message'>[],
): Pick<TurnContext, 'MessageSid'> {
  const numbered = members.find(({ message }) => message.guid !== null);
  return numbered === undefined ? {} : { MessageSid: String(numbered.seq) };
}
