import type { PartId } from '../../message/ids.ts';
import type { ApprovalCommands, ApprovalEnd, ApprovalRow, Posted } from '../commands/approvals.ts';
import { type Answered, toPost } from '../follow-up.ts';
import type { Handlers } from '../handlers.ts';
import { approvalExists, OPEN_APPROVAL } from '../rules.ts';
import type { Commands } from '../store.ts';
import type { MemoryPartList } from './part-list.ts';
import type { MemoryTurns } from './turns.ts';

interface MemoryApprovals {
  readonly handlers: Handlers<ApprovalCommands>;
  readonly answer: Answered;
  dropOld(input: Commands['dropPayloads']['in']): number;
}

interface Kept extends Omit<ApprovalRow, 'prompts'> {
  readonly partIds: readonly PartId[];
}

const byId = (one: Kept, other: Kept) => (one.approvalId < other.approvalId ? -1 : 1);
const oldestFirst = (one: Kept, other: Kept) => one.endedAtMs! - other.endedAtMs! || byId(one, other);

export function createMemoryApprovals(turns: MemoryTurns, list: MemoryPartList): MemoryApprovals {
  const approvals = new Map<string, Kept>();
  const untold = new Set<string>();

  const openOf = ({ approvalId }: ApprovalEnd, beforeMs: number) => {
    const found = approvals.get(approvalId);
    return found?.endedAtMs === null && found.expiresAtMs > beforeMs ? found : null;
  };
  const close = (found: Kept, { to, by, choice }: ApprovalEnd, atMs: number) => {
    approvals.set(found.approvalId, { ...found, state: to, endedBy: by, choice, endedAtMs: atMs });
    untold.add(found.approvalId);
  };
  const post = (posted: readonly Posted[], atMs: number) => {
    for (const { notice, accountId } of posted) list.addNotice(notice, accountId, atMs);
  };
  const rowOf = ({ partIds, ...row }: Kept): ApprovalRow => ({
    ...row,
    prompts: partIds.map((id) => {
      const { accountId, partId, target, content, state, maxRowid, guid } = list.parts.get(id)!;
      return { accountId, partId, target, content, state, maxRowid, guid };
    }),
  });
  return {
    answer(answer, atMs) {
      const found = answer.end && openOf(answer.end, atMs);
      if (found) close(found, answer.end!, atMs);
      post(toPost(answer, found !== null), atMs);
      return found !== null;
    },
    dropOld({ beforeMs, limit }) {
      const old = [...approvals.values()]
        .filter(({ endedAtMs }) => endedAtMs !== null && endedAtMs < beforeMs)
        .toSorted(oldestFirst)
        .slice(0, limit);
      for (const { approvalId } of old) {
        approvals.delete(approvalId);
        untold.delete(approvalId);
      }
      return old.length;
    },
    handlers: {
      requestApproval({ approval, notices, atMs }) {
        const { prompts, ...asked } = approval;
        const turn = asked.turnId === null ? null : turns.findRunning(asked.turnId);
        if (turn === undefined) return false;
        const all = [...prompts, ...notices];
        list.checkNew(all.map(({ notice }) => notice));
        if (approvals.has(asked.approvalId)) throw approvalExists();
        if (turn !== null) turns.beginReply(turn);
        post(all, atMs);
        const partIds = prompts.map(({ notice: { partId } }) => partId);
        approvals.set(asked.approvalId, { ...asked, ...OPEN_APPROVAL, createdAtMs: atMs, partIds });
        return true;
      },
      endApproval({ end: wanted, atMs }) {
        const found = openOf(wanted, Number.NEGATIVE_INFINITY);
        if (found === null) return false;
        list.checkNew(wanted.notices.map(({ notice }) => notice));
        close(found, wanted, atMs);
        post(wanted.notices, atMs);
        return true;
      },
      untoldApprovals: ({ limit }) =>
        [...untold]
          .toSorted()
          .slice(0, limit)
          .map((approvalId) => rowOf(approvals.get(approvalId)!)),
      approvalTold: ({ approvalId }) => untold.delete(approvalId),
      approvals({ sinceMs, limit }) {
        const all = [...approvals.values()].toSorted(byId);
        const pending = all.filter(({ endedAtMs }) => endedAtMs === null).slice(0, limit);
        const ended = all
          .filter(({ endedAtMs }) => endedAtMs !== null && endedAtMs >= sinceMs)
          .toSorted(oldestFirst)
          .slice(-limit);
        return [...pending, ...ended].toSorted(byId).map(rowOf);
      },
    },
  };
}
