import { clean } from '../log-text.ts';
import type {
  AccountStatus,
  BrakesStatus,
  BridgeState,
  BudgetStatus,
  ChildStatus,
  DeliveryStatus,
  EngineStatus,
  PaceStatus,
  SourceStatus,
  StoreStatus,
  SubscriptionStatus,
  WireStatus,
} from '../status.ts';

const BRIDGES: Readonly<Record<BridgeState, string>> = {
  unknown: 'bridge not known yet',
  ready: 'bridge ready',
  missing: 'no bridge',
  failed: 'bridge failed at a send',
};
/** Nothing but a send shows it (ruling-16). */
const AUTOMATION: Readonly<Record<WireStatus['automation'], string>> = {
  unverified: 'unverified: imgate channels verify-send TARGET proves it',
  works: 'works',
  denied: 'refused at the last try: Messages may not be controlled (-1743)',
};
const TEXT_LENGTH_MAX = 80;
/** Room for the longest name of a part, indented. */
const NAME_WIDTH = 18;

/** A line for each part of a gateway; what belongs to a part is indented below it. */
export function statusTable({ state, store, sources, accounts }: EngineStatus): string {
  const lines = [
    line('gateway', state),
    line('store', storeText(store)),
    ...sources.flatMap(sourceLines),
    ...accounts.flatMap(accountLines),
  ];
  return `${lines.join('\n')}\n`;
}

function line(name: string, text: string): string {
  // What comes from the other process may not move the cursor or break a line.
  return `${name.padEnd(NAME_WIDTH)}${clean(text, 4 * TEXT_LENGTH_MAX)}`;
}

function storeText(store: StoreStatus | null): string {
  if (store === null) return 'not open yet';
  const { epoch, waitingCommands, failure } = store;
  const health =
    failure === null ? 'writes' : `cannot write (${clean(failure, TEXT_LENGTH_MAX)}), tries again`;
  return `${health}; ${counted(waitingCommands, 'command')} waiting; epoch ${epoch}`;
}

function sourceLines(source: SourceStatus): string[] {
  const { child, imsgVersion, subscription, intake, wire } = source;
  const rows = `highest ${source.highestRowid ?? 'not known'}; ${counted(intake.waitingRows, 'row')} waiting for the store`;
  return [
    line('source', `${source.sourceId}, read by account ${source.ownerId}`),
    line('  child', `${childText(child)}; imsg ${imsgVersion ?? 'of a version not known yet'}`),
    line('  subscription', subscriptionText(subscription)),
    line('  rows', `${rows}${intake.isPaused ? ', imsg is held back' : ''}`),
    line('  delivery', deliveryText(source.delivery)),
    ...(source.clockOffsetMs === 0 ? [] : [line('  clock', clockText(source.clockOffsetMs))]),
    line(
      '  wire',
      `${wire.isBusy ? 'sending' : 'idle'}; ${counted(wire.waitingParts, 'part')} waiting${moreIn(wire)}; ${counted(wire.heldLanes, 'conversation')} held${refusalsIn(wire)}`,
    ),
    line('  automation', AUTOMATION[wire.automation]),
    ...wire.children.map((sender) =>
      line(
        '    child',
        `${childText(sender)}; ${sender.isReady ? 'takes sends' : 'takes no sends'}; ${BRIDGES[sender.bridge]}; for ${sender.accountIds.join(', ')}`,
      ),
    ),
  ];
}

function accountLines(account: AccountStatus): string[] {
  const { accountId, name, sourceId, waitingConversations, turns, openApprovals, braked, pace } = account;
  const called = name === null ? '' : ` (${clean(name, TEXT_LENGTH_MAX)})`;
  return [
    line('account', `${accountId}${called}, source ${sourceId ?? 'not identified yet'}`),
    line(
      '  turns',
      `${turns.running} running, ${turns.waiting} waiting; ${counted(waitingConversations, 'conversation')} still being written${brakedIn(braked)}`,
    ),
    ...(pace.waitingParts === 0 ? [] : [line('  pace', paceText(pace))]),
    ...(openApprovals === 0 ? [] : [line('  approvals', `${openApprovals} to be decided`)]),
  ];
}

function deliveryText({ verdict, newestRowid }: DeliveryStatus): string {
  if (verdict === 'deaf')
    return `chat.db has row ${newestRowid}, of which imsg does not tell: the watch is deaf`;
  return verdict === 'told'
    ? `imsg has told of all that chat.db has, up to row ${newestRowid}: what is missing Apple has not delivered to this Mac`
    : 'not known: --probe looks, where chat.db can be read';
}

function subscriptionText({ isSubscribed, sinceRowid, boundary }: SubscriptionStatus): string {
  if (!isSubscribed) return 'not subscribed';
  const since = sinceRowid === null ? 'rows that come' : `rows after ${sinceRowid}`;
  return `subscribed to ${since}; ${boundary === null ? 'no boundary' : `boundary ${boundary}`}`;
}

function childText({ state, faults }: ChildStatus): string {
  return faults === 0 ? state : `${state} after ${counted(faults, 'fault')}`;
}

function clockText(offsetMs: number): string {
  return `what people send is dated ${Math.abs(Math.round(offsetMs / 1000))} s ${offsetMs > 0 ? 'ahead of' : 'behind'} this machine`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function brakedIn({ conversations, longestMs }: BrakesStatus): string {
  if (conversations === 0) return '';
  return `; ${counted(conversations, 'conversation')} braked, for up to ${Math.ceil(longestMs / 60_000)} min more`;
}

function paceText({ minute, hour, waitingParts, conversations, nextInMs }: PaceStatus): string {
  const when =
    nextInMs === null
      ? 'until what is on its way has left'
      : `the next for ${Math.ceil(nextInMs / 1_000)} s more`;
  const used = [usedOf(minute, 'minute'), usedOf(hour, 'hour')].filter((text) => text !== '').join(', ');
  return `${counted(waitingParts, 'part')} of ${counted(conversations, 'conversation')} over the budget, waiting, ${when}${used && `; left: ${used}`}`;
}

function usedOf(budget: BudgetStatus | null, window: string): string {
  return budget === null ? '' : `${budget.used} of ${budget.limit} in the last ${window}`;
}

function refusalsIn({ pausedLanes }: WireStatus): string {
  return pausedLanes === 0 ? '' : `, ${pausedLanes} of them to try again`;
}

function moreIn({ lanesWithMore }: WireStatus): string {
  return lanesWithMore === 0 ? '' : `; more waits in ${counted(lanesWithMore, 'conversation')}`;
}
