import type { Database } from 'better-sqlite3';
import { createAccountQuery, type FindAccounts } from './accounts.ts';
import { createAttachmentQueries } from './attachments.ts';
import { createBackgroundQuery, type FindBackground } from './backgrounds.ts';
import { changesOf } from './changes.ts';
import { type ChatPolicy, type ChatQueries, createChatQueries, rememberChats } from './chats.ts';
import { type Columns, probeColumns } from './columns.ts';
import { historyReader, type ReadHistory, rememberHistory } from './history.ts';
import { createMemberQueries, type MemberQueries } from './members.ts';
import { createAssembler, type MessageAssembler } from './messages.ts';
import { createOwnRowQueries, type OwnRowQueries } from './own-rows.ts';
import { createPartsQuery, type PartsOf } from './parts.ts';
import { createPollQueries, type PollQueries } from './poll-queries.ts';
import { createReactionQuery } from './reactions.ts';
import { createRecent } from './recent.ts';
import { createRowQueries, type RowPolicy, type RowQueries } from './rows.ts';
import { createScheduledQuery, type FindScheduled } from './scheduled.ts';
import { createSearch, type Search } from './search.ts';
import { createSendStatus, type FindSendStatus, type SendStatusPolicy } from './send-status.ts';
import { compilingLate } from './statement.ts';
import { createStatsQueries, type StatsQueries } from './stats.ts';
import { createTargetQueries, type TargetQueries } from './targets.ts';
import { createUnreadCounts } from './unread.ts';

/** Everything one imsg process can ask of chat.db. Statements are prepared once, columns probed once. */
export interface ChatDb {
  readonly columns: Columns;
  readonly rows: RowQueries;
  readonly chats: ChatQueries;
  readonly assemble: MessageAssembler;
  readonly history: ReadHistory;
  readonly ownRows: OwnRowQueries;
  readonly targets: TargetQueries;
  readonly members: MemberQueries;
  readonly search: Search;
  readonly sendStatus: FindSendStatus;
  readonly accounts: FindAccounts;
  readonly partsOf: PartsOf;
  readonly polls: PollQueries;
  readonly scheduled: FindScheduled;
  readonly background: FindBackground;
  readonly stats: StatsQueries;
}

/** What builds differ in. */
export interface ReadPolicy extends RowPolicy, ChatPolicy, SendStatusPolicy {
  /** Whether what messages say of their chat is what it was when it was first met (wire-2.4). */
  readonly remembersChats: boolean;
  /** Whether a tapback that is a message names the thread its row is in. */
  readonly tapbackThreads: boolean;
  /** Whether a poll whose payload has no question asks what was said beside it. */
  readonly asksByCaptions: boolean;
  /** Columns, as `table.column`, that the build never asks for: for it no file has them. */
  readonly unknownColumns: readonly string[];
}

/** What the newest builds do. */
const NEWEST: ReadPolicy = {
  remembersChats: false,
  unknownColumns: [],
  tiedChats: 'newer first',
  tapbackNumbers: 'meaningful',
  tapbackThreads: false,
  asksByCaptions: true,
  bodies: 'measured',
  guidCase: 'any',
};

/** What all processes of a build that read through one connection have in common. */
function prepareQueries(connection: Database, home: string | null, policy: ReadPolicy) {
  const columns = probeColumns(connection, policy.unknownColumns);
  const db = compilingLate(connection);
  const changes = changesOf(db);
  const rows = createRowQueries(db, columns, policy);
  const chats = createChatQueries(
    db,
    columns,
    policy,
    createUnreadCounts(db, columns, { rows, bodies: policy.bodies }),
  );
  const attachments = createAttachmentQueries(db, columns, home);
  return {
    columns,
    changes,
    rows,
    search: createSearch(db, columns, { rows, bodies: policy.bodies, attachments }),
    sendStatus: createSendStatus(db, columns, policy),
    chats,
    recent: createRecent(changes(), chats),
    attachments,
    reactions: createReactionQuery(db, columns),
    ownRows: createOwnRowQueries(db, columns, policy),
    targets: createTargetQueries(db, chats.byId),
    members: createMemberQueries(db),
    accounts: createAccountQuery(db, columns),
    partsOf: createPartsQuery(db, columns),
    polls: createPollQueries(db, columns),
    scheduled: createScheduledQuery(db, columns),
    stats: createStatsQueries(db, columns),
    background: createBackgroundQuery(db, columns),
  };
}

/** In memory every process of every scenario has the same few connections. */
const prepared = new WeakMap<Database, Map<string, ReturnType<typeof prepareQueries>>>();

function queriesOf(db: Database, home: string | null, policy: ReadPolicy) {
  const ofDb = prepared.get(db) ?? new Map();
  prepared.set(db, ofDb);
  const key = `${home} ${textOfPolicy(policy)}`;
  const queries = ofDb.get(key) ?? prepareQueries(db, home, policy);
  ofDb.set(key, queries);
  return queries;
}

/** Those of the builds are the same objects each time. */
const policyTexts = new WeakMap<ReadPolicy, string>();

function textOfPolicy(policy: ReadPolicy): string {
  const text = policyTexts.get(policy) ?? JSON.stringify(policy);
  policyTexts.set(policy, text);
  return text;
}

/** @param home What `~` in attachment paths stands for; null for a Mac in memory. */
export function readChatDb(db: Database, home: string | null, policy: ReadPolicy = NEWEST): ChatDb {
  const queries = queriesOf(db, home, policy);
  const { rows, recent, attachments, reactions } = queries;
  const chats = policy.remembersChats ? rememberChats(queries.chats) : queries.chats;
  const assemble = createAssembler({
    rows,
    chatById: policy.remembersChats ? chats.byId : recent.chatById,
    participants: chats.participants,
    tapbackThreads: policy.tapbackThreads,
    captionOf: policy.asksByCaptions ? queries.polls.caption : () => null,
    recent,
    attachments,
    reactions,
  });
  const history = historyReader({ rows, assemble });
  // On a disk the files of a message may go without a word in the database.
  const isInMemory = home === null && !policy.remembersChats;
  return {
    ...queries,
    chats,
    assemble,
    history: isInMemory ? rememberHistory(history, queries.changes()) : history,
  };
}
