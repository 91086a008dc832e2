// The socket over which the user of a gateway asks it: there for as long as the gateway runs, at a place that only
// this user can reach.

import { chmodSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import { answerLine, refusalLine } from './control-answer.ts';
import { askStatusAt, isNobody } from './control-client.ts';
import { ANSWER_BYTES_WAITING_MAX, serveConnection } from './control-connection.ts';
import type { ControlMethods } from './control-methods.ts';
import { asControlError, controlPlace, makeControlFolder, socketAt } from './control-place.ts';

/** At once. Each has one call under way at most, so there are never more calls either. */
export const CONNECTIONS_MAX = 16;
/** How often the socket is looked for at its place: programs that tidy up temporary files take it away. */
export const LOOK_MS = 60_000;

interface ControlSocketOptions {
  readonly stateDir: string;
  readonly methods: ControlMethods;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

export interface ControlSocket {
  /**
   * Opens it for the gateway that has the store in `epoch`, and again whenever it is gone. What stands in the way is
   * logged once, and tried again every minute. Resolves after the first try; never rejects.
   */
  open(epoch: number): Promise<void>;
  /** Closes every connection, and removes the socket if it is still this one. */
  close(): Promise<void>;
}

/** A socket that listens, under its name. */
interface Listening {
  readonly server: Server;
  readonly path: string;
  /** What tells it from another one at the same path, for as long as it is open. */
  readonly inode: number;
}

export function createControlSocket(options: ControlSocketOptions): ControlSocket {
  const { stateDir, clock, ids, logger } = options;
  const connections = new Set<Socket>();
  let current: Listening | null = null;
  let looking = Promise.resolve();
  let timer: Timer | null = null;
  const closing = new AbortController();
  let told: string | null = null;

  const serve = (socket: Socket) => {
    if (connections.size >= CONNECTIONS_MAX) return turnAway(socket);
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    const answer = (line: string) => answerLine(line, options.methods, logger);
    serveConnection(socket, { clock, answer });
  };
  const put = async (epoch: number) => {
    const { folder, path } = controlPlace(stateDir);
    if (current && isAt(path, current)) return;
    makeControlFolder(folder);
    await checkPlace(path, epoch, clock, closing.signal);
    // Under another name until it is complete; and closing a server unlinks the name it was opened under, which by
    // then could be another gateway's.
    const opened = join(folder, `${ids.uuid('control socket').slice(0, 8)}.new`);
    const server = await listen(opened, serve);
    const displaced = current;
    try {
      chmodSync(opened, 0o600);
      const { ino: inode } = lstatSync(opened);
      renameSync(opened, path);
      current = { server, path, inode };
    } catch (error) {
      server.close();
      throw error;
    }
    displaced?.server.close();
    told = null;
    logger.info(`control: listening at ${path}`);
  };
  const look = async (epoch: number) => {
    try {
      await put(epoch);
    } catch (error) {
      if (closing.signal.aborted) return;
      const { message, remedy } = asControlError(error);
      if (told !== message) logger.warn(`control: ${message} ${remedy}`);
      told = message;
    }
    if (closing.signal.aborted) return;
    timer = clock.after(LOOK_MS, () => {
      looking = look(epoch);
    });
  };

  return {
    open(epoch) {
      looking = look(epoch);
      return looking;
    },
    async close() {
      closing.abort();
      timer?.cancel();
      await looking;
      if (current) {
        // While it is open nothing else can have its inode.
        if (isAt(current.path, current)) rmSync(current.path, { force: true });
        current.server.close();
        current = null;
      }
      for (const socket of connections) socket.destroy();
    },
  };
}

/** Throws unless the place is free, or was left by a gateway that has ended or that has lost the store to this one. */
async function checkPlace(path: string, epoch: number, clock: Clock, signal: AbortSignal): Promise<void> {
  if (socketAt(path) === null) return;
  let holder: number | null;
  try {
    holder = (await askStatusAt(path, clock, signal)).store?.epoch ?? null;
  } catch (error) {
    if (isNobody(error)) return;
    holder = null;
  }
  if (holder !== null && holder < epoch) return;
  const who = holder === null ? 'a program that does not say which gateway it is' : 'a later gateway';
  throw new EngineError('control_socket_in_use', { message: `At ${path} ${who} answers.` });
}

function listen(path: string, serve: (socket: Socket) => void): Promise<Server> {
  const options = { allowHalfOpen: true, highWaterMark: ANSWER_BYTES_WAITING_MAX };
  const server = createServer(options, serve);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      // A connection that cannot be taken for lack of file handles is that one's loss.
      server.off('error', reject).on('error', () => {});
      resolve(server);
    });
  });
}

function isAt(path: string, { inode }: Listening): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.ino === inode;
}

function turnAway(socket: Socket): void {
  socket.on('error', () => {});
  const busy = refusalLine(null, new EngineError('control_busy'));
  socket.end(`${busy}\n`, () => socket.destroy());
}
