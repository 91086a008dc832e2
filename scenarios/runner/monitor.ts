// The invariants, held against a run after each step and at its end.

import type { Facts } from '../../fake-imsg/device/device.ts';
import { environmentFacts } from '../../fake-imsg/environments.ts';
import { MAGIC_HANDLES } from '../../fake-imsg/faults/magic-handles.ts';
import type { AnyRecordedEvent, Ledger, LogLine } from '../observe/ledger.ts';
import { checkAccounted } from '../sim/accounted.ts';
import {
  checkAnswered,
  checkConservation,
  checkNothingLost,
  checkSettled,
  inboundRows,
} from '../sim/checkers.ts';
import { checkEndsTold } from '../sim/ends-told.ts';
import type { Journal } from '../sim/inspect.ts';
import { checkMoment, createSoundTurns, type SoundTurns } from '../sim/safety.ts';
import type { Observation } from '../vocabulary/observation.ts';
import type { ScriptedAgent } from './agent.ts';
import type { Driver } from './drivers/driver.ts';
import { leaveByBridgeAlone, waysIn } from './reply-ways.ts';
import type { Scenario } from './scenario.ts';

/** A check reads the whole journal; beyond that many rows it is left to the end of the run. */
const CHECKED_ROWS_MAX = 1000;

export interface Monitor {
  /** Has to hear of every event of the engine when it happens. */
  hear(event: AnyRecordedEvent): void;
  /** What does not hold right now. */
  momentary(): string[];
  /** What does not hold although the gateway has had its time: nothing may be left open. */
  final(): string[];
  /** Whether everything under way has come to its end, so that it can be judged. */
  isAtRest(): boolean;
}

/** What the engine says when it does not ask for rows that are too old (ruling-2). */
const SKIPPED = /^imessage: skipped \d+ rows .* account=(\S+) rowids=(\d+)-(\d+)$/;

/** What one account has asked its database for. */
interface Reading {
  readonly sourceCount: number;
  /** Which file it was: a copy of it may take its place, and be the same source. */
  readonly file: string;
  /** Rows at or below were there before. */
  floor: number;
  /** Rows at or below were not asked for by a later subscription that had no cursor either. */
  omittedTo: number;
  /** Where the log was when this database was read for the first time. */
  logStart: number;
  settledTo: number | null;
}

export function createMonitor(
  scenario: Scenario,
  agent: ScriptedAgent,
  observed: Observation & Pick<Driver, 'hasForgotten'>,
): Monitor {
  const { device, ledger, journals } = observed;
  const readings = new Map<string, Reading>();
  /** By account. At the end all turns are looked at once more. */
  const soundTurns = new Map<string, SoundTurns>();
  const isAnotherFile = watchFile(device);
  const mayExpire = expiryIn(scenario, ledger);
  let hasRefusedSends = mayRefuseSends(scenario);

  const noteSubscription = (accountId: string, sinceRowid: number | null) => {
    const journal = journals().find((each) => each.accountId === accountId);
    if (!journal) return;
    const { sourceCount } = journal;
    const file = device.files().database;
    const from = sinceRowid === null ? (inboundRows(device).at(-1)?.rowid ?? 0) : Math.max(0, sinceRowid);
    const known = readings.get(accountId);
    if (known?.sourceCount === sourceCount && (known.file === file || file === '')) {
      if (sinceRowid === null) known.omittedTo = from;
      return;
    }
    const logStart = ledger.log.length;
    readings.set(accountId, { sourceCount, file, floor: from, omittedTo: 0, logStart, settledTo: null });
  };
  const { skippedBy, unaccounted } = createAccounting(observed, readings);
  return {
    hear({ name, event }) {
      if (name === 'subscribed') noteSubscription(event.accountId, event.sinceRowid);
    },
    momentary() {
      hasRefusedSends ||= refusesSends(device.facts()) || isAnotherFile();
      if (observed.hasForgotten()) return journals().flatMap((journal) => checkConservation({ journal }));
      const all = journals();
      return all.flatMap((journal) => {
        if (journal.verdicts.length > CHECKED_ROWS_MAX) return [];
        const sound = soundTurns.get(journal.accountId) ?? createSoundTurns();
        soundTurns.set(journal.accountId, sound);
        return [
          ...cursorsWentBack(journal, readings),
          ...checkMoment({ journal, journals: all, device, ledger, sound }),
          ...unaccounted(journal, all),
        ];
      });
    },
    isAtRest() {
      // A row that was lost is for the oracle to find: nothing is under way for it.
      return journals().every(
        (journal) => journal.counts.pending === 0 && checkSettled({ journal }).length === 0,
      );
    },
    final() {
      if (observed.hasForgotten())
        return journals().flatMap((journal) => [
          ...checkConservation({ journal }),
          ...checkSettled({ journal }),
        ]);
      const all = journals();
      const world = { journals: all, device, ledger };
      return all.flatMap((journal) => {
        const reading = readings.get(journal.accountId);
        const heard = withoutHeldUp(journal, all, agent);
        return [
          ...checkMoment({ journal, ...world }),
          ...unaccounted(journal, all),
          ...[checkNothingLost, checkAnswered, checkSettled, checkEndsTold].flatMap((check) =>
            check({
              journal: heard,
              ...world,
              script: agent.saysTo,
              ways: waysIn(scenario),
              ...agent.manner,
              mayFail: (turn) => agent.mayFail(turn) || wasCutShort(turn, ledger) || hadNoAgent(turn, ledger),
              refusesSends: hasRefusedSends || device.faults().length > 0 || journal.sourceCount > 1,
              mayExpire,
              firstBoundary: reading?.floor ?? Number.POSITIVE_INFINITY,
              isSkipped: skippedBy(journal.accountId),
            }),
          ),
        ];
      });
    },
  };
}

