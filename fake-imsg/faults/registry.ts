// Everything that can be made to go wrong, one entry a fault: whoever parses, applies, lists or explains faults
// reads this table.

import { badDates } from './bytes/bad-dates.ts';
import { banner } from './bytes/banner.ts';
import { chunks } from './bytes/chunks.ts';
import { endlessLine } from './bytes/endless-line.ts';
import { exit } from './bytes/exit.ts';
import type { MakeFault } from './bytes/fault.ts';
import { foreignId } from './bytes/foreign-id.ts';
import { garbage } from './bytes/garbage.ts';
import { late } from './bytes/late.ts';
import { latency } from './bytes/latency.ts';
import { never } from './bytes/never.ts';
import { noNewline } from './bytes/no-newline.ts';
import { signal } from './bytes/signal.ts';
import { stall } from './bytes/stall.ts';
import { stderrNoise } from './bytes/stderr-noise.ts';
import { torn } from './bytes/torn.ts';
import { twice } from './bytes/twice.ts';
import { unread } from './bytes/unread.ts';
import type { FaultEntry } from './entry.ts';
import { deaf } from './mac/deaf.ts';
import { exitAtOnce } from './mac/exit-at-once.ts';
import { locked } from './mac/locked.ts';
import { diskFull, gone, pushDead } from './mac/state.ts';
import { watchError } from './mac/watch-error.ts';
import { sendDenied } from './sends/denied.ts';
import { sendDies } from './sends/dies.ts';
import { sendFails } from './sends/fails.ts';
import { sendFlips } from './sends/flips.ts';
import { sendGhost } from './sends/ghost.ts';
import { sendLate } from './sends/late.ts';
import { sendNoChat } from './sends/no-chat.ts';
import { sendNotStarted } from './sends/not-started.ts';
import { sendSmsOnly } from './sends/sms-only.ts';
import { sendSwallowed } from './sends/swallowed.ts';
import { sendTwice } from './sends/twice.ts';
import { sendUnanswered } from './sends/unanswered.ts';
import { sendUnknown } from './sends/unknown.ts';

