// Errors of what agents and operators have said and done.

export const SAYING_ERRORS = {
  turn_over: {
    meaning: 'The agent spoke in a turn that had ended or was aborted; it was not sent.',
    outcome: 'definite',
    remedy: 'Let the agent end its work on a turn when the signal of its voice aborts.',
  },
  voice_busy: {
    meaning: 'More pieces of one turn wait to be committed than may; this one was not said.',
    outcome: 'definite',
    remedy: 'Let the agent await each reply before it says the next one.',
  },
  approval_invalid: {
    meaning: 'A person was to be asked something that cannot be shown to them whole; nobody was asked.',
    outcome: 'definite',
    remedy: 'Correct what the message names.',
  },
  approvals_busy: {
    meaning: 'As many requests wait for somebody to decide as may; nobody was asked.',
    outcome: 'definite',
    remedy: 'Wait until some are decided or expire, or give those up that nobody needs.',
  },
  action_unknown: {
    meaning: 'The agent asked for an action that this gateway does not have; nothing was done.',
    outcome: 'definite',
    remedy: 'Take the name of an action that engine/README.md lists.',
  },
  action_invalid: {
    meaning: 'An action was asked for with something that it does not take; nothing was done.',
    outcome: 'definite',
    remedy: 'Correct the field that the message names.',
  },
  action_disabled: {
    meaning: 'The action is switched off in the configuration; nothing was done.',
    outcome: 'definite',
    remedy: 'Leave it, or let the operator switch it on under channels.imessage.actions.',
  },
  action_unavailable: {
    meaning:
      'The action cannot be done on this Mac right now, or not in this conversation; nothing was done.',
    outcome: 'definite',
    remedy: 'Let the operator run imsg launch, and update imsg where the message says so.',
  },
  target_invalid: {
    meaning: 'Where something is to go is written as nothing that can be written to; nothing was sent.',
    outcome: 'definite',
    remedy:
      'Write chat_id:7, chat_guid:…, chat_identifier:…, or a handle such as +15555550123 or user@example.com.',
  },
  target_unknown: {
    meaning: 'There is no such chat among the 1,000 that were written in last; nothing was sent.',
    outcome: 'definite',
    remedy: 'Look at the chats with `imsg chats`, or name somebody by a handle.',
  },
  nothing_to_send: {
    meaning: 'Nothing that could be seen is left of a message once it is clean; nothing was sent.',
    outcome: 'definite',
    remedy: 'Give a text, or a file.',
  },
  end_unknown: {
    meaning:
      'The turn or the gateway ended before it was known what became of something that was on its way.',
    outcome: 'indefinite',
    remedy:
      'Start the gateway: it goes on with the message, and its log and the event `part` say what became of it.',
  },
  message_unusable: {
    meaning:
      'The message that an action is about is not known, is in another chat, or is not one that was sent from here.',
    outcome: 'definite',
    remedy: 'Take the MessageSidFull of a message of this conversation.',
  },
  file_unusable: {
    meaning:
      'The file that an action was given may not be read, is none, is too large, or could not be copied.',
    outcome: 'definite',
    remedy:
      'Give it as base64 in buffer, or as a path below a folder of attachmentRoots, no larger than mediaMaxMb.',
  },
} as const;
