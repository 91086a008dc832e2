// Why a row has the fate it has: its way through the stages, made again from the journal, and what became of it then.

import { peopleOf } from '../account/policy.ts';
import { normalizeAccountId } from '../config/account-names.ts';
import type { Config } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import { type Fate, reasonText } from '../fates.ts';
import { isAsRecorded, type Recomputed, recompute, type Undecidable } from '../inbound/recompute.ts';
import type { Beside } from '../inbound/recorded.ts';
import { clean } from '../log-text.ts';
import type { MessageGuid } from '../message/ids.ts';
import { writerOf } from '../message/owner.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { JournalledRow, JournalledVerdict } from '../store/commands/rows.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import { eventIdOf } from '../store/rules.ts';
import type { StoreReader } from '../store/store.ts';
import { type ChosenAgent, chosenAgent } from './agent-key.ts';
import { createDeciders } from './deciders.ts';
import { decidingKeys } from './deciding-keys.ts';
import { stageText } from './stage-text.ts';
import type { Written, WrittenKey } from './written.ts';

const NAME_LENGTH_MAX = 100;
const ABSENT = 'the account is not in the configuration';

/** Whose row is asked about. */
interface RowChoice {
  /** A GUID, the number of a row, or the event id that a log line names. */
  readonly name: string;
  /** As people write it; left out = of all accounts. */
  readonly account?: string;
}

export interface Explained {
  readonly sourceId: string;
  readonly rowid: number | null;
  readonly guid: string | null;
  readonly eventId: string;
  readonly chatGuid: string | null;
  readonly arrivedAtMs: number;
  /** Null = it is not kept. */
  readonly sender: string | null;
  readonly chatId: number | null;
  readonly sentAtMs: number | null;
  readonly verdicts: readonly ExplainedVerdict[];
}

export interface ExplainedVerdict {
  readonly accountId: string;
  /** Null = it waits. */
  readonly fate: Fate | null;
  readonly code: string;
  readonly reason: string;
  /** What was known besides the row and the configuration; null = nothing that counted. */
  readonly facts: JournalledVerdict['facts'];
  /** Why it cannot be decided again; null = it was. */
  readonly undecidable: Undecidable | typeof ABSENT | null;
  readonly stages: readonly { readonly stage: string; readonly says: string }[];
  readonly keys: readonly WrittenKey[];
  /** Which agent it is for by the configuration as it is now; null = none, since it does not become a turn. */
  readonly agent: ChosenAgent | null;
  /** What it would come to by the configuration as it is now; null = the same. */
  readonly now: { readonly fate: Fate | null; readonly code: string; readonly reason: string } | null;
  readonly turn: ExplainedTurn | null;
}

interface ExplainedTurn {
  readonly turnId: string;
  /** Which it was given to. */
  readonly agentId: string;
  readonly state: TurnRow['state'];
  readonly attempts: number;
  /** '' = it ended with an answer, or has not ended. */
  readonly reason: string;
  readonly parts: readonly (Pick<PartRow, 'ordinal' | 'kind' | 'state' | 'rowid' | 'guid'> & {
    /** Why it did not leave, or what is not known of it; '' = it left, or has no end. */
    readonly reason: string;
  })[];
}

interface Known {
  readonly reader: StoreReader;
  readonly config: Config;
  readonly written: Written;
}

/** Throws `row_unknown`, `row_ambiguous` where several databases have the number, and `account_unknown`. */
export async function explain(choice: RowChoice, known: Known): Promise<Explained> {
  const row = await find(choice, known.reader);
  const places = await known.reader.places({});
  const { locator } = places.find(({ sourceId }) => sourceId === row.sourceId)!;
  const decider = createDeciders(known.config, places)(locator);
  const decided = row.verdicts.map((verdict): Decided => {
    const beside = decider.of(verdict.accountId);
    return { verdict, beside, again: beside === null ? ABSENT : recompute(row, verdict, beside) };
  });
  const verdicts = await Promise.all(decided.map((one) => explainVerdict(one, known)));
  const message = decided
    .map(({ again }) => (typeof again === 'string' ? null : again.subject?.message))
    .find(Boolean);
  const { sourceId, rowid, guid, eventId, chatGuid, arrivedAtMs } = row;
  return {
    ...{ sourceId, rowid, guid, eventId, chatGuid, arrivedAtMs },
    sender: (message && writerOf(message)) || null,
    chatId: message?.chatId ?? null,
    sentAtMs: message?.sentAtMs ?? null,
    verdicts,
  };
}