/** Every fault by its name; of several that a device has, those of the Mac are met in this order. */
export const FAULTS: Readonly<Record<string, FaultEntry>> = {
  'watch-error': {
    kind: 'mac',
    about: 'each watch ends with an error at its next poll',
    around: () => watchError,
  },
  deaf: { kind: 'mac', about: 'watches find nothing new', around: () => deaf },
  // Between the process and its pipe (mac/full-pipe.ts).
  'full-pipe': { kind: 'mac', about: 'there is no room behind stdout' },
  exit: {
    kind: 'bytes',
    value: '3',
    occasion: 'line',
    about: 'the process ends in its place; set on a device without a trigger: each process at once',
    make: exit,
    around: exitAtOnce,
  },
  locked: {
    kind: 'mac',
    about: 'chat.db is locked: whoever asks waits 5 s, then fails',
    around: () => locked,
  },
  // Where the history is answered (server/slow-history.ts).
  'slow-history': {
    kind: 'mac',
    about: 'messages.history of builds before 0.13.2 takes the seconds that it took on a big file',
  },
  gone: { kind: 'mac', about: 'chat.db and its log are moved away', state: gone },
  'disk-full': { kind: 'mac', about: 'Messages can write no row', state: diskFull },
  'push-dead': {
    kind: 'mac',
    about: 'what others send does not come, until the event push-mended; what is sent here leaves',
    state: pushDead,
  },
  'bridge-drop': { kind: 'mac', about: 'a bridge that was launched is gone', facts: { bridge: 'gone' } },
  'bridge-wedge': {
    kind: 'mac',
    about: 'a bridge that was launched takes requests and answers none',
    facts: { bridge: 'hangs' },
  },
  'send-denied': {
    kind: 'send',
    occasion: 'message',
    about: 'it does not leave: control of Messages is refused (-1743)',
    instead: sendDenied,
  },
  'send-no-chat': {
    kind: 'send',
    occasion: 'message',
    about: 'it does not leave: Messages has no such chat or person (-1728)',
    instead: sendNoChat,
  },
  'send-not-started': {
    kind: 'send',
    occasion: 'message',
    about: 'it does not leave: it never reaches Messages, and that is known',
    instead: sendNotStarted,
  },
  'send-unknown': {
    kind: 'send',
    value: '-1712',
    occasion: 'message',
    about: 'it leaves, and Messages says that it failed',
    instead: sendUnknown,
  },
  'send-unanswered': {
    kind: 'send',
    occasion: 'message',
    about: 'it leaves, and Messages never says so',
    instead: sendUnanswered,
  },
  'send-dies': {
    kind: 'send',
    occasion: 'message',
    about: 'it leaves, and imsg is gone before it can say so',
    instead: sendDies,
  },
  'send-swallowed': {
    kind: 'send',
    occasion: 'message',
    about: 'Messages says that it left, and nothing ever happens',
    instead: sendSwallowed,
  },
  'send-ghost': {
    kind: 'send',
    occasion: 'message',
    about: 'Messages says that it left, and there is an empty row in no chat',
    instead: sendGhost,
  },
  'send-twice': {
    kind: 'send',
    value: '62ms',
    occasion: 'message',
    about: 'it leaves twice, so far apart',
    instead: sendTwice,
  },
  'send-fails': {
    kind: 'send',
    value: '22',
    occasion: 'message',
    about: 'it leaves, and its row says seconds later that it failed',
    instead: sendFails,
  },
  'send-flips': {
    kind: 'send',
    value: '500ms',
    occasion: 'message',
    about: "it leaves, and its row looks so long like somebody else's",
    instead: sendFlips,
  },
  'send-late': {
    kind: 'send',
    value: '10s',
    occasion: 'message',
    about: 'Messages says that it left, and it leaves only then',
    instead: sendLate,
  },
  'send-sms-only': {
    kind: 'send',
    occasion: 'message',
    about: 'it leaves, and unless it goes by SMS its row says seconds later that it failed',
    instead: sendSmsOnly,
  },
  'bad-dates': {
    kind: 'bytes',
    value: 'TEXT',
    occasion: 'line',
    about: 'every date of a message reads so',
    make: badDates,
  },
  banner: {
    kind: 'bytes',
    value: 'TEXT',
    occasion: 'start',
    about: 'a line on stdout before anything else',
    make: banner,
  },
  chunks: {
    kind: 'bytes',
    value: '7',
    occasion: 'line',
    about: 'it comes in pieces of so many bytes',
    make: chunks,
  },
  'endless-line': {
    kind: 'bytes',
    value: '20000000',
    occasion: 'line',
    about: 'before it comes a line without end, or of so many bytes',
    make: endlessLine,
  },
  'foreign-id': {
    kind: 'bytes',
    value: '7',
    occasion: 'request',
    about: 'its answer bears an id that nobody asked under',
    make: foreignId,
  },
  garbage: {
    kind: 'bytes',
    value: 'TEXT',
    occasion: 'line',
    about: 'a line that is no frame stands before it',
    make: garbage,
  },
  late: {
    kind: 'bytes',
    value: '2s',
    occasion: 'request',
    about: 'its answer comes later, others pass it',
    make: late,
  },
  latency: {
    kind: 'bytes',
    value: '100ms-2s',
    occasion: 'line',
    about: 'it comes later, but in order',
    make: latency,
  },
  never: { kind: 'bytes', occasion: 'request', about: 'it is carried out and never answered', make: never },
  'no-newline': {
    kind: 'bytes',
    occasion: 'line',
    about: 'its line feed comes with the next line only',
    make: noNewline,
  },
  signal: {
    kind: 'bytes',
    value: 'SIGTERM',
    occasion: 'line',
    about: 'the process dies in its place',
    make: signal,
  },
  stall: {
    kind: 'bytes',
    value: '10s',
    occasion: 'line',
    about: 'from it on nothing comes out, for good or for a time',
    make: stall,
  },
  'stderr-noise': {
    kind: 'bytes',
    value: 'TEXT',
    occasion: 'line',
    about: 'a line on stderr beside it',
    make: stderrNoise,
  },
  torn: {
    kind: 'bytes',
    value: '20',
    occasion: 'line',
    about: 'it breaks off half-way or after so many bytes',
    make: torn,
  },
  twice: { kind: 'bytes', occasion: 'request', about: 'its answer comes twice', make: twice },
  unread: {
    kind: 'bytes',
    value: '10s',
    occasion: 'request',
    about: 'from it on nothing is read from stdin, for good or for a time',
    make: unread,
  },
};

export const FAULT_NAMES: readonly string[] = Object.keys(FAULTS);

/** Those that one process can have by itself (FAKE_IMSG_FAULTS). */
export const BYTES_FAULT_NAMES: readonly string[] = FAULT_NAMES.filter(
  (name) => FAULTS[name]!.kind === 'bytes',
).toSorted();

/** The fault of a name, or null. */
export function faultNamed(name: string): FaultEntry | null {
  return Object.hasOwn(FAULTS, name) ? FAULTS[name]! : null;
}

/** What makes a fault of the bytes of a process, or null for a name of none. */
export function makerOf(name: string): MakeFault | null {
  const entry = faultNamed(name);
  return entry?.kind === 'bytes' ? entry.make : null;
}
