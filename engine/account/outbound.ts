// What goes out for an account: answers, what an agent does, and what is sent of the operator's own accord.

import { createActions } from '../actions/actions.ts';
import type { AskingAccount } from '../approvals/asking-account.ts';
import type { ApprovalDesk } from '../approvals/desk.ts';
import { createHistories } from '../approvals/histories.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { EngineWorld } from '../engine-ports.ts';
import type { Emit } from '../events.ts';
import { isOwner } from '../inbound/command-right.ts';
import type { MediaTools } from '../media/tools.ts';
import { conversationOf } from '../message/chat-meaning.ts';
import { readWireHandle } from '../message/identity/wire-handle.ts';
import { createAddressing } from '../outbound/addressing.ts';
import { createOutbox, type Outbox } from '../outbound/outbox.ts';
import { createOwnAccord, type OwnAccord } from '../outbound/own-accord.ts';
import { createSightOf } from '../outbound/sights.ts';
import type { Pairing } from '../pairing/pairing.ts';
import type { Source } from '../source/source.ts';
import type { Store } from '../store/store.ts';
import type { Brakes } from '../turns/brakes.ts';
import type { Line } from '../wire/wire.ts';
import { createAccountOutgoing } from './outgoing.ts';
import type { Settings } from './settings.ts';
import { createToolRights } from './tool-rights.ts';
import { createAccountTools } from './tools.ts';

interface OutboundOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  readonly media: MediaTools;
  readonly ports: EngineWorld;
  readonly store: Store;
  readonly emit: Emit;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
  readonly source: Source;
  readonly pairing: Pick<Pairing, 'known'>;
  readonly asking: Pick<ApprovalDesk, 'ask'>;
}

export function createAccountOutbound(
  { account, config, media, ports, source, ...options }: OutboundOptions,
  { account: current, policy, tools, toolKeys, gates, plan, saying, cutting, made }: Settings,
  line: Line,
  said: Brakes['said'],
): { readonly outbox: Outbox; readonly ownAccord: OwnAccord; readonly asks: AskingAccount } {
  const { accountId, cliPath, region, wireRegion } = account;
  const { store, emit, signal } = options;
  const common = { ...ports, accountId, store, signal, plan };
  const defaultTo = () => current().defaultTo;
  const outgoing = createAccountOutgoing({ account, config, media, ports, made });
  const actions = createActions({
    ...common,
    region,
    wireRegion,
    saying,
    cliPath,
    gates,
    line,
    outgoing,
    sightOf: createSightOf(source),
  });
  const outbox = createOutbox({
    ...common,
    cutting,
    region,
    wireRegion,
    emit,
    own: source.own,
    line,
    ownRows: source.ownRows,
    db: source.db,
    readClient: source.readClient,
    imsgVersion: source.imsgVersion,
    sending: current,
    said,
    actions,
    tools: createAccountTools({ account, config, media, ports, store, source, made, keys: toolKeys }),
    ask: options.asking.ask,
    isOwner: (turn) =>
      turn.isOwner === true || isOwner(policy(), turn.sender, options.pairing.known(accountId)),
    mayUse: createToolRights({ tools, chats: source.chats.known }),
    maxRowid: source.maxRowid,
  });
  const addressOf = createAddressing({ ...ports, region, wireRegion, readClient: source.readClient });
  const ownAccord = createOwnAccord({ ...common, region, actions, outbox, addressOf, defaultTo });
  const asks: AskingAccount = {
    ...outbox,
    accountId,
    hasThreads: () => gates().reply,
    addressOf: (written) => addressOf(written ?? defaultTo() ?? ''),
    partyOf: (chatGuid) => readWireHandle(conversationOf(chatGuid), wireRegion),
    approvers: () => policy().approvers!.get(accountId)!,
    history: createHistories({
      ...source,
      store,
      wireRegion,
      ownAddresses: () => source.members.receivers().ownAddresses,
    }),
    hearsCommands: () => policy().commands !== undefined,
  };
  return { outbox, ownAccord, asks };
}
