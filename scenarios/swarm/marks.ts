// Rare things that a soak must have met, each by a name: what was drawn, and what came of it.

import { ERRORS } from '../../engine/errors.ts';
import type { Driver } from '../runner/drivers/driver.ts';
import { kindOfEvent } from '../vocabulary/mac-fields.ts';
import { STEP_NAMES } from '../vocabulary/steps.ts';
import type { Drawn, DrawnStep } from './drawn.ts';

export type Marks = Readonly<Record<string, number>>;
type Met = (name: string, times?: number) => void;

export function marksOf(driver: Driver, drawn: Drawn): Marks {
  return counted((met) => {
    ofSteps(drawn, met);
    ofGateway(driver, met);
    ofMac(driver, met);
  });
}

/** Those that need no playing, and the faults and events that are to be made. */
export function marksDrawn(drawn: Drawn): Marks {
  return counted((met) => {
    ofSteps(drawn, met);
    for (const { mac } of drawn.steps) if (typeof mac === 'object' && mac !== null) ofEvent(mac, met);
  });
}

function ofEvent(mac: object, met: Met): void {
  for (const [name, fields] of Object.entries(mac)) {
    const { fault } = fields as { readonly fault?: string };
    if (name === 'fault' && fault !== undefined) met(`fault ${fault.split(/[=@]/)[0]}`);
    else met(`event ${kindOfEvent(name)}`);
  }
}

function counted(count: (met: Met) => void): Marks {
  const marks: Record<string, number> = {};
  count((name, times = 1) => {
    marks[name] = (marks[name] ?? 0) + times;
  });
  return marks;
}

function ofSteps({ steps, device, agent, config }: Drawn, met: Met): void {
  for (const step of steps) {
    for (const name of Object.keys(step)) if (STEP_NAMES.includes(name)) met(`word ${name}`);
    ofWord(step, met);
  }
  met(`build ${device?.build ?? 'current'}`);
  met(`environment ${device?.environment ?? 'basic'}`);
  for (const { how } of (agent?.misbehaves ?? []) as { readonly how: string }[]) met(`agent ${how}`);
  for (const { does } of (agent?.acts ?? []) as { readonly does: string }[]) met(`agent does ${does}`);
  for (const { options } of (agent?.asks ?? []) as { readonly options?: unknown }[])
    met(options === undefined ? 'agent asks for leave' : 'agent asks for an answer');
  if (agent?.streams !== undefined) met('agent writes stretch by stretch');
  if (agent?.keepsSession === true) met('agent keeps a session');
  const written = JSON.stringify([config, steps]);
  for (const [name, text] of Object.entries(WRITTEN)) if (written.includes(text)) met(name);
  if (JSON.stringify(agent?.replies ?? '').includes('**')) met('agent speaks in markdown');
}

/** What counts as drawn where this stands in the configuration or in a step. */
export const WRITTEN: Readonly<Record<string, string>> = {
  'a list names a chat by its number': '"chat_id:',
  'bridge.autoLaunch': '"autoLaunch"',
  'outbound.retryForMs': '"retryForMs"',
  'outbound.sendsPerAccount': '"sendsPerAccount"',
  'outbound.sendsPerConversation': '"sendsPerConversation"',
  'people of the file': '"people":{',
  'session.identityLinks': '"identityLinks":',
  'answerFiltered: false': '"answerFiltered":false',
  'Messages puts somebody aside': '"is_filtered"',
  'Messages takes a message for spam': '"is_spam"',
  'a file never comes': '"fileMs":"never"',
  'outbound.bubbles': '"bubbles"',
  textChunkLimit: '"textChunkLimit"',
  chunkMode: '"chunkMode"',
  'markdown.tables': '"tables"',
  responsePrefix: '"responsePrefix"',
  'inbound.turnsPerSender': '"turnsPerSender"',
  'outbound.smsFallback': '"smsFallback"',
  'outbound.evidenceWaitMs': '"evidenceWaitMs"',
  'sendTransport bridge': '"sendTransport":"bridge"',
  'sendTransport applescript': '"sendTransport":"applescript"',
  'sendReadReceipts: false': '"sendReadReceipts":false',
  'groups.*.tools': '"tools":{"deny"',
  'groups.*.toolsBySender': '"toolsBySender"',
  'commands.config': '"config":true',
  'streaming.block': '"streaming":{"block":{"enabled":true',
  'no streaming.block': '"streaming":{"block":{"enabled":false',
};

/** What a word stands for, where it may stand for several things. */
function ofWord(step: DrawnStep, met: Met): void {
  const { gateway, gatewayClock, store, chatDb, operator, ownAccord, requests, decides, mac } = step;
  const { hostile } = ((mac ?? {}) as { readonly file?: { readonly hostile?: string } }).file ?? {};
  if (hostile !== undefined) met(`file ${hostile}`);
  const { sends } = (ownAccord ?? {}) as { readonly sends?: unknown };
  for (const part of Array.isArray(sends) ? sends : [])
    met(
      typeof part === 'object' && !('text' in part)
        ? 'the operator sends a file'
        : 'the operator sends words as a part',
    );
  if (typeof gateway === 'string') met(`gateway ${gateway}`);
  else if (gateway !== undefined) {
    const { start } = gateway as { readonly start: Readonly<Record<string, unknown>> };
    met('gateway start');
    for (const option of Object.keys(start)) met(`gateway start: ${option}`);
  }
  for (const [word, value] of Object.entries({
    gatewayClock,
    store,
    chatDb,
    operator,
    ownAccord,
    requests,
    decides,
  })) {
    if (typeof value === 'string') met(`${word} ${value}`);
    else for (const kind of Object.keys((value as object | undefined) ?? {})) met(`${word} ${kind}`);
  }
}

