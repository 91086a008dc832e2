// Who has paired and who wants to, over all accounts: as the store has it, for whoever decides and for the operator.

import { EngineError } from '../errors.ts';
import type { Decided, Decision } from '../inbound/decision.ts';
import type { KnownPairing } from '../inbound/snapshot.ts';
import { clean } from '../log-text.ts';
import type { Handle } from '../message/identity/handles.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { PairingRequest } from '../store/commands/pairing.ts';
import type { Notice } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import { planNotice } from '../turns/notice.ts';
import { readCode } from './code.ts';
import { withOffers } from './offers.ts';
import { createRegister, type Name } from './register.ts';
import { readTakeover, type TakenOver, type Takeover } from './takeover.ts';
import { APPROVED_TEXT } from './texts.ts';

const CODE_LENGTH_MAX = 64;

/** Which request an operator means. */
export interface RequestChoice {
  /** In any case. */
  readonly code: string;
  /** Normalised; left out = of whichever account it is. */
  readonly accountId?: string;
}

interface Approved extends Name {
  /** Whether the person has become the owner, since there was none. */
  readonly isOwner: boolean;
  /** What says so to the person; null = nobody asked for it, or nobody knows where to. */
  readonly notice: { readonly notice: Notice; readonly atMs: number } | null;
}

/** Codes and answers are made here; the store keeps them. */
export interface Pairing {
  /** As known right now. */
  known(accountId: string): KnownPairing;
  /** Resolves when it is known what becomes of whom an operator lets in right now; null = nobody is. Never rejects. */
  changing(): Promise<unknown> | null;
  /** Draws what is to be committed with the rows of strangers. */
  draw(decisions: readonly Decision[]): readonly Decision[];
  /** Those rows are durable. */
  took(decided: readonly Decided[]): void;
  /** Requests that wait, the oldest first. */
  open(): readonly PairingRequest[];
  /** The first who was approved while nobody was named as the owner; null = nobody was. */
  owner(): Handle | null;
  /** Counts at once. Rejects with `pairing_code_unknown`. */
  approve(choice: RequestChoice & { readonly notify?: boolean }): Promise<Approved>;
  /** Until the request would have ended the person is sent no other code. Rejects with `pairing_code_unknown`. */
  deny(choice: RequestChoice): Promise<Name>;
  /** Counts at once. What is known here stays, and what is not to be read is passed over. */
  import(given: Takeover): Promise<TakenOver>;
}

interface PairingOptions {
  readonly store: Store;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether the configuration names an owner, right now. */
  hasOwner(): boolean;
}

/** Reads what the store has. */
export async function openPairing(options: PairingOptions): Promise<Pairing> {
  const { store, ids, clock } = options;
  const register = createRegister(await store.pairing({}));

  const chosen = ({ code, accountId }: RequestChoice): PairingRequest => {
    const wanted = readCode(code);
    const found = register
      .open(clock.wallMs())
      .find((one) => one.code === wanted && (accountId === undefined || one.accountId === accountId));
    if (!found) throw codeUnknown(code);
    return found;
  };
  const admitting = createAdmitting();
  const noticeTo = ({ accountId, target }: PairingRequest) =>
    target && planNotice('pairing', APPROVED_TEXT, target, { accountId, ids });

  return {
    known: register.known,
    changing: admitting.last,
    draw: (decisions) => withOffers(decisions, register.codes, options),
    took: register.took,
    open: () => register.open(clock.wallMs()),
    owner: register.owner,
    async approve({ notify = false, ...choice }) {
      const request = chosen(choice);
      const { accountId, handle } = request;
      const atMs = clock.wallMs();
      const isOwner = !options.hasOwner() && register.owner() === null;
      const notice = notify ? noticeTo(request) : null;
      const done = store.approvePairing({ accountId, handle, atMs, isOwner, notice }).then((isDone) => {
        if (!isDone) throw codeUnknown(choice.code);
        register.approved({ accountId, handle }, isOwner);
      });
      await admitting.during(done);
      return { accountId, handle, isOwner, notice: notice && { notice, atMs } };
    },
    async deny(choice) {
      const request = chosen(choice);
      const { accountId, handle } = request;
      if (!(await store.denyPairing({ accountId, handle }))) throw codeUnknown(choice.code);
      register.denied(request);
      return { accountId, handle };
    },
    async import(given) {
      const taken = readTakeover(given, register, clock.wallMs());
      const done = store.importPairing(taken).then(() => register.imported(taken.requests, taken.approvals));
      await admitting.during(done);
      const { requests, approvals } = taken;
      const count = given.requests.length + given.approvals.length;
      const passedOver = count - requests.length - approvals.length;
      return { requests: requests.length, approvals: approvals.length, passedOver };
    },
  };
}

/** What is committed right now, behind which whatever comes is committed: rows are decided when its outcome is known. */
function createAdmitting() {
  let last: Promise<unknown> | null = null;
  return {
    last: () => last,
    during(done: Promise<unknown>): Promise<unknown> {
      const settled: Promise<unknown> = Promise.allSettled([done, last]).then(() => {
        if (last === settled) last = null;
      });
      last = settled;
      return done;
    },
  };
}

function codeUnknown(code: unknown): EngineError {
  const message =
    `No pending pairing request found for code "${clean(String(code), CODE_LENGTH_MAX)}". ` +
    'Run imgate pairing list --channel imessage to list pending requests.';
  return new EngineError('pairing_code_unknown', { message });
}
