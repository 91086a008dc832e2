// Every error the engine can raise, in one table: the documentation and the hints of the command line are
// made from it. Callers branch on `code`, never on the text.

import { OPERATOR_ERRORS } from './operator-errors.ts';
import { SAYING_ERRORS } from './saying-errors.ts';

export interface ErrorRow {
  readonly meaning: string;
  /**
   * Whether the thing asked for is known not to have happened (`definite`), or may have happened all the
   * same (`indefinite`). Nothing indefinite is ever retried blindly.
   */
  readonly outcome: 'definite' | 'indefinite';
  readonly remedy: string;
}

export const ERRORS = {
  config_unreadable: {
    meaning: 'The configuration file cannot be read or is not JSON5.',
    outcome: 'definite',
    remedy: 'Check the path given with --config and the syntax at the line the message names.',
  },
  config_invalid: {
    meaning: 'The configuration has an unknown key or a value that is not allowed.',
    outcome: 'definite',
    remedy: 'Correct the key or value at the path the message names.',
  },
  store_unusable: {
    meaning: 'The state file cannot be opened or is not an imgate store.',
    outcome: 'definite',
    remedy: 'Put right what the message names, or move the file away to start afresh.',
  },
  store_damaged: {
    meaning: 'The state file or its log is damaged.',
    outcome: 'definite',
    remedy:
      'Put back a copy of the state folder. Without one, move the file and its -wal away to start afresh: ' +
      'what was answered before is not known then.',
  },
  store_busy: {
    meaning: 'Another program has the state file locked.',
    outcome: 'definite',
    remedy: 'Find the program that has it open; a copy of the state folder needs no lock.',
  },
  store_failing: {
    meaning: 'The state file could not be read or written.',
    outcome: 'definite',
    remedy: 'Look at the disk, and at how many files the process may have open (ulimit -n).',
  },
  store_gone: {
    meaning: 'The state file was removed, or another one was put in its place.',
    outcome: 'definite',
    remedy: 'Stop the gateway before you move its state folder, and start it again.',
  },
  store_in_use: {
    meaning: 'Another gateway runs with this state folder.',
    outcome: 'definite',
    remedy: 'Stop it, or start this one with --take-over: the other one ends by itself then.',
  },
  store_too_new: {
    meaning: 'The state file was written by a newer imgate.',
    outcome: 'definite',
    remedy: 'Run the newer imgate, or point stateDir at another folder. The file was not changed.',
  },
  store_owner_lost: {
    meaning: 'Another gateway has taken over this store.',
    outcome: 'definite',
    remedy: 'Run one gateway per state folder; stop the other one and start again.',
  },
  source_locked: {
    meaning: 'Another gateway, with another store, already reads this Messages database.',
    outcome: 'definite',
    remedy: 'Stop the other gateway, or let both accounts be served by one.',
  },
  store_full: {
    meaning: 'The disk that holds the store is full; nothing was written.',
    outcome: 'definite',
    remedy: 'Free disk space.',
  },
  store_closed: {
    meaning: 'The store was used after it had been closed.',
    outcome: 'definite',
    remedy: 'Do not call an engine after stop() has begun.',
  },
  messages_db_unreadable: {
    meaning: 'chat.db cannot be read.',
    outcome: 'definite',
    remedy: 'Check dbPath and grant Full Disk Access to the process that runs imgate.',
  },
  messages_db_replaced: {
    meaning: 'Another file has taken the place of chat.db.',
    outcome: 'definite',
    remedy:
      'None needed: imsg is started again and reads the new file. Nothing is answered twice, and nothing of another database that is older than the last look at the one before.',
  },
  imsg_not_found: {
    meaning: 'The program at cliPath does not exist.',
    outcome: 'definite',
    remedy: 'Install imsg on this machine, or set channels.imessage.cliPath to its full path.',
  },
  imsg_not_executable: {
    meaning: 'The file at cliPath may not be executed.',
    outcome: 'definite',
    remedy: 'Run chmod +x on it, or set channels.imessage.cliPath to another file.',
  },
  imsg_without_rpc: {
    meaning: 'imsg CLI does not support the "rpc" subcommand (update imsg).',
    outcome: 'definite',
    remedy: 'Update imsg to 0.11.1 or newer; the gateway goes on trying and takes the new one as it is.',
  },
  imsg_no_disk_access: {
    meaning:
      'imsg cannot access ~/Library/Messages/chat.db. Grant Full Disk Access to the Gateway/launcher process ' +
      'and restart Gateway.',
    outcome: 'definite',
    remedy: 'System Settings → Privacy & Security → Full Disk Access: add the program that starts imgate.',
  },
  automation_denied: {
    meaning: 'Not authorized to send Apple events to Messages. (-1743)',
    outcome: 'definite',
    remedy:
      "Check the signed-in Mac user's TCC database or System Settings > Privacy & Security > Automation. Replies wait " +
      'for channels.imessage.outbound.retryForMs, and go as soon as it is granted.',
  },
  automation_denied_remotely: {
    meaning:
      'Not authorized to send Apple events to Messages. (-1743) Behind an SSH wrapper the Automation entry may be ' +
      'recorded for /usr/libexec/sshd-keygen-wrapper, which has no usable toggle; trying again does not help.',
    outcome: 'definite',
    remedy:
      "Run the gateway, or at least imsg, in the logged-in Messages user's local session; or start the gateway with a " +
      'LaunchAgent for that user after granting Full Disk Access and Automation from the same session; or, where the ' +
      'wrapper cannot be granted Automation, use a single-user imsg setup instead of it.',
  },
  bridge_launch_sip: {
    meaning: 'System Integrity Protection is on, and imsg refuses to inject its helper into Messages.',
    outcome: 'definite',
    remedy:
      'Start the Mac in Recovery mode, run csrutil disable, restart, and run imsg launch; or set ' +
      'channels.imessage.bridge.autoLaunch to false. Text and files are sent without the bridge.',
  },
  bridge_launch_late: {
    meaning: 'Messages did not report the helper of imsg ready in time.',
    outcome: 'definite',
    remedy:
      'Library validation mostly keeps it out: run sudo defaults write ' +
      '/Library/Preferences/com.apple.security.libraryvalidation.plist DisableLibraryValidation -bool true, and ' +
      'restart. If that and SIP are as they should be, collect imsg status --json and what imsg launch prints, and ' +
      'report both to the imsg project.',
  },
  bridge_launch_failed: {
    meaning: 'imsg could not launch its helper in Messages.',
    outcome: 'definite',
    remedy:
      'Run imsg launch in the session of the user who is signed in to Messages and read what it prints; with ' +
      '--verbose that is in the debug log as well.',
  },
  imsg_exited: {
    meaning: 'The imsg child ended while a call was under way.',
    outcome: 'indefinite',
    remedy:
      'The engine starts it again. If it keeps ending, run with --verbose: what it prints is in the debug log.',
  },
  imsg_not_running: {
    meaning: 'No imsg child is running at the moment, so the call was not made.',
    outcome: 'definite',
    remedy: 'Wait for the restart; the log says when and why the last child ended.',
  },
  rpc_timeout: {
    meaning: 'imsg did not answer within the deadline of the method.',
    outcome: 'indefinite',
    remedy: 'For a send, look for the message in the chat before sending it again.',
  },
  rpc_error: {
    meaning: 'imsg answered with an error.',
    outcome: 'definite',
    remedy: 'Read the code and detail in the message; they come from imsg unchanged.',
  },
  rpc_unexpected: {
    meaning: 'imsg answered a call in a form that is not known.',
    outcome: 'indefinite',
    remedy: 'Compare the version of imsg with the supported ones; the call itself may have worked.',
  },
  rpc_aborted: {
    meaning: 'The caller gave the call up before an answer came.',
    outcome: 'indefinite',
    remedy: 'None needed on stop; a late answer is counted and dropped.',
  },
  rpc_busy: {
    meaning: 'More calls are outstanding than one child may have.',
    outcome: 'definite',
    remedy: 'Call again when earlier calls have been answered.',
  },
  ...SAYING_ERRORS,
  ...OPERATOR_ERRORS,
  engine_fault: {
    meaning: 'Something in the gateway failed that nothing was known to make fail.',
    outcome: 'indefinite',
    remedy: 'Start the gateway again if it has ended: what is open is taken up. The debug log says more.',
  },
  listener_failed: {
    meaning: 'A listener of the program that embeds the engine threw or rejected.',
    outcome: 'definite',
    remedy: 'Correct the listener. The engine goes on; each event is told of once.',
  },
  agent_answer_unusable: {
    meaning: 'The agent answered with something that is no list of texts and files. Nothing of it is sent.',
    outcome: 'definite',
    remedy:
      'Let the agent resolve to { replies: [...] } with texts, { text } and { path } or { buffer, filename } only.',
  },
  agent_failed: {
    meaning: 'The agent could not answer a turn.',
    outcome: 'definite',
    remedy: 'Read the cause; the turn ends as failed after its last attempt and the person gets no reply.',
  },
  agent_missing: {
    meaning: 'No agent is configured that could be run. What came in is kept.',
    outcome: 'definite',
    remedy:
      'Write agents: { list: [{ id: "main", type: "echo" }] } for a first try, and start the gateway again.',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

interface EngineErrorOptions {
  /** What failed and on what, in one line. Defaults to the meaning of the code. */
  readonly message?: string;
  /** Overrides the outcome of the code where more is known. */
  readonly outcome?: ErrorRow['outcome'];
  /** Overrides the remedy of the code where more is known. */
  readonly remedy?: string | null;
  readonly cause?: unknown;
}

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: ErrorCode;
  readonly outcome: ErrorRow['outcome'];
  readonly remedy: string;

  constructor(code: ErrorCode, { message, outcome, remedy, cause }: EngineErrorOptions = {}) {
    const row = ERRORS[code];
    super(message ?? row.meaning, cause === undefined ? undefined : { cause });
    this.code = code;
    this.outcome = outcome ?? row.outcome;
    this.remedy = remedy ?? row.remedy;
  }
}