/** How the gateway tells that the answer to a send proved it. */
const PROVEN = /^transport \w+$/;

/** What becomes of rows that imsg did not tell, by how the gateway says so; those that never come have a fate (ruling-27). */
export const HOLES: Readonly<Record<string, RegExp>> = {
  opened: /^imessage: rows are missing /,
  filled: /^imessage: asked again for missing rows .*, [1-9]\d* came$/,
  'asked for in vain': /^imessage: asked again for missing rows .*, 0 came$/,
  absent: /^imessage: missing rows are not in chat\.db /,
  'kept by imsg': /^imessage: imsg keeps a preview to itself /,
  'not to be asked': /^imessage: missing rows could not be asked for /,
  'left behind': /^imessage: missing rows stay behind /,
};

/** Why a file was not handed on, by how the gateway says so. */
export const FILES_LEFT_OUT: Readonly<Record<string, RegExp>> = {
  'outside of the roots': /^imessage: dropping inbound attachment outside allowed roots/,
  'a symlink': /attachment path is a symlink$/,
  'by a link outside of the roots': /attachment path resolves outside allowed roots$/,
  'of several names': /attachment has several names/,
  'no file': /attachment is not a regular file$/,
  'too large': /attachment exceeds/,
  gone: /attachment is not there$/,
  'not come': /attachment did not come$/,
};

function ofGateway({ ledger, journals }: Driver, met: Met): void {
  for (const entry of ledger.entries)
    if (entry.kind === 'confirmation' && entry.isDone) met('a number is confirmed');
    else if (entry.kind === 'decision') met(`decision ${entry.outcome}`);
  for (const { name, event } of ledger.events) {
    if (name === 'row' && event.isNew)
      met(`fate ${event.fate ?? 'pending'}: ${reasonWithoutDetail(event.reason)}`);
    if (name === 'row' && event.reason === '/approve (not_offered)') met('a decision is not offered');
    if (name === 'row' && !event.isNew) met('repeat sighting');
    if (name === 'settled') met(`settled ${event.code}`);
    if (name === 'turn') met(`turn ${event.state}`);
    if (name === 'turn' && event.code !== null) met(`turn ${event.state}: ${event.code}`);
    if (name === 'part') met(`part ${event.state}`);
    if (name === 'part' && event.state === 'sent' && !PROVEN.test(event.reason)) met('part reconciled');
    if (name === 'approval') met(`approval ${event.state}`);
    if (name === 'child') met(`child ${event.name} ${event.state}`);
    if (name === 'fatal') met(`error ${event.code}`);
  }
  for (const { state, code } of ledger.agentActs)
    met(code === null ? `action ${state}` : `action ${state} ${code}`);
  for (const { message, fields } of ledger.log) {
    for (const code of codesIn(message)) met(`error ${code}`);
    const code = fields?.code;
    if (typeof code === 'string' && code in ERRORS) met(`error ${code}`);
    if (message.endsWith('goes once more, as SMS')) met('words leave once more as SMS');
    if (message.startsWith('imessage: the bridge is launched')) met('the bridge is launched');
    if (message.includes('channels.imessage.outbound.sendsPer')) met('what leaves waits for room');
    for (const [name, said] of Object.entries(HOLES)) if (said.test(message)) met(`hole ${name}`);
    for (const [name, said] of Object.entries(FILES_LEFT_OUT))
      if (said.test(message)) met(`left out: ${name}`);
  }
  for (const { counts, sourceCount, verdicts } of journals()) {
    for (const { code } of verdicts) if (code === 'told_again') met('fate merged: told again');
    for (const [fate, times] of Object.entries(counts.fates)) if (times > 0) met(`fate ${fate}`, times);
    if (sourceCount > 1) met('another source', sourceCount - 1);
  }
}

/** Errors are told by their remedies, which no two of them share; this one only by what it says, in a line at debug. */
const TOLD_BY = [
  ...Object.entries(ERRORS).map(([code, { remedy }]) => [code, remedy] as const),
  ['rpc_busy', 'imsg rpc busy ('] as const,
];

function codesIn(message: string): string[] {
  return TOLD_BY.flatMap(([code, words]) => (message.includes(words) ? [code] : []));
}

function ofMac({ device }: Driver, met: Met): void {
  for (const { what, event } of device.record()) {
    if (what === 'event') met(`event ${(event as { readonly kind: string }).kind}`);
  }
  for (const { fault } of device.faults()) met(`fault ${fault}`);
  if (device.sent().some(({ styles }) => styles !== undefined)) met('styles left');
}

/** Reasons that name fields or numbers count as one. */
function reasonWithoutDetail(reason: string): string {
  return reason
    .replace(/\b(?:plugin:)?[A-HJ-NP-Z2-9]{8}\b/u, '…')
    .replace(/\(.*\)$/u, '')
    .replace(/^(bad field|card of) .*$/u, '$1')
    .trim();
}