async function find({ name, account }: RowChoice, reader: StoreReader): Promise<JournalledRow> {
  const rowid = /^[1-9]\d{0,15}$/.test(name) ? Number(name) : null;
  const guids = [name, name.toUpperCase()] as MessageGuid[];
  const ids = rowid === null ? [name, ...guids.map(eventIdOf)] : [];
  const found = await reader.rowsNamed({ eventIds: [...new Set(ids)], rowid });
  const shown = clean(name, NAME_LENGTH_MAX);
  if (found.length === 0)
    throw new EngineError('row_unknown', { message: `The journal has no row ${shown}.` });
  const accountId = account === undefined ? null : normalizeAccountId(account);
  const own = found.flatMap((row) => {
    const verdicts = row.verdicts.filter((one) => accountId === null || one.accountId === accountId);
    return verdicts.length === 0 ? [] : [{ ...row, verdicts }];
  });
  const [row] = own;
  if (row === undefined) {
    const names = [...new Set(found.flatMap(({ verdicts }) => verdicts.map((one) => one.accountId)))];
    const message = `Row ${shown} went to account ${names.join(', ')}, and not to ${clean(account ?? '', NAME_LENGTH_MAX)}.`;
    throw new EngineError('account_unknown', { message });
  }
  if (own.length > 1) {
    const rows = own.map((one) => `${one.guid ?? one.eventId} (account ${one.verdicts[0]!.accountId})`);
    const message = `${own.length} databases have had a row ${shown}: ${rows.join(', ')}.`;
    throw new EngineError('row_ambiguous', { message });
  }
  return row;
}

interface Decided {
  readonly verdict: JournalledVerdict;
  readonly beside: Beside | null;
  readonly again: Recomputed | NonNullable<ExplainedVerdict['undecidable']>;
}

async function explainVerdict(
  { verdict, beside, again }: Decided,
  { reader, config, written }: Known,
): Promise<ExplainedVerdict> {
  const { accountId, fate, code, facts, turnId } = verdict;
  const turn = turnId === null ? null : await explainTurn(turnId, reader);
  const recorded = { accountId, fate, code, reason: reasonText(verdict), facts, turn };
  if (typeof again === 'string')
    return { ...recorded, undecidable: again, stages: [], keys: [], agent: null, now: null };
  const account = config.accounts.find((one) => one.accountId === accountId)!;
  const { policy } = beside!;
  const people = peopleOf(account, config);
  const stages = again.asked.map((asked) => ({ stage: asked.stage, says: stageText(asked, again.subject!) }));
  const now = isAsRecorded(again, verdict)
    ? null
    : { fate: again.fate, code: again.code, reason: reasonText(again) };
  const deciding = { config, account, policy, people, written };
  const keys = decidingKeys(again, deciding);
  const agent = again.code === 'admitted' ? chosenAgent(again.subject!, deciding) : null;
  return { ...recorded, undecidable: null, stages, keys, agent, now };
}

async function explainTurn(
  turnId: NonNullable<JournalledVerdict['turnId']>,
  reader: StoreReader,
): Promise<ExplainedTurn | null> {
  const turn = await reader.turn({ turnId });
  if (turn === null) return null;
  const { state, attempts, code, detail, context } = turn;
  const parts = await reader.partsOf({ turnId });
  return {
    turnId,
    agentId: context.agentId,
    state,
    attempts,
    reason: code === null ? '' : reasonText({ code, detail }),
    parts: parts.map(({ ordinal, kind, state, rowid, guid, evidence }) => {
      const reason = state === 'sent' ? '' : (evidence?.detail ?? '');
      return { ordinal, kind, state, rowid, guid, reason };
    }),
  };
}
