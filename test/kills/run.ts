// One home: people write the whole time, its gateway and imsg are killed as the plan has it, and a last life of the
// gateway ends what is open.

import { type Clock, createSystemClock } from '../../fake-imsg/device/clock.ts';
import { createStreams } from '../../scenarios/sim/random.ts';
import { type Children, watchChildren } from './children.ts';
import { type Facts, readFacts, readJournalOf } from './facts.ts';
import { type Gateway, startGateway, startLastGateway } from './gateway.ts';
import type { Home } from './home.ts';
import { startTraffic } from './people.ts';
import { drawKills, type Kill, type Target } from './plan.ts';

/** After so long without what it waits for, a run is stuck, on whatever machine. */
const STUCK_MS = 120_000;

export interface Run {
  readonly facts: Facts;
  readonly killed: Readonly<Record<Target, number>>;
}

/** @param onKill Called after each kill. Rejects where the gateway ends by itself, or nothing happens any more. */
export async function runHome(home: Home, seed: string, kills: number, onKill = () => {}): Promise<Run> {
  const clock = createSystemClock();
  const streams = createStreams(seed);
  const children = watchChildren(home.folder.root);
  const killed: Record<Target, number> = { gateway: 0, reader: 0, sender: 0, newest: 0 };
  let gateway = startGateway(home);
  let startedAtMs = clock.monotonicMs();
  const traffic = startTraffic(home.device, clock, streams('traffic'));

  /** Resolves when it is so; rejects when it is not for too long, or the gateway has ended by itself. */
  const until = (isSo: () => boolean, what: string) => awaited(isSo, what, { children, clock, gateway });
  const moment = async ({ target, since, pauseMs }: Kill) => {
    if (since === 'watch') await until(() => children.reader !== null, 'a watch');
    if (since === 'send') {
      const before = children.sends;
      await until(() => children.sends > before, 'a send');
    }
    const passedMs = since === 'start' && target === 'gateway' ? clock.monotonicMs() - startedAtMs : 0;
    await paused(clock, pauseMs - passedMs);
  };
  const killGateway = async () => {
    gateway.kill('SIGKILL');
    if ((await gateway.exited).signal !== 'SIGKILL') throw endedByItself(gateway);
    children.disown();
    gateway = startGateway(home);
    startedAtMs = clock.monotonicMs();
  };
  try {
    for (const kill of drawKills(streams('kills'), kills)) {
      const { target } = kill;
      for (let isDead = false; !isDead; ) {
        await moment(kill);
        if (target === 'gateway') {
          await killGateway();
          isDead = true;
        } else {
          await until(() => children[target] !== null, `a ${target}`);
          isDead = children.kill(target);
        }
      }
      killed[target] += 1;
      onKill();
    }
    traffic.stop();
    gateway.kill('SIGTERM');
    await gateway.exited;
    await settleMac(home, clock);
    await endWhatIsOpen(home);
  } finally {
    traffic.stop();
    gateway.kill('SIGKILL');
    children.close();
  }
  return { facts: readFacts(home, traffic.written), killed };
}

interface Awaited {
  readonly children: Children;
  readonly clock: Clock;
  readonly gateway: Gateway;
}

function awaited(isSo: () => boolean, what: string, { children, clock, gateway }: Awaited): Promise<void> {
  if (isSo()) return Promise.resolve();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const off = children.onChange(() => isSo() && resolve());
  const timer = clock.after(STUCK_MS, () => reject(new Error(`${what} did not come. ${logOf(gateway)}`)));
  void gateway.exited.then(() => reject(endedByItself(gateway)));
  return promise.finally(() => {
    off();
    timer.cancel();
  });
}

/** What is on its way on the Mac happens: links that follow their text, what becomes of a send. */
async function settleMac({ device }: Home, clock: Clock): Promise<void> {
  for (let dueMs = device.step(); dueMs !== null; dueMs = device.step())
    await paused(clock, dueMs - device.clock.wallMs());
}

function paused(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(Math.max(0, ms), resolve));
}

/** Runs a gateway until there is nothing left to do. */
async function endWhatIsOpen(home: Home): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const rows = home.device.openReader();
  const newest = rows.prepare<[], number>('SELECT max(ROWID) FROM message').pluck();
  const isDone = () => {
    const { counts, cursors, openTurns, parts } = readJournalOf(home);
    return (
      (cursors.settledTo ?? 0) >= newest.get()! &&
      counts.pending === 0 &&
      openTurns.length === 0 &&
      parts.every(({ state }) => state !== 'queued' && state !== 'sending')
    );
  };
  let isOver = false;
  const gateway = startLastGateway(home, () => {
    // It goes on telling while it ends.
    if (isOver || !isDone()) return;
    isOver = true;
    resolve();
  });
  void gateway.exited.then(() => reject(endedByItself(gateway)));
  await promise;
  rows.close();
  gateway.kill('SIGTERM');
  const { code } = await gateway.exited;
  if (code !== 0) throw endedByItself(gateway);
}

function endedByItself(gateway: Gateway): Error {
  return new Error(`A gateway ended by itself. ${logOf(gateway)}`);
}

function logOf({ log }: Gateway): string {
  return `The end of its log:\n${log.join('\n')}`;
}
