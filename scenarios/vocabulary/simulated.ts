// What only a simulated gateway can be made to suffer.

import type { EngineEventName } from '../../engine/events.ts';
import type { SentRecord } from '../../fake-imsg/device/device.ts';
import type { HostCalls } from '../sim/host-calls.ts';
import type { Deed } from '../sim/programs.ts';
import type { ImsgScript } from '../sim/scripted-imsg.ts';
import type { ChatDbTrouble, StoreTrouble } from '../sim/trouble.ts';
import type { WireBytes } from '../sim/wires.ts';
import type { CheckContext } from './check-context.ts';
import type { Problem } from './problem.ts';

export interface Simulated {
  /** What goes wrong when the gateway itself reads chat.db; infinite = for good. */
  troubleChatDb(kind: ChatDbTrouble, forMs: number): void;
  /** What goes wrong with the file of its state. */
  troubleStore(kind: StoreTrouble, forMs: number): void;
  /** The file of its state goes away; a gateway that runs keeps it. */
  removeStore(): void;
  /** The next gateway finds the file of its state without the last commits. */
  tearStore(commits: number): void;
  /** How far its clock is ahead of the true time from now on. */
  setClockOffset(aheadMs: number): void;
  /** How much faster than the true time its clock goes from now on. */
  setClockRate(rate: number): void;
  /** Bytes of one's own on the output of the imsg that watches; false = there is none, or nothing to tell again. */
  putOnWire(bytes: WireBytes): boolean;
  /** What children started from now on say; null = they are imsg. */
  scriptImsg(script: ImsgScript | null): void;
  /** A listener of the program that embeds it throws at that event, so often. */
  throwInListener(name: EngineEventName, times: number): void;
  /** Calls back with everything that leaves the Mac from now on, right after it left. */
  onSent(callback: (sent: SentRecord) => void): void;
  /** Asks the gateway as `imgate channels confirm-chat` does. */
  readonly confirmChat: HostCalls['confirmChat'];
  /** Its machine has a program from now on, or something answers at an address. */
  putProgram(name: string, deed: Deed): void;
  /** The same as `imgate turns redo --reason` does. */
  readonly redoTurns: HostCalls['redoTurns'];
  /** The program that embeds it asks for a decision. */
  readonly requestApproval: HostCalls['requestApproval'];
  /** What the request is named by that was made last, and what asks for it; null = none was. */
  lastRequest(): { readonly approvalId: string; readonly words: string } | null;
  /** Its computer sleeps, and with it all that it does. */
  sleep(forMs: number): void;
}

export function onlySimulated({ cast, path }: CheckContext): Problem[] {
  if (!cast.drivers.includes('spawned')) return [];
  return [{ path, text: 'only the simulator can do that; add drivers: [sim]' }];
}
