// What a soak must have met: a mark that ten thousand seeds never met says that the swarm has stopped trying something.

import { ERRORS } from '../../engine/errors.ts';
import { OPERATOR_ERRORS } from '../../engine/operator-errors.ts';
import { SAYING_ERRORS } from '../../engine/saying-errors.ts';
import { ENVIRONMENTS } from '../../fake-imsg/environments.ts';
import { worldEvents } from '../../fake-imsg/world/events.ts';
import { HOSTILE_FILES } from '../../fake-imsg/world/rows/hostile-file.ts';
import { MISCONDUCT } from '../runner/schema.ts';
import { STEP_NAMES } from '../vocabulary/steps.ts';
import { ACTS } from './draw/acting.ts';
import { LOOKS } from './draw/looking.ts';
import { CHAT_DB_TROUBLES, STORE_TROUBLES } from './draw/seams.ts';
import { BUILDS } from './draw/settings.ts';
import { DRAWN_FAULTS } from './draw/trouble.ts';
import { FILES_LEFT_OUT, HOLES, type Marks, WRITTEN } from './marks.ts';

/** Seeds from which on a mark that was never met fails the soak. */
export const SEEDS_FOR_ALL_MARKS = 10_000;

/**
 * Nothing is expected of a drawn run but what always holds; children suffer what the Mac suffers; of scripts in the place
 * of imsg the oracle says nothing.
 */
const WORDS_NOT_DRAWN: ReadonlySet<string> = new Set(['expect', 'fault', 'imsg']);

/** What is drawn, whatever comes of it. */
export const DRAWN_MARKS: readonly string[] = [
  ...STEP_NAMES.filter((name) => !WORDS_NOT_DRAWN.has(name)).map((name) => `word ${name}`),
  ...['start', 'stop', 'crash'].map((change) => `gateway ${change}`),
  ...['config', 'waits', 'beside', 'takeOver'].map((option) => `gateway start: ${option}`),
  ...['ahead', 'behind', 'rate', 'sleeps'].map((kind) => `gatewayClock ${kind}`),
  ...STORE_TROUBLES.map((kind) => `store ${kind}`),
  ...CHAT_DB_TROUBLES.map((kind) => `chatDb ${kind}`),
  ...BUILDS.map((build) => `build ${build}`),
  ...Object.keys(ENVIRONMENTS).map((name) => `environment ${name}`),
  ...MISCONDUCT.map((how) => `agent ${how}`),
  ...DRAWN_FAULTS.map((name) => `fault ${name}`),
  'agent keeps a session',
  ...['leave', 'an answer'].map((what) => `agent asks for ${what}`),
  ...['exec', 'plugin', 'to', 'in', 'agent', 'lasts'].map((field) => `requests ${field}`),
  ...['tapback', 'remove', 'says', 'in'].map((field) => `decides ${field}`),
  ...['approves', 'denies', 'notifies', 'waits', 'confirmChat'].map((deed) => `operator ${deed}`),
  ...HOSTILE_FILES.map((kind) => `file ${kind}`),
  ...Object.keys(WRITTEN),
  'agent speaks in markdown',
  'agent writes stretch by stretch',
  ...[...ACTS, ...LOOKS].map((name) => `agent does ${name}`),
  ...['sends', 'does', 'to', 'in', 'target'].map((field) => `ownAccord ${field}`),
  ...['a file', 'words as a part'].map((what) => `the operator sends ${what}`),
];

