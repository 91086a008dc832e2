// A request that somebody was asked to decide, made by hand: it was asked in one chat and allowed with a tapback until a test says otherwise.

import type { ApprovalTold, DecisionWanted } from '../../../scenarios/sim/oracle/decision.ts';
import type { Departure, History, PartEvent } from '../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  configOf,
  createDoctoredRun,
  DIRECT,
  type DoctoredRun,
  lifeUnder,
  START_MS,
} from './doctored-run.ts';

const MINUTE_MS = 60_000;
export const ASKED_MS = START_MS + 10 * MINUTE_MS;
export const ID = 'ABCD2345';
const WANTED: DecisionWanted = {
  atMs: ASKED_MS,
  kind: 'exec',
  text: 'make clean',
  options: [],
  offers: null,
  turnId: null,
  accountId: null,
  from: ALICE,
  sender: null,
  agentId: null,
  sessionKey: null,
  lastsMs: 30 * MINUTE_MS,
  told: [],
};
const PENDING: ApprovalTold = {
  atMs: ASKED_MS + 20,
  approvalId: ID,
  kind: 'exec',
  accountId: 'default',
  turnId: null,
  state: 'pending',
  by: null,
  choice: null,
};
export const ON = { approvals: { exec: { enabled: true } } };
export const CONFIG = configOf({ dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' }, ON);
export const NAMED = configOf({ allowFrom: [ALICE], groupPolicy: 'open' }, ON);
export const WORDS = `Exec approval required\nID: ${ID}\n\nPending command:\n\`\`\`\nmake clean\n\`\`\`\nExpires in: 30 min`;
const LIKE_OR_NOT = 'React with:\n👍 Allow once\n👎 Deny';
const ALWAYS_IS_NOT = 'Allow always is not available for this request.';
/** What a request says of how it is answered. */
export const ASKS = {
  all: `\n\n${LIKE_OR_NOT}\n\nReply with: /approve ${ID} allow-once|allow-always|deny`,
  some: `\n\n${LIKE_OR_NOT}\n\nReply with: /approve ${ID} allow-once|deny\n${ALWAYS_IS_NOT}`,
  tapped: `\n\n${LIKE_OR_NOT}\n${ALWAYS_IS_NOT}`,
  untold: `\n\n${LIKE_OR_NOT}`,
} as const;
export const QUESTION: Partial<DecisionWanted> = {
  kind: 'question',
  text: 'Which?',
  options: ['Pizza', 'Sushi'],
  turnId: 'turn-1',
  from: DIRECT.chatGuid,
  sender: ALICE,
};

export interface Told {
  readonly config?: unknown;
  readonly wanted?: Partial<DecisionWanted>;
  /** How it says that it is answered; left out = as where everything is offered. */
  readonly asks?: string;
  /** What it says before that; left out = that somebody wants to make clean. */
  readonly words?: string;
  /** Null = it has none. */
  readonly end?: Partial<ApprovalTold> | null;
  readonly more?: readonly Partial<ApprovalTold>[];
  readonly chats?: readonly string[];
  /** What else the gateway says, a minute after the end, and in which chat; left out = in Alice's. */
  readonly says?: readonly (string | readonly [string, string])[];
  readonly history?: Partial<History>;
  /** What people do. */
  readonly act?: (run: DoctoredRun) => void;
}

export const LIKED = {
  inMs: 11 * MINUTE_MS,
  associatedType: 2001,
  target: 'p:0/PROMPT-0',
  text: 'Liked “Exec approval required”',
};
export const likes =
  (facts: object = {}) =>
  (run: DoctoredRun) =>
    void run.row({ ...LIKED, ...facts });

export function historyOf({
  config = NAMED,
  wanted,
  asks = ASKS.all,
  words: asking = WORDS,
  end,
  more = [],
  chats,
  says = [],
  history,
  act = likes(),
}: Told): History {
  const run = createDoctoredRun();
  act(run);
  const one = { ...WANTED, ...wanted };
  const words = one.kind === 'question' ? `${one.text}\n\n1. Pizza\n2. Sushi` : `${asking}${asks}`;
  const parts = (chats ?? [DIRECT.chatGuid]).map(
    (chatGuid, index): PartEvent => ({
      atMs: ASKED_MS + 30,
      partId: `approval:${index}`,
      turnId: null,
      lane: `default/${chatGuid}`,
      text: words,
      state: 'sent',
      guid: `PROMPT-${index}`,
    }),
  );
  const said = says.map((one, index): PartEvent => {
    const [text, chatGuid] = typeof one === 'string' ? [one, DIRECT.chatGuid] : one;
    const lane = `default/${chatGuid}`;
    const atMs = ASKED_MS + 3 * MINUTE_MS;
    return { ...parts[0]!, atMs, partId: `approval:said-${index}`, lane, text, guid: `SAID-${index}` };
  });
  const departures = parts.map(
    ({ atMs, text, guid, lane = '' }): Departure => ({
      atMs: atMs + 100,
      guid: guid!,
      chatGuid: lane.slice('default/'.length),
      text,
    }),
  );
  const pending = { ...PENDING, kind: one.kind, turnId: one.turnId };
  const ended = { ...pending, atMs: ASKED_MS + 2 * MINUTE_MS, state: 'allow-once', by: ALICE };
  const ends = end === null ? [] : [{ ...ended, ...end }];
  const told = [pending, ...ends, ...more.map((each) => ({ ...ended, ...each }))];
  return run.history({
    lives: lifeUnder(config),
    parts: [...parts, ...said],
    departures,
    decisions: { wanted: [one], told },
    ...history,
  });
}
