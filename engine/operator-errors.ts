// Errors that whoever runs imgate meets: of its commands, and of what they ask of a running gateway.

export const OPERATOR_ERRORS = {
  control_socket_unusable: {
    meaning: 'The control socket cannot be opened, or not be trusted, at its place.',
    outcome: 'definite',
    remedy:
      'Put right what the message names. A gateway answers messages without it, and tries again every minute.',
  },
  control_socket_in_use: {
    meaning: 'Another program answers at the place of the control socket.',
    outcome: 'definite',
    remedy: 'Stop it, or point stateDir at another folder. The gateway takes the place within a minute.',
  },
  control_busy: {
    meaning: 'The gateway has as many connections on its control socket as it takes.',
    outcome: 'definite',
    remedy: 'Ask again when others have been closed.',
  },
  control_too_long: {
    meaning: 'What was asked for is longer than a gateway takes on its control socket; nothing was done.',
    outcome: 'definite',
    remedy: 'Say it in several messages; give a file as a path.',
  },
  control_failed: {
    meaning: 'The gateway did not answer on its control socket, or not in a form that is known.',
    outcome: 'indefinite',
    remedy: 'Look at its log. If it is of another version than this command, start it again.',
  },
  account_unknown: {
    meaning: 'No account of that name receives messages, or there are several and none was named.',
    outcome: 'definite',
    remedy: 'Name one of those that the message lists, with --account.',
  },
  chat_not_listed: {
    meaning: 'No list of the account names this chat by its number.',
    outcome: 'definite',
    remedy: 'Look at groupAllowFrom and groups of the account for the numbers there are.',
  },
  chat_not_waiting: {
    meaning: 'The number of the chat has nothing to be confirmed.',
    outcome: 'definite',
    remedy:
      'None needed: it stands for the chat that it always stood for, or nobody has written in another one yet.',
  },
  journal_missing: {
    meaning: 'There is no journal in the state folder of this configuration.',
    outcome: 'definite',
    remedy:
      'Let stateDir of the file name the state folder of the gateway whose messages it is to be tried on.',
  },
  row_unknown: {
    meaning: 'The journal has no such row.',
    outcome: 'definite',
    remedy:
      'Name a GUID, or the number that the log has as "row N". What was skipped or never came is in no journal.',
  },
  row_ambiguous: {
    meaning: 'Several databases have had a row with this number.',
    outcome: 'definite',
    remedy: 'Name the GUID instead, or the account with --account where each has its own.',
  },
  pairing_code_unknown: {
    meaning: 'No request to pair waits that has this code.',
    outcome: 'definite',
    remedy: 'Codes end after an hour. Ask the person to write again for a new one.',
  },
  pairing_files_unusable: {
    meaning: 'The files of people who pair cannot be taken over.',
    outcome: 'definite',
    remedy: 'Name the state folder of the other product, or the folder credentials in it.',
  },
  turn_unknown: {
    meaning: 'No account that runs has a turn of that id.',
    outcome: 'definite',
    remedy: 'Take the id from imgate turns list.',
  },
  turn_not_redoable: {
    meaning:
      'The turn is not begun once more: it did not fail, something of it was said, or its text is gone.',
    outcome: 'definite',
    remedy: 'Ask the person to write again. imgate turns redo never lets anything be said twice.',
  },
  host_unsupported: {
    meaning: 'imgate runs on macOS and Linux.',
    outcome: 'definite',
    remedy: 'On Windows run it in WSL, with a cliPath that reaches the Mac.',
  },
  gateway_not_running: {
    meaning: 'No gateway runs with this state folder.',
    outcome: 'definite',
    remedy: 'Start it with imgate gateway, or name the configuration of the one that runs with --config.',
  },
  own_accord_busy: {
    meaning:
      'As many messages of an account as may be on their way by themselves wait for their end; nothing was sent.',
    outcome: 'definite',
    remedy: 'Wait for the end of one. `imgate status` shows whether the imsg that sends is ready.',
  },
} as const;
