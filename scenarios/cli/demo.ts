// `imgate-lab demo`: the production engine, over a real pipe, against a fake Mac.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopOnSignals } from '../../engine/cli/signals.ts';
import type { Terminal } from '../../engine/cli/terminal.ts';
import { createSystemClock } from '../../engine/ports/clock.ts';
import { STORE_FILE } from '../../engine/system-ports.ts';
import { addEntry, createLedger, type LedgerEntry } from '../observe/ledger.ts';
import { createStoryText } from '../observe/story-text.ts';
import { PEOPLE } from './conversation.ts';
import { EXIT_FAILED, EXIT_INTERRUPTED } from './exit-codes.ts';
import { createGateway } from './gateway.ts';
import { continueByHand } from './interactive.ts';
import { createMac } from './mac.ts';
import { outcomeOf } from './outcome.ts';
import { createScreen } from './screen.ts';
import { type StoryNote, stop, tellStory, type Written } from './story.ts';
import { summaryLines } from './summary.ts';
import { createWaiter, Interrupted, WaitFailed } from './waiter.ts';

/** Longest wait for any one thing of the story; a slow machine needs a small part of it. */
const WAIT_LIMIT_MS = 30_000;

export interface DemoOptions {
  readonly keep?: true;
  readonly stay?: boolean;
}

/**
 * Plays the conversation in a temporary folder, prints it as it happens, and returns the exit code. With
 * `stay` it goes on with what is typed, until that ends.
 */
export async function demo({ keep, stay: stays = false }: DemoOptions, terminal: Terminal): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-demo-'));
  const signals = stopOnSignals(process, () => process.exit(EXIT_INTERRUPTED));
  try {
    return await play(folder, stays, terminal, signals.signal);
  } catch (error) {
    if (error instanceof Interrupted) return EXIT_INTERRUPTED;
    if (!(error instanceof WaitFailed)) throw error;
    terminal.err(`demo failed: ${error.message}\n`);
    return EXIT_FAILED;
  } finally {
    signals.release();
    if (keep) terminal.out(`Kept: ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function play(
  folder: string,
  stays: boolean,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const clock = createSystemClock();
  const startMs = clock.monotonicMs();
  const nowMs = () => clock.monotonicMs() - startMs;
  const screen = createScreen(terminal.out);
  const ledger = createLedger();
  const people = Object.fromEntries(PEOPLE.map(({ name, handle }) => [name, handle]));
  const textOf = createStoryText({ ...screen, people });
  screen.write('Two guests and a stranger write to a restaurant. Only its Mac is a fake.\n');
  const mac = await createMac(join(folder, 'mac'));
  const waiter = createWaiter({ clock, signal, ledger, limitMs: WAIT_LIMIT_MS });
  const onEntry = (entry: LedgerEntry) => {
    const text = textOf(entry);
    if (text !== '') screen.write(text);
    waiter.notify();
  };
  const note = (what: StoryNote) => {
    const entry = { atMs: nowMs(), ...what };
    addEntry(ledger, entry);
    onEntry(entry);
  };
  const stateDir = join(folder, 'state');
  const gateway = createGateway({ stateDir, mac, ledger, waiter, clock, signal, nowMs, onEntry });
  const written: Written[] = [];
  const world = { mac, gateway, ledger, waiter, note, clock, signal, written };
  try {
    await tellStory(world);
    if (stays) await continueByHand(world, screen);
    await stop(world, '');
  } finally {
    await gateway.stop();
  }
  const { journal, problems } = await outcomeOf(join(stateDir, STORE_FILE), mac, written);
  terminal.out(`\n${summaryLines(journal).join('\n')}\n`);
  for (const problem of problems) terminal.err(`demo failed: ${problem}\n`);
  if (problems.length > 0) return EXIT_FAILED;
  terminal.out('Nothing lost, nothing answered twice, nothing too late, no stranger answered.\n');
  return 0;
}