/** Whether somebody has a number to which sends fail. */
const writesToMagic = ({ people }: Scenario) =>
  Object.values(people).some((handle) => Object.hasOwn(MAGIC_HANDLES, handle));

/** Also where replies leave by the bridge alone: what is in its way, and when, is for the oracle to know. */
function mayRefuseSends(scenario: Scenario): boolean {
  const isRefused = refusesSends(environmentFacts(scenario.environment));
  return isRefused || writesToMagic(scenario) || leaveByBridgeAlone(scenario);
}

/** Which rows of a database were rightly never asked for, and which are not accounted for. */
function createAccounting(
  { device, ledger }: Pick<Observation, 'device' | 'ledger'>,
  readings: ReadonlyMap<string, Reading>,
) {
  const skippedBy = (accountId: string) => {
    const { omittedTo = 0, logStart = 0 } = readings.get(accountId) ?? {};
    const skipped = skippedSpans(ledger.log.slice(logStart), accountId);
    return (rowid: number) =>
      rowid <= omittedTo || skipped.some(([from, to]) => rowid >= from && rowid <= to);
  };
  const unaccounted = (journal: Journal, all: readonly Journal[]) => {
    const reading = readings.get(journal.accountId);
    // What is not there now, or is not read yet, is what it was when it was read.
    if (reading?.file !== device.files().database) return [];
    const { floor } = reading;
    return checkAccounted({ journal, journals: all, device, floor, isSkipped: skippedBy(journal.accountId) });
  };
  return { skippedBy, unaccounted };
}

/** What the cursors of an account say against those of the moment before. */
function cursorsWentBack(
  { accountId, sourceCount, cursors: { settledTo } }: Journal,
  readings: ReadonlyMap<string, Reading>,
): string[] {
  const reading = readings.get(accountId);
  if (reading?.sourceCount !== sourceCount) return [];
  const before = reading.settledTo;
  reading.settledTo = settledTo;
  return (settledTo ?? 0) < (before ?? 0)
    ? [`cursor: went back from ${before} to ${settledTo} (account ${accountId})`]
    : [];
}

/** Whether another database has taken the place of the first: it need not have its chats, also where it is a copy. */
function watchFile(device: Driver['device']): () => boolean {
  let first = '';
  return () => {
    const { database } = device.files();
    first ||= database;
    return database !== '' && database !== first;
  };
}

