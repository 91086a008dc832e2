// A small run as the oracle reads it, made by hand: everything in it went well until a test says otherwise.

import type {
  AgentCall,
  Departure,
  History,
  PartEvent,
  RowEvent,
  Telling,
  TurnEvent,
  WitnessedRow,
} from '../../../scenarios/sim/oracle/history.ts';
import { judgeRows } from '../../../scenarios/sim/oracle/judgement.ts';
import { consult } from '../../../scenarios/sim/oracle/oracle.ts';
import { receivingAccounts } from '../../../scenarios/sim/oracle/settings.ts';

/** When the gateway started. */
export const START_MS = Date.UTC(2026, 0, 5, 9);
export const ALICE = '+15550001111';
export const BOB = '+15550002222';
export const OWN_ADDRESS = '+15550109999';
export const DIRECT = { chatId: 1, chatGuid: `any;-;${ALICE}`, chatIdentifier: ALICE };
export const GROUP = { chatId: 7, chatGuid: 'any;+;chat7007', chatIdentifier: 'chat7007' };
export const LINK = 'com.apple.messages.URLBalloonProvider';

type Keys = Readonly<Record<string, unknown>>;
type RowFacts = Partial<Omit<WitnessedRow, 'versions'>> & {
  /** After the start; the row is written, joined and dated then unless told otherwise. */
  readonly inMs?: number;
  readonly text?: string;
  readonly isFromMe?: boolean;
  readonly versions?: WitnessedRow['versions'];
};

export interface DoctoredRun {
  row(facts?: RowFacts): WitnessedRow;
  /** imsg tells of a row, so long after it came. */
  told(row: WitnessedRow, afterMs: number, pid?: number): void;
  /** The same of one that stands in no chat yet. */
  toldWithoutChat(row: WitnessedRow, afterMs: number, pid?: number): void;
  /** The same of one that was asked for again. */
  toldAgain(row: WitnessedRow, afterMs: number): void;
  /** Hands the rows to the agent as one turn; its answers leave and count as sent. */
  turn(
    rows: readonly WitnessedRow[],
    facts?: Partial<AgentCall>,
  ): { readonly call: AgentCall; readonly parts: PartEvent[]; readonly left: Departure[] };
  history(facts?: Partial<History>): History;
}

/** Everybody may write, in groups as well. */
export const OPEN: Keys = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

export function configOf(imessage: Keys, rest: Keys = {}): Keys {
  return { channels: { imessage }, ...rest };
}

const MINUTE_MS = 60_000;
const END_MS = START_MS + 8 * 60 * MINUTE_MS;
const HANDED_OVER_MS = 1_500;

export function createDoctoredRun(): DoctoredRun {
  const rows: WitnessedRow[] = [];
  const calls: AgentCall[] = [];
  const parts: PartEvent[] = [];
  const departures: Departure[] = [];
  const tellings: Telling[] = [];
  const toldWithoutChat: Telling[] = [];
  const rowEvents: RowEvent[] = [];
  const turnEvents: TurnEvent[] = [];
  return {
    row({ inMs = MINUTE_MS * (rows.length + 1), text, isFromMe = false, ...facts } = {}) {
      const atMs = START_MS + inMs;
      const rowid = facts.rowid ?? rows.length + 1;
      const row: WitnessedRow = {
        database: 1,
        rowid,
        guid: `ROW-${facts.database ?? 1}-${rowid}`,
        insertedAtMs: atMs,
        joinedAtMs: facts.insertedAtMs ?? atMs,
        deletedAtMs: null,
        ...DIRECT,
        sender: ALICE,
        ownAddress: OWN_ADDRESS,
        dateMs: atMs,
        associatedType: 0,
        itemType: 0,
        balloonId: null,
        attachments: 0,
        versions: [{ atMs, text: text ?? `Message number ${rowid}`, isFromMe }],
        ...facts,
      };
      rows.push(row);
      return row;
    },
    told({ guid, database, insertedAtMs }, afterMs, pid = 1) {
      tellings.push({ atMs: insertedAtMs + afterMs, pid, database, guid });
    },
    toldWithoutChat({ guid, database, insertedAtMs }, afterMs, pid = 1) {
      toldWithoutChat.push({ atMs: insertedAtMs + afterMs, pid, database, guid });
    },
    toldAgain({ guid, database, insertedAtMs }, afterMs) {
      tellings.push({ atMs: insertedAtMs + afterMs, pid: 9, database, guid, again: true });
    },
    turn(members, facts = {}) {
      const [first] = members;
      const number = calls.length + 1;
      const atMs = facts.atMs ?? (members.at(-1)?.joinedAtMs ?? START_MS) + HANDED_OVER_MS;
      const text = members.map(({ versions }) => versions[0]!.text).join(' ');
      const call: AgentCall = {
        atMs,
        endedAtMs: atMs + 50,
        turnId: `turn-${number}`,
        accountId: 'default',
        chatGuid: first?.chatGuid ?? DIRECT.chatGuid,
        sender: first?.sender ?? ALICE,
        text,
        messageGuids: members.map(({ guid }) => guid),
        replies: [`You said: ${text}`],
        ...facts,
      };
      calls.push(call);
      const left = (call.replies ?? []).map((reply, index) => ({
        atMs: atMs + 100 + index,
        guid: `SENT-${number}-${index}`,
        chatGuid: call.chatGuid,
        text: reply,
      }));
      const told = left.map((departure, index) => ({
        atMs: atMs + 200 + index,
        partId: `${call.turnId}#${index}`,
        turnId: call.turnId,
        lane: `${call.accountId}/${call.chatGuid}`,
        text: departure.text,
        state: 'sent',
        guid: departure.guid,
      }));
      const { turnId, messageGuids } = call;
      turnEvents.push({ atMs: call.endedAtMs ?? atMs, turnId, messageGuids, state: 'answered' });
      departures.push(...left);
      parts.push(...told);
      return { call, parts: told, left };
    },
    history: (facts = {}) => ({
      rows,
      places: [],
      subscriptions: [{ atMs: START_MS + 1_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 }],
      tellings,
      toldWithoutChat,
      lives: [{ fromMs: START_MS, toMs: null, end: null, config: configOf(OPEN) }],
      calls,
      parts,
      rowEvents,
      turnEvents,
      departures,
      log: [],
      disturbances: [],
      clockOffsets: [],
      build: { marksPreviews: true, losesPreviews: false },
      restedAtMs: null,
      endMs: END_MS,
      ...facts,
    }),
  };
}

