// Asking a running gateway. What comes back is somebody else's data, also where the other side is our own program.

import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import type { Engine } from '../engine.ts';
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
const ANSWER_BYTES_MAX = 1024 * 1024;
const MESSAGE_LENGTH_MAX = 300;

const answerSchema = z.union([
  z.object({ id: z.literal(1), result: z.unknown().refine((result) => result !== undefined) }),
  z.object({
    error: z.object({ code: z.int(), message: z.string(), data: z.object({ code: z.string() }).optional() }),
  }),
]);

/**
 * How each part of the gateway with this state folder is. Rejects with `gateway_not_running`,
 * `control_socket_unusable` where the socket is not this user's alone, `control_busy`, and `control_failed`.
 */
export function askStatus(stateDir: string, clock: Clock): Promise<EngineStatus> {
  return atGateway(stateDir, (path) => askStatusAt(path, clock));
}

/**
 * Lets the number of a chat stand for the chat that has it now. Answers whose lists they are. Rejects as `askStatus` and
 * `Engine.confirmChat` do.
 */
export function askConfirmChat(
  stateDir: string,
  chat: Parameters<Engine['confirmChat']>[0],
  clock: Clock,
): ReturnType<Engine['confirmChat']> {
  const answer = z.object({ accountId: z.string() });
  return askGateway(stateDir, { method: 'confirmChat', params: chat }, answer, clock);
}

/** Asks anything of the gateway with this state folder, whose answer has this shape. Rejects as `askStatus` does. */
export function askGateway<Answer>(
  stateDir: string,
  question: { readonly method: string; readonly params?: object },
  answer: z.ZodType<Answer>,
  clock: Clock,
): Promise<Answer> {
  return atGateway(stateDir, async (path) => {
    const given = answer.safeParse(await request(await connected(path), question, clock));
    if (!given.success) throw failed('what came is no answer as this version knows it');
    return given.data;
  });
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
  const answer = await request(await connected(path, signal), { method: 'status' }, clock);
  const status = statusSchema.safeParse(answer);
  if (!status.success) throw failed('what came is no status as this version knows it');
  return status.data;
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

/** One question on a connection of its own, which is closed afterwards. */
async function request(
  socket: Socket,
  question: { readonly method: string; readonly params?: object },
  clock: Clock,
): Promise<unknown> {
  try {
    const line = await new Promise<string>((resolve, reject) => {
      const timer = clock.after(ANSWER_DEADLINE_MS, () => {
        reject(failed(`no answer came within ${ANSWER_DEADLINE_MS} ms`));
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
      socket.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, ...question })}\n`);
    });
    return resultOf(line);
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
    throw new EngineError(data.code as ErrorCode, { message: said });
  }
  throw failed(`it was refused: ${said} (${code})`);
}

function failed(reason: string): EngineError {
  return new EngineError('control_failed', { message: `The gateway could not be asked: ${reason}.` });
}
