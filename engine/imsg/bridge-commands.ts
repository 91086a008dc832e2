// What the command line of imsg could do before its `rpc` could: from 0.7 on there are commands for the bridge, their methods
// came with 0.7.3 to 0.9 (wire-1.4, wire-7).

import { EngineError } from '../errors.ts';
import { clean, cleanForeign } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';
import { PRINTED_MAX } from '../ports/run-program.ts';
import { lastObject, stringOrNull } from './answers.ts';
import { deadlineMs, type MethodName } from './deadlines.ts';
import type { RpcCaller } from './rpc-client.ts';
import { RpcError } from './rpc-error.ts';
import { runToItsEnd, type Waits } from './run-once.ts';
import type { Spawn } from './transport.ts';

type Params = Readonly<Record<string, unknown>>;

/** The command for a method, and the option for each of its parameters; null = a flag, which has no value. */
interface CommandRow {
  readonly command: string;
  readonly options: Readonly<Record<string, string | null>>;
}

const BRIDGE_COMMANDS: { readonly [Method in MethodName]?: CommandRow } = {
  tapback: {
    command: 'tapback',
    options: { chat_guid: 'chat', message_id: 'message', reaction: 'kind', remove: null },
  },
  'message.edit': {
    command: 'edit',
    options: {
      chat_guid: 'chat',
      message_id: 'message',
      text: 'new-text',
      backwards_compatibility_message: 'bc-text',
      part_index: 'part',
    },
  },
  'message.unsend': {
    command: 'unsend',
    options: { chat_guid: 'chat', message_id: 'message', part_index: 'part' },
  },
  'send.rich': {
    command: 'send-rich',
    options: { chat_guid: 'chat', text: 'text', reply_to: 'reply-to', effect_id: 'effect' },
  },
  // That it answers a message in its thread came with the method.
  'send.attachment': {
    command: 'send-attachment',
    options: { chat_guid: 'chat', file: 'file', audio: null },
  },
  'group.rename': { command: 'chat-name', options: { chat_guid: 'chat', name: 'name' } },
  'group.setIcon': { command: 'chat-photo', options: { chat_guid: 'chat', file: 'file' } },
  'group.addParticipant': {
    command: 'chat-add-member',
    options: { chat_guid: 'chat', address: 'address' },
  },
  'group.removeParticipant': {
    command: 'chat-remove-member',
    options: { chat_guid: 'chat', address: 'address' },
  },
  'group.leave': { command: 'chat-leave', options: { chat_guid: 'chat' } },
};

const INVALID_PARAMS = -32602;
const INTERNAL_ERROR = -32603;
const TEXT_CHARS_MAX = 400;

/** Whether builds that have no such method have a command for it. */
export function hasBridgeCommand(method: string): boolean {
  return Object.hasOwn(BRIDGE_COMMANDS, method);
}

interface CommandCallerOptions extends Waits {
  readonly spawn: Spawn;
  /** A name or path of imsg on this machine: no shell may read its words again (ruling-1). */
  readonly command: string;
  readonly dbPath: string | null;
  readonly logger: Pick<Logger, 'debug'>;
  /** Whether a method has to go by its command. */
  goesByCommand(method: MethodName): boolean;
}

/**
 * A child whose missing methods are run as commands, each in a process of its own. What they answer and how they fail is
 * told as the method would: a failure says nothing of whether it was done, unless the command was never run.
 */
export function withCommands(client: RpcCaller, options: CommandCallerOptions): RpcCaller {
  return {
    call: (method, params = {}, callOptions) =>
      options.goesByCommand(method)
        ? runCommand(method, { ...params }, options)
        : client.call(method, params, callOptions),
  };
}

async function runCommand(
  method: MethodName,
  params: Params,
  options: CommandCallerOptions,
): Promise<unknown> {
  const { spawn, command, dbPath } = options;
  const database = dbPath === null ? [] : ['--db', dbPath];
  const args = [...wordsOf(method, params), '--json', ...database];
  const { output, printed, exit } = await runToItsEnd(spawn, { command, args }, options, deadlineMs(method));
  const said = cleanForeign(printed, PRINTED_MAX);
  if (said !== '') options.logger.debug(`imsg ${args[0]} printed: ${said}`);
  if (exit.spawnError !== undefined)
    throw refused(method, `imsg could not be run (${clean(exit.spawnError, 40)})`);
  const answer = lastObject(output);
  if (answer?.success === false || (answer === null && exit.code === 1))
    throw failed(method, stringOrNull(answer?.error) ?? output);
  // It was ended before it had said anything.
  if (exit.code !== 0) throw new EngineError('rpc_aborted');
  return { ok: true, transport: 'bridge', guid: answer?.messageGuid };
}

function wordsOf(method: MethodName, params: Params): string[] {
  const row = BRIDGE_COMMANDS[method];
  if (!row) throw refused(method, 'this build of imsg has neither a method nor a command for it');
  const words = [row.command];
  for (const [name, value] of Object.entries(params)) {
    const option = row.options[name];
    if (option === undefined) throw refused(method, `this build of imsg cannot take ${name} with it`);
    if (option !== null) words.push(`--${option}`, textOf(method, name, value));
    else if (value === true) words.push(`--${name}`);
  }
  return words;
}

/** These builds take whatever begins with a dash for an option, wherever it stands (wire-1.1). */
function textOf(method: MethodName, name: string, value: unknown): string {
  const text = String(value);
  if (!text.startsWith('-')) return text;
  throw refused(method, `${name} begins with a dash, which this build of imsg takes for an option`);
}

/** Told as builds with dispositions do: nothing was run. */
const refused = (method: MethodName, message: string) =>
  new RpcError(method, {
    code: INVALID_PARAMS,
    message,
    data: { disposition: 'not_started', retry_safe: false },
  });

const failed = (method: MethodName, text: string) =>
  new RpcError(method, {
    code: INTERNAL_ERROR,
    message: 'Internal error',
    data: text.trim().slice(0, TEXT_CHARS_MAX),
  });
