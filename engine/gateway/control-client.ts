// Asking a running gateway. What comes back is somebody else's data, also where the other side is our own program.

import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import type { Engine } from '../embedding.ts';
import { EngineError, ERRORS, type ErrorCode } from '../errors.ts';
import { createFramer } from '../imsg/framing.ts';
import { clean } from '../log-text.ts';
import type { Clock } from '../ports/clock.ts';
import { systemCode } from '../ports/system-failures.ts';
import type { EngineStatus } from '../status.ts';
import { asControlError, checkControlFolder, controlPlace, socketAt } from './control-place.ts';
import { statusSchema } from './status-schema.ts';

/** How long the gateway may take for an answer. */
const ANSWER_DEADLINE_MS = 5_000;
/** The same where imsg is asked first: as long as `probeTimeoutMs` may be, and some. */
export const PROBE_DEADLINE_MS = 605_000;
const ANSWER_BYTES_MAX = 1024 * 1024;
const MESSAGE_LENGTH_MAX = 300;

const answerSchema = z.union([
  z.object({ id: z.literal(1), result: z.unknown().refine((result) => result !== undefined) }),
  z.object({
    error: z.object({
      code: z.int(),
      message: z.string(),
      data: z.object({ code: z.string(), remedy: z.string().optional() }).optional(),
    }),
  }),
]);

interface Question {
  readonly method: string;
  readonly params?: object;
}

/** Asks anything of one gateway, whose answer has this shape. Rejects with its refusal, and with `control_failed`. */
export type AskGateway = <Answer>(question: Question, answer: z.ZodType<Answer>) => Promise<Answer>;

/**
 * The gateway with this state folder. Asking rejects with `gateway_not_running`, `control_socket_unusable` where the
 * socket is not this user's alone, and `control_busy` as well.
 */
export function gatewayAt(
  stateDir: string,
  clock: Clock,
  deadlineMs: number = ANSWER_DEADLINE_MS,
): AskGateway {
  return askedBy((line) =>
    atGateway(stateDir, async (path) => exchange(await connected(path), line, clock, deadlineMs)),
  );
}

/** A gateway that answers a line with a line. */
export function askedBy(answerTo: (line: string) => Promise<string>): AskGateway {
  return async (question, answer) => {
    const given = answer.safeParse(resultOf(await answerTo(requestLine(question))));
    if (!given.success) throw failed('what came is no answer as this version knows it');
    return given.data;
  };
}

/** How each part of the gateway is. */
export function askStatus(ask: AskGateway): Promise<EngineStatus> {
  return ask({ method: 'status' }, statusSchema as z.ZodType<EngineStatus>);
}

/** The same, after imsg was asked anew what it can do. */
export function askProbe(ask: AskGateway): Promise<EngineStatus> {
  return ask({ method: 'probe' }, statusSchema as z.ZodType<EngineStatus>);
}

/** Lets the number of a chat stand for the chat that has it now. Answers whose lists they are. Rejects as `Engine.confirmChat` does. */
export function askConfirmChat(
  ask: AskGateway,
  chat: Parameters<Engine['confirmChat']>[0],
): ReturnType<Engine['confirmChat']> {
  return ask({ method: 'confirmChat', params: chat }, z.object({ accountId: z.string() }));
}

async function atGateway<Answer>(stateDir: string, ask: (path: string) => Promise<Answer>): Promise<Answer> {
  try {
    const { folder, path } = controlPlace(stateDir);
    checkControlFolder(folder);
    socketAt(path);
    return await ask(path);
  } catch (error) {
    // On Linux, where the queue of those who connect is full.
    if (systemCode(error) === 'EAGAIN') throw new EngineError('control_busy', { cause: error });
    if (!isNobody(error)) throw asControlError(error);
    const message = `No gateway runs with the state folder ${stateDir}.`;
    throw new EngineError('gateway_not_running', { message, cause: error });
  }
}

/**
 * As `askStatus`, at the path of a socket. Rejects as `node:net` does where it cannot connect (see `isNobody`), and at
 * once when `signal` aborts.
 */
export async function askStatusAt(path: string, clock: Clock, signal?: AbortSignal): Promise<EngineStatus> {
  const ask = askedBy(async (line) =>
    exchange(await connected(path, signal), line, clock, ANSWER_DEADLINE_MS),
  );
  return askStatus(ask);
}

/** Whether connecting failed because nobody listens. */
export function isNobody(error: unknown): boolean {
  return ['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function connected(path: string, signal?: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path, ...(signal && { signal }) }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.on('error', reject);
  });
}

function requestLine(question: Question): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, ...question });
}

/** One question on a connection of its own, which is closed afterwards. */
async function exchange(socket: Socket, line: string, clock: Clock, deadlineMs: number): Promise<string> {
  try {
    return await new Promise<string>((resolve, reject) => {
      const timer = clock.after(deadlineMs, () => {
        reject(failed(`no answer came within ${deadlineMs} ms`));
      });
      const framer = createFramer({
        frameBytesMax: ANSWER_BYTES_MAX,
        onFrame: (bytes) => resolve(bytes.toString()),
        onOversize: () => reject(failed(`the answer is longer than ${ANSWER_BYTES_MAX} bytes`)),
      });
      socket.on('data', (bytes) => framer.push(bytes));
      // A gateway that takes no more connections may be gone before it has read the question.
      socket.on('error', () => {});
      socket.on('close', () => {
        timer.cancel();
        reject(failed('the connection was closed without an answer, as it is where there are too many'));
      });
      socket.write(`${line}\n`);
    });
  } finally {
    socket.destroy();
  }
}

function resultOf(line: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw failed('what came is not JSON');
  }
  const answer = answerSchema.safeParse(value);
  if (!answer.success) throw failed('what came is no answer of JSON-RPC 2.0');
  if ('result' in answer.data) return answer.data.result;
  const { code, data, message } = answer.data.error;
  const said = clean(message, MESSAGE_LENGTH_MAX);
  if (data && Object.hasOwn(ERRORS, data.code)) {
    const { remedy } = data;
    // What it says of this very refusal tells more than what the table says of all with its code.
    throw new EngineError(data.code as ErrorCode, {
      message: said,
      ...(remedy !== undefined && { remedy: clean(remedy, MESSAGE_LENGTH_MAX) }),
    });
  }
  throw failed(`it was refused: ${said} (${code})`);
}

function failed(reason: string): EngineError {
  return new EngineError('control_failed', { message: `The gateway could not be asked: ${reason}.` });
}