/** Fates with their reasons, and states, that a gateway gives today. */
const OF_THE_GATEWAY = [
  'fate pending: admitted',
  'fate echo: own send',
  'fate echo: from me',
  'fate echo: self-chat echo',
  'fate echo: reflected assistant content',
  'fate stale: older than the live window',
  'fate stale: older than the recovery window',
  'fate pending: a command that waits',
  ...['help', 'status', 'new', 'reset', 'stop'].map((name) => `fate command: /${name}`),
  'fate denied: control command',
  'fate challenged: pairing code sent',
  'fate denied: pairing request waits',
  'fate denied: too many pairing requests',
  'fate denied: hidden by Messages',
  'fate denied: missing sender',
  'fate denied: dmPolicy blocked',
  'fate denied: dmPolicy disabled',
  'fate denied: groupPolicy disabled',
  'fate denied: groupPolicy allowlist',
  'fate denied: not in groupAllowFrom',
  'fate denied: group id not in allowlist',
  'fate dead: no chat to answer in',
  'fate dead: imsg never told it',
  'fate merged: preview folded into its text',
  'fate reaction: tapback',
  'fate empty: empty body',
  'fate empty: card of',
  'fate empty: poll',
  'fate reaction: change of a poll',
  'fate context: sentence about an edit',
  'fate context: the owner speaks there',
  'fate context: no mention',
  'fate context: answers keep coming back',
  'fate merged: told again',
  'fate context: as often as one person may',
  'fate malformed: bytes of an archive',
  'fate malformed: bad field',
  'fate approval: allow-once …',
  'fate approval: deny …',
  'fate approval: answered …',
  'fate approval: answered … in words',
  'fate approval: may not decide …',
  'fate approval: approval reactions require explicit approvers',
  'fate approval: … was decided before, or had ended',
  'fate command: /approve',
  'a decision is not offered',
  ...['allow-once', 'allow-always', 'deny', 'answered', 'expired', 'withdrawn'].map(
    (end) => `approval ${end}`,
  ),
  ...['allow-once', 'allow-always', 'deny', 'answered', 'expired', 'not_enabled', 'no_route'].map(
    (outcome) => `decision ${outcome}`,
  ),
  'fate dispatched',
  'fate merged',
  'repeat sighting',
  'a number is confirmed',
  'the bridge is launched',
  'what leaves waits for room',
  'words leave once more as SMS',
  'styles left',
  'another source',
  ...['formed', 'running', 'answered', 'interrupted', 'failed', 'withdrawn'].map((state) => `turn ${state}`),
  ...['chat_command', 'withdrawn_by_command', 'owner_spoke', 'preview_late'].map((code) => `settled ${code}`),
  'turn withdrawn: taken_back',
  ...Object.keys(FILES_LEFT_OUT).map((why) => `left out: ${why}`),
  ...['queued', 'sending', 'sent', 'reconciled', 'failed', 'unknown', 'expired', 'undelivered'].map(
    (state) => `part ${state}`,
  ),
  ...Object.keys(HOLES).map((name) => `hole ${name}`),
  ...['sent', 'unknown', 'failed', 'read'].map((state) => `action ${state}`),
  ...['action_disabled', 'action_unavailable', 'action_invalid', 'message_unusable', 'file_unusable'].map(
    (code) => `action refused ${code}`,
  ),
  ...['watch', 'send'].flatMap((name) => [`child ${name} ready`, `child ${name} down`]),
];

/** Errors that a gateway that runs cannot report, or never says. */
const NOT_REPORTED: ReadonlySet<string> = new Set([
  // Before it runs.
  'config_unreadable',
  'config_invalid',
  'store_unusable',
  'store_too_new',
  'imsg_not_found',
  'imsg_not_executable',
  // What is asked of a store that was closed stays open, as in a process that has ended (store/patient.ts).
  'store_closed',
  // A child is asked one thing after the other, and for histories only where they take no time.
  'rpc_busy',
  // No call of the gateway can be given up by whoever made it; a stop waits for them.
  'rpc_aborted',
  // Told to whoever asks something of it from outside.
  ...Object.keys(OPERATOR_ERRORS),
  // Told to the agent itself, or to the operator, about what they said or did.
  ...Object.keys(SAYING_ERRORS),
  // A world with an imsg from before rpc shows nothing else.
  'imsg_without_rpc',
  // Of agents that are commands, which a simulated computer does not run; here each world has an agent.
  'agent_failed',
  'agent_missing',
  // Of a store that is a file.
  'store_damaged',
  'store_failing',
  'store_gone',
  // Nothing of the gateway breaks that nobody thought of: a soak that meets it has failed.
  'engine_fault',
  // No world with another Mac takes its permission away.
  'automation_denied_remotely',
]);

/** What imsg itself makes happen counts as well; faults have marks of their own. */
const EVENTS = Object.keys(worldEvents).filter((kind) => kind !== 'fault');

export const EXPECTED_MARKS: readonly string[] = [
  ...DRAWN_MARKS,
  ...OF_THE_GATEWAY,
  ...Object.keys(ERRORS)
    .filter((code) => !NOT_REPORTED.has(code))
    .map((code) => `error ${code}`),
  ...EVENTS.map((kind) => `event ${kind}`),
];

export function unmet(marks: Marks, expected: readonly string[] = EXPECTED_MARKS): string[] {
  return expected.filter((mark) => marks[mark] === undefined);
}
