// The accounts of one database: who sends from there, whom its rows go to, and what follows from them.

import type { AccessPolicy } from '../access/policy.ts';
import type { AccountConfig } from '../config/config.ts';
import { createLines } from '../config/lines.ts';
import type { Decided, Decision } from '../inbound/decision.ts';
import type { Policy } from '../inbound/snapshot.ts';
import { type OwnAddresses, ownAddresses } from '../message/authorship.ts';

/** An account as the source that it receives from sees it. */
interface SourceAccount {
  readonly accountId: string;
  /** As it is set right now. */
  policy(): Policy;
  /** Adds to a decision of its own what is to be committed with it. */
  complete(sourceId: string, decision: Decision): Decision;
  /** Runs after the commit of a batch, with the source it belongs to; the next batch waits for it. */
  effects(sourceId: string, decided: readonly Decided[]): Promise<void>;
}

/** Whom rows go to. */
export interface Receivers {
  /** How the owner decides right now, for whatever goes to nobody else. */
  owner(): Policy;
  /** How those decide that have lines of their own, by account. */
  readonly others: ReadonlyMap<string, () => Policy>;
  /** The account that a payload of `message` goes to. */
  receiverOf(payload: unknown): string;
  /** Of this Mac, by whichever account lists them. */
  readonly ownAddresses: OwnAddresses;
}

export interface Members {
  /** The owner first. */
  readonly accounts: readonly AccountConfig[];
  join(account: AccountConfig): void;
  isReceiver(accountId: string): boolean;
  /** Whether one that receives wants the files that people send. */
  wantFiles(): boolean;
  /** Begins with what comes after it; the owner is the first. */
  receive(account: SourceAccount): void;
  receivers(): Receivers;
  /** Of all that receive, as they are right now. */
  lists(): readonly AccessPolicy[];
  /** Adds to a decision what is to be committed with it, by the account that it is of. */
  complete(sourceId: string, decision: Decision): Decision;
  /** What follows from rows that are durable, by the account that each went to. */
  effects(sourceId: string, decided: readonly Decided[]): Promise<unknown>;
}

export function createMembers(owner: AccountConfig): Members {
  const accounts = [owner];
  const receiving: SourceAccount[] = [];
  let lines = createLines(owner, accounts);
  let addresses = addressesOf(accounts, null);

  return {
    accounts,
    join(account) {
      accounts.push(account);
      lines = createLines(owner, accounts);
      addresses = addressesOf(accounts, addresses);
    },
    isReceiver: (accountId) => lines.isReceiver(accountId),
    wantFiles: () => receiving.some(({ policy }) => policy().includeAttachments),
    receive: (account) => void receiving.push(account),
    receivers() {
      const [first, ...others] = receiving;
      if (!first) throw new TypeError('Nobody receives from this source yet.');
      return {
        owner: first.policy,
        others: new Map(others.map(({ accountId, policy }) => [accountId, policy])),
        receiverOf: lines.receiverOf,
        ownAddresses: addresses,
      };
    },
    lists: () => receiving.map(({ policy }) => policy().access),
    complete(sourceId, decision) {
      if (decision.consequences.length === 0) return decision;
      const account = receiving.find(({ accountId }) => isOf(decision, accountId));
      return account ? account.complete(sourceId, decision) : decision;
    },
    effects(sourceId, decided) {
      return Promise.all(
        receiving.map(({ accountId, effects }) => {
          const own = receiving.length === 1 ? decided : decided.filter((one) => isOf(one, accountId));
          return own.length === 0 ? undefined : effects(sourceId, own);
        }),
      );
    },
  };
}

/** Listed only if every account lists some; what was learnt before is kept. */
function addressesOf(accounts: readonly AccountConfig[], before: OwnAddresses | null): OwnAddresses {
  const lists = accounts.map((account) => account.ownAddresses);
  const areListed = lists.every((list) => list !== null);
  const all = ownAddresses(areListed ? lists.flat() : null, accounts[0]!.wireRegion);
  const known = [...lists.flatMap((list) => list ?? []), ...(before?.handles ?? [])];
  for (const address of known) all.learn(address);
  return all;
}

function isOf({ row }: Decision, accountId: string): boolean {
  return row.verdicts.some((verdict) => verdict.accountId === accountId);
}
