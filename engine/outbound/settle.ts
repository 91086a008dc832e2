// From the wire to the end of a part, by what the answer of its call says.

import type { OwnSendsMemory } from '../echo/own-sends.ts';
import { EngineError } from '../errors.ts';
import { chatWords } from '../log-text.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartEvidence, PartRow } from '../store/commands/parts.ts';
import { type Group, groupOf } from '../store/group-of.ts';
import type { Store } from '../store/store.ts';
import type { SendOutcome } from '../wire/outcome.ts';
import type { Line } from '../wire/wire.ts';
import { echoOf, kindOf, rowsOf } from './kinds/kinds.ts';
import type { Pace } from './pace.ts';
import type { Receipts } from './receipts.ts';
import { type Report, whyRestFails } from './report.ts';
import type { Retries } from './retries.ts';

/** Pause after a call that could not be made, such as to a busy or ending child. */
const AGAIN_AFTER_MS = 1_000;

interface SettlementOptions {
  readonly store: Pick<Store, 'endPart'>;
  readonly clock: Clock;
  /** Whether imsg is behind a wrapper, whose permissions nobody can give. */
  readonly isRemote: boolean;
  readonly own: OwnSendsMemory;
  readonly line: Pick<Line, 'send' | 'begins'>;
  readonly receipts: Receipts;
  readonly retries: Retries;
  readonly pace: Pick<Pace, 'begins' | 'over' | 'notBegun'>;
  readonly report: Report;
  readonly logger: Logger;
  /** A part that was not begun waits again. */
  putBack(part: PartRow): void;
  /** Takes what is of no use where a part of a turn is known to have failed, for its end. */
  takeRest(part: PartRow, group: Group): Promise<readonly PartRow[]>;
}

interface Settlement {
  /** Sends a part that is durably `sending`. Resolves when the call is over. */
  send(part: PartRow): Promise<void>;
  /** Takes up one that an earlier run left `sending`. */
  takeUp(part: PartRow): void;
  /** Ends one that was never sent. */
  giveUp(part: PartRow, as: 'failed' | 'expired', detail: string): Promise<void>;
  /** One that was never sent has its end, which is durable. */
  expired(part: PartRow): void;
}

export function createSettlement(options: SettlementOptions): Settlement {
  const { clock, own, line, receipts, retries, pace, report } = options;
  const { ended, end } = createEnding(options);

  /** Holds its lane for a moment, in which whatever kept it from leaving may pass. */
  const again = async (part: PartRow, pauseMs: number, evidence: PartEvidence) => {
    await end(part, 'sending', 'queued', evidence);
    retries.pause(part, pauseMs, () => options.putBack({ ...part, state: 'queued', evidence }));
  };
  const giveUp = (part: PartRow, as: 'failed' | 'expired', detail: string) =>
    end(part, 'queued', as, { via: 'none', detail });
  /** Words known to have failed end the rest of their turn, and anything else what goes with it. */
  const fail = async (part: PartRow, detail: string) => {
    const group = groupOf(part);
    const rest = group ? await options.takeRest(part, group) : [];
    const failed = end(part, 'sending', 'failed', { via: 'none', detail });
    // Issued together, these are one commit.
    await Promise.all([failed, ...rest.map((left) => giveUp(left, 'failed', whyRestFails(part)))]);
  };
  const refused = (part: PartRow, { detail, refusal }: Extract<SendOutcome, { kind: 'notStarted' }>) => {
    if (refusal === 'automation' && options.isRemote) {
      const { message, remedy } = new EngineError('automation_denied_remotely');
      return fail(part, `${detail} ${message} ${remedy}`);
    }
    const next = retries.refused(part, refusal);
    if (next === null) return fail(part, detail);
    const { pauseMs, refusals } = next;
    const when = `tried again in ${Math.ceil(pauseMs / 1_000)} s`;
    return again(part, pauseMs, { via: 'none', detail: `${detail}; ${when}`, refusals });
  };
  const settle = async (part: PartRow, outcome: SendOutcome) => {
    const { detail } = outcome;
    if (outcome.kind !== 'notStarted' && outcome.kind !== 'notMade') retries.accepted(part, isTaken(outcome));
    // With the end of its call it has left, if it leaves at all.
    if (isOver(outcome)) pace.over(part.partId);
    if (outcome.kind === 'sent') return receipts.answered(part, outcome, detail);
    if (isOver(outcome)) return receipts.answered(part, null, detail);
    if (outcome.kind === 'pending') return receipts.unanswered(part, detail);
    if (!(await receipts.withdrawn(part))) return retries.accepted(part, false);
    if (outcome.kind === 'refused') return fail(part, detail);
    if (outcome.kind === 'notStarted') return refused(part, outcome);
    await again(part, AGAIN_AFTER_MS, { via: 'none', detail, ...refusalsOf(part) });
  };
  const begin = (part: PartRow) => {
    const { partId, target } = part;
    const atMs = part.sendingAtMs ?? clock.wallMs();
    own.sending(partId, target.chatGuid, echoOf(part), atMs);
    const isOf = rowsOf(part);
    if (isOf !== null) own.doing(partId, target.chatGuid, isOf, atMs);
  };

  return {
    async send(part) {
      const kind = kindOf(part);
      const way = kind.wayOf(part);
      line.begins(part.partId, way);
      pace.begins(part);
      begin(part);
      receipts.begun(part);
      report(part, 'sending', null, '');
      await settle(part, await line.send(kind.callOf(part, noting(part, options.logger)), way));
    },
    takeUp(part) {
      own.opened(part.partId, part.target.chatGuid);
      pace.begins(part);
      begin(part);
      receipts.takenUp(part);
      receipts.unanswered(part, 'the gateway ended while it was being sent');
    },
    giveUp,
    expired: (part) => ended(part, 'expired', part.evidence ?? { via: 'none' }),
  };
}

/** Ends of parts: kept first, then told. */
function createEnding({ store, clock, own, retries, pace, report }: SettlementOptions) {
  const ended = (part: PartRow, as: 'failed' | 'expired', { detail = '' }: PartEvidence) => {
    own.undone(part.partId);
    own.notSending(part.partId, clock.wallMs());
    retries.over(part);
    // An end without having left: where nobody knows, it is another one.
    pace.notBegun(part.partId);
    report(part, as, null, detail);
  };
  const end = async (
    part: PartRow,
    from: 'queued' | 'sending',
    to: 'failed' | 'expired' | 'queued',
    evidence: PartEvidence,
  ) => {
    const hasEnded = await store.endPart({ partId: part.partId, from, to, evidence, atMs: clock.wallMs() });
    // It may be on the wire by now, and its row has yet to come.
    if (!hasEnded) return;
    if (to !== 'queued') return ended(part, to, evidence);
    pace.notBegun(part.partId);
    report(part, to, null, evidence.detail ?? '');
  };
  return { ended, end };
}

/** Whether nothing more happens of it. */
const isOver = ({ kind }: SendOutcome) => kind === 'sent' || kind === 'unproven' || kind === 'uncertain';

/** Whether imsg says that Messages has it. */
const isTaken = ({ kind }: SendOutcome) => kind === 'sent' || kind === 'unproven';

/** Tells what of a part is left out on its way. */
function noting(part: PartRow, logger: Logger) {
  const name = kindOf(part).nameOf(part.content);
  return (detail: string) => logger.warn(`imessage: ${name} for ${chatWords(part.target.chatId)}: ${detail}`);
}

function refusalsOf({ evidence }: PartRow): Pick<PartEvidence, 'refusals'> {
  return evidence?.refusals ? { refusals: evidence.refusals } : {};
}