/** Without the turns that an agent never answers, and those that wait behind one or for its session. */
function withoutHeldUp(journal: Journal, all: readonly Journal[], agent: ScriptedAgent): Journal {
  const sessionOf = ({ context }: Journal['turns'][number]) => context.sessionKey;
  const hung = all.flatMap(({ openTurns }) => openTurns.filter(agent.mayHang));
  const sessions = new Set(agent.keepsSession ? hung.map(sessionOf) : []);
  const waiting = journal.openTurns.filter((turn) => sessions.has(sessionOf(turn)));
  const lanes = new Set([...hung, ...waiting].map(({ lane }) => lane));
  if (lanes.size === 0) return journal;
  const isHeard = ({ lane, state }: Journal['turns'][number]) =>
    !lanes.has(lane) || (state !== 'running' && state !== 'formed');
  return { ...journal, turns: journal.turns.filter(isHeard), openTurns: journal.openTurns.filter(isHeard) };
}

/** As often as a turn is begun at most. */
const ATTEMPTS_MAX = 10;

/** Whether crashes cut every attempt short: a turn that takes the gateway down each time is given up. */
function wasCutShort({ text }: { readonly text: string }, { agentCalls }: Ledger): boolean {
  return agentCalls.filter(({ turn }) => turn.text === text).length >= ATTEMPTS_MAX;
}

/** Whether its agent was taken out of the configuration; whether that was so is for the oracle to say. */
function hadNoAgent({ text }: { readonly text: string }, { events }: Ledger): boolean {
  return events.some(
    ({ name, event }) => name === 'turn' && event.text === text && event.code === 'agent_missing',
  );
}

/** A reply that nobody could send for so long is not sent any more. */
const EXPIRES_MS = 2 * 3_600_000;

/** Its agent says something from then on. */
const SAYS: ReadonlySet<string> = new Set(['replying', 'answered']);

function expiryIn(scenario: Scenario, ledger: Ledger) {
  const byItsClock = longestByItsClock(scenario);
  return ({ partId }: { readonly partId: string }) =>
    waitedForAGateway(ledger) || byItsClock(waitedMs(partId, ledger)) > EXPIRES_MS;
}

function waitedForAGateway({ events }: Ledger): boolean {
  return events.some(({ incarnation }) => incarnation > 1);
}

/** How long a part waited at most until its end was told: since its turn was answered, or the first of it was said. */
function waitedMs(partId: string, { events }: Ledger): number {
  const end = events.findLast(({ name, event }) => name === 'part' && event.partId === partId);
  const turnId = end?.name === 'part' ? end.event.turnId : null;
  const answer = events.find(
    ({ name, event }) => name === 'turn' && event.turnId === turnId && SAYS.has(event.state),
  );
  return end && answer ? end.atMs - answer.atMs : 0;
}

/** How long something may have taken at most by the clock of the gateway, which steps set. */
function longestByItsClock({ steps }: Scenario): (ms: number) => number {
  const clocks = steps.flatMap(({ action: { key, value } }) =>
    key === 'gatewayClock' ? [value as { ahead?: number; behind?: number; rate?: number }] : [],
  );
  const most = (of: (clock: (typeof clocks)[number]) => number) => Math.max(0, ...clocks.map(of));
  const setByMs = most(({ ahead = 0 }) => ahead) + most(({ behind = 0 }) => behind);
  const rate = Math.max(
    1,
    most((clock) => clock.rate ?? 1),
  );
  return (ms) => ms * rate + setByMs;
}

/** Messages sends for nobody where it may not be controlled, or has no account. */
function refusesSends({ automation, signedIn }: Facts): boolean {
  return !automation || !signedIn;
}

/** Only what was logged as skipped may be missing: the cursor itself moves over it (ruling-2). */
function skippedSpans(log: readonly LogLine[], accountId: string): (readonly [from: number, to: number])[] {
  return log.flatMap(({ message }) => {
    if (!message.startsWith('imessage: skipped')) return [];
    const [, account, from, to] = SKIPPED.exec(message) ?? [];
    return account === accountId ? [[Number(from), Number(to)] as const] : [];
  });
}
