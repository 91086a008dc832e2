import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { AskGateway } from '../gateway/control-client.ts';
import { type Clock, createSystemClock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Ids } from '../ports/ids.ts';
import type { StoreReader } from '../store/store.ts';
import { type DefaultPlaces, defaultPlaces } from './places.ts';

/** What a command needs to make files. */
export interface Disk {
  readonly files: Files;
  readonly ids: Ids;
}

/** What the commands use of their process, and of the gateway that they stand beside. Results go to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  readFile(path: string): string;
  readonly places: DefaultPlaces;
  readonly clock: Clock;
  /** The gateway that runs with a state folder. `deadlineMs` = how long it may take for an answer. Default 5,000. */
  gatewayAt(stateDir: string, deadlineMs?: number): AskGateway;
  /** What one has kept there; null = none has ever run with it. Rejects as `openReader` does. */
  journalAt(stateDir: string): Promise<StoreReader | null>;
  /** Of the machine that it runs on. */
  disk(): Promise<Disk>;
}

export function processTerminal(): Terminal {
  // A reader that has gone away, such as `head`, must neither end a gateway nor print a stack.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readFile: (path) => readFileSync(path, 'utf8'),
    places: defaultPlaces(process.env, homedir()),
    ...beside(createSystemClock()),
  };
}

/** What most commands need nothing of, and should not wait for. */
export function beside(clock: Clock): Pick<Terminal, 'clock' | 'gatewayAt' | 'journalAt' | 'disk'> {
  return {
    clock,
    gatewayAt: (stateDir, deadlineMs) => async (question, answer) => {
      const { gatewayAt } = await import('../gateway/control-client.ts');
      return gatewayAt(stateDir, clock, deadlineMs)(question, answer);
    },
    async journalAt(stateDir) {
      const { openJournal } = await import('./open-journal.ts');
      return openJournal(stateDir, clock);
    },
    async disk() {
      const [{ createSystemFiles }, { createSystemIds }] = await Promise.all([
        import('../ports/system-files.ts'),
        import('../ports/ids.ts'),
      ]);
      return { files: createSystemFiles(), ids: createSystemIds() };
    },
  };
}