/** A life under this configuration from the start on. */
export function lifeUnder(config: unknown): History['lives'] {
  return [{ fromMs: START_MS, toMs: null, end: null, config }];
}

/** The same, of a gateway that dies, and of the next one. */
export function crashedAt(config: unknown, toMs: number, fromMs = toMs + 1): History['lives'] {
  const [life] = lifeUnder(config);
  return [
    { ...life!, toMs, end: 'crash' },
    { ...life!, fromMs },
  ];
}

/** The same, of a gateway that is given its configuration once more at these times and goes on. */
export function reloadedAt(config: unknown, ...times: readonly number[]): History['lives'] {
  const starts = [START_MS, ...times];
  return starts.map((fromMs, index) => {
    const toMs = starts[index + 1] ?? null;
    return { fromMs, toMs, end: toMs === null ? null : 'config', config };
  });
}

/** The clauses that the oracle finds broken, each once. */
export function brokenIn(history: History): string[] {
  return [...new Set(consult(history).findings.map(({ clause }) => clause))];
}

/** The same of a run as it is told. */
export function brokenBy(tell: (run: DoctoredRun) => void, facts: Partial<History> = {}): string[] {
  const run = createDoctoredRun();
  tell(run);
  return brokenIn(run.history(facts));
}

/** The same where something of what is known of a run is otherwise: of one row that was answered, unless told otherwise. */
export function brokenWith(
  change: (history: History) => Partial<History>,
  tell: (run: DoctoredRun) => void = (run) => void run.turn([run.row()]),
): string[] {
  const run = createDoctoredRun();
  tell(run);
  const history = run.history();
  return brokenIn({ ...history, ...change(history) });
}

/** What the oracle judges of the newest row: `must`, `must not`, or the reason why nobody can say. */
export function judgementIn(history: History): string {
  const account = receivingAccounts(history.lives.at(-1)!.config)[0]!;
  const judgement = judgeRows(account, history).get(history.rows.at(-1)!)!;
  return judgement.is === 'either' ? judgement.reason : judgement.is;
}

/** When the row of `judged` came. */
export const CAME_MS = START_MS + 60 * MINUTE_MS;

/** What a run says of its one row, where everybody may write and `imessage` is set besides. */
export function judged(
  facts: Parameters<DoctoredRun['row']>[0],
  history: Partial<History> = {},
  imessage: object = {},
): string {
  const run = createDoctoredRun();
  run.row({ inMs: CAME_MS - START_MS, ...facts });
  return judgementIn(run.history({ lives: lifeUnder(configOf({ ...OPEN, ...imessage })), ...history }));
}

/** A row of that age when it came. */
export const aged = (ageMs: number) => ({ dateMs: CAME_MS - ageMs });
