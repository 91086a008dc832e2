// Every fate that a row can have, and every reason for one, in one table: who asks why a message was not answered is
// told from here. Callers branch on the code, never on the text.

import { ACCESS_REASONS } from './access-reasons.ts';
import { ANSWER_REASONS, APPROVAL_REASONS } from './approval-reasons.ts';
import type { ReasonRow } from './reason-row.ts';
import { TURN_REASONS } from './turn-reasons.ts';

/** The one final answer for a row and account. Closed list. */
export const FATES = [
  'dispatched',
  'merged',
  'command',
  'reaction',
  'approval',
  'challenged',
  'denied',
  'stale',
  'echo',
  'context',
  'empty',
  'malformed',
  'dead',
] as const;
export type Fate = (typeof FATES)[number];

const BODILESS: ReadonlySet<Fate> = new Set<Fate>(['challenged', 'denied', 'stale', 'echo']);

/** Whether the message of a row with this fate is kept; null = the row waits, and needs it. */
export function keepsBody(fate: Fate | null): boolean {
  return fate === null || !BODILESS.has(fate);
}

export const REASONS = {
  bad_field: {
    fate: 'malformed',
    stage: 'normalize',
    text: 'bad field {}',
    meaning: 'A field that the wire promises is missing or has another type. Its keys are named.',
    keys: [],
  },
  undecidable: {
    fate: 'malformed',
    stage: 'normalize',
    text: 'cannot be decided',
    meaning: 'Reading the row failed. The others of its batch are not touched.',
    keys: [],
  },
  folded: {
    fate: 'merged',
    stage: 'normalize',
    text: 'preview folded into its text',
    meaning:
      'imsg told the preview of a link together with the text that holds the link, and shares the fate that this has at first.',
    keys: [],
  },
  told_again: {
    fate: 'merged',
    stage: 'admit',
    text: 'told again under another GUID',
    meaning: 'Messages wrote a message again under another GUID; it shares the fate of the first.',
    keys: [],
  },
  ...APPROVAL_REASONS,
  own_send: {
    fate: 'echo',
    stage: 'echo',
    text: 'own send',
    meaning: 'What the agent said or did, as it comes back as a row.',
    keys: [],
  },
  self_chat_echo: {
    fate: 'echo',
    stage: 'echo',
    text: 'self-chat echo',
    meaning: 'The second row of a reply, or of a note, in the chat with oneself.',
    keys: ['ownAddresses'],
  },
  from_me: {
    fate: 'echo',
    stage: 'owner',
    text: 'from me',
    meaning: 'The owner wrote it, on this Mac or on another device.',
    keys: ['ownerMessages'],
  },
  missing_sender: {
    fate: 'denied',
    stage: 'sender',
    text: 'missing sender',
    meaning: 'The row names nobody, or an address of this Mac in the place of its writer.',
    keys: ['ownAddresses'],
  },
  stale_live: {
    fate: 'stale',
    stage: 'fence',
    text: 'older than the live window',
    meaning: 'Apple delivered it long after it was written.',
    keys: [],
  },
  stale_recovery: {
    fate: 'stale',
    stage: 'fence',
    text: 'older than the recovery window',
    meaning: 'It came while the gateway was down, too long before the start.',
    keys: ['catchup.maxAgeMinutes', 'catchup.firstRunLookbackMinutes'],
  },
  no_chat: {
    fate: 'dead',
    stage: 'chat',
    text: 'no chat to answer in',
    meaning: 'The row stands in no chat, so that a reply could not be addressed safely.',
    keys: [],
  },
  never_told: {
    fate: 'dead',
    stage: 'normalize',
    text: 'imsg never told it',
    meaning: 'The row stands in chat.db, and imsg did not tell it, however often it was asked.',
    keys: [],
  },
  ...ACCESS_REASONS,
  preview_waits: {
    fate: null,
    stage: 'preview',
    text: 'a preview that came late',
    meaning:
      'The preview of a link that imsg told only when it was asked for again: it joins its text where that still waits.',
    keys: [],
  },
  tapback: {
    fate: 'reaction',
    stage: 'reaction',
    text: 'tapback',
    meaning: 'A reaction to a message, which is no message itself. The next turn may be told of it.',
    keys: ['reactionNotifications'],
  },
  poll: {
    fate: 'empty',
    stage: 'poll',
    text: 'poll',
    meaning: 'A poll, which is no message. The next turn is told of it.',
    keys: [],
  },
  poll_change: {
    fate: 'reaction',
    stage: 'poll',
    text: 'change of a poll',
    meaning: 'A vote in a poll, or a change of one, which is no message. The next turn is told of it.',
    keys: [],
  },
  ...ANSWER_REASONS,
  chat_command: {
    fate: 'command',
    stage: 'command',
    text: '/{}',
    meaning: 'It was said to the gateway, which answers it; no agent sees it. The command is named.',
    keys: [],
  },
  command_unauthorized: {
    fate: 'denied',
    stage: 'command',
    text: 'control command (unauthorized)',
    meaning: 'A command in a group, from somebody who may speak there and may not use commands.',
    keys: ['groupAllowFrom', 'allowFrom'],
  },
  command_waits: {
    fate: null,
    stage: 'command',
    text: 'a command that waits',
    meaning: 'A command in a direct chat whose rows wait for what belongs to them.',
    keys: ['coalesceSameSenderDms'],
  },
  command_not_owner: {
    fate: 'denied',
    stage: 'command',
    text: 'control command (not the owner)',
    meaning: 'A command for the owner of the gateway, from somebody else. It is not answered.',
    keys: [],
  },
  config_waits: {
    fate: null,
    stage: 'command',
    text: 'a command about the configuration',
    meaning: 'The owner shows or changes the configuration. It is done at once, and then answered.',
    keys: [],
  },
  archive_bytes: {
    fate: 'malformed',
    stage: 'debris',
    text: 'bytes of an archive',
    meaning: 'imsg could not read the text of the message, and gave what it is stored in. Newer ones can.',
    keys: [],
  },
  reflected: {
    fate: 'echo',
    stage: 'debris',
    text: 'reflected assistant content',
    meaning:
      'The text holds what agents write around their answers for themselves, outside of code: an answer that was sent back.',
    keys: [],
  },
  edit_sentence: {
    fate: 'context',
    stage: 'debris',
    text: 'sentence about an edit',
    meaning:
      'Somebody edited an earlier message, and a device in the conversation that cannot show that was told so in a row of its own.',
    keys: [],
  },
  no_mention: {
    fate: 'context',
    stage: 'mention',
    text: 'no mention',
    meaning:
      'The group asks for a mention of the agent, and no pattern found one. It is told with the next message that has one.',
    keys: ['groups', 'historyLimit'],
  },
  app_card: {
    fate: 'empty',
    stage: 'blank',
    text: 'card of {}',
    meaning:
      'The card of an app, which says nothing in words. The app is named; the next turn is told of it.',
    keys: [],
  },
  empty_body: {
    fate: 'empty',
    stage: 'blank',
    text: 'empty body',
    meaning: 'Nothing that an agent could answer.',
    keys: ['includeAttachments'],
  },
  owner_speaks: {
    fate: 'context',
    stage: 'quiet',
    text: 'the owner speaks there',
    meaning:
      'The owner wrote in the conversation by themselves a short while before, and the agent is to be quiet for so long.',
    keys: ['handoff.quietMs'],
  },
  echo_loop: {
    fate: 'context',
    stage: 'loop',
    text: 'answers keep coming back',
    meaning:
      'Five answers of an agent came back in the conversation within a minute, as where two agents answer each other.',
    keys: [],
  },
  over_budget: {
    fate: 'context',
    stage: 'budget',
    text: 'as often as one person may',
    meaning:
      'Its writer had as many turns within the hour or the day as one person may, and was told so once.',
    keys: ['inbound.turnsPerSender'],
  },
  admitted: {
    fate: null,
    stage: 'admit',
    text: 'admitted',
    meaning: 'It waits to become part of a turn.',
    keys: [],
  },
  ...TURN_REASONS,
} as const satisfies Record<string, ReasonRow<Fate>>;

export type ReasonCode = keyof typeof REASONS;

/** Why a row has its fate, or a turn its end. */
export interface Reason {
  readonly code: ReasonCode;
  /** What it says about this one; left out = nothing. */
  readonly detail?: string;
}

export function reasonText({ code, detail = '' }: Reason): string {
  return REASONS[code].text.replace('{}', () => detail);
}
