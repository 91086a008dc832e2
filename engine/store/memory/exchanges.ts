import type { TurnId } from '../../message/ids.ts';
import type { ExchangeCommands } from '../commands/exchanges.ts';
import type { TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import type { MemoryPartList } from './part-list.ts';

export function createMemoryExchanges(
  { parts }: Pick<MemoryPartList, 'parts'>,
  turnOf: (turnId: TurnId) => TurnRow | null,
): Handlers<ExchangeCommands> {
  return {
    exchanges: ({ accountId, sinceMs, limit }) => {
      const said = [...parts.values()].flatMap((part) => {
        const isFirst = part.accountId === accountId && part.createdAtMs >= sinceMs && part.ordinal === 0;
        const turn = isFirst && part.turnId !== null ? turnOf(part.turnId) : null;
        if (turn === null) return [];
        const { lane, context, formedAtMs } = turn;
        const writtenAtMs = context.sentAtMs ?? formedAtMs;
        return [{ lane, writtenAtMs, formedAtMs, saidAtMs: part.createdAtMs }];
      });
      return said.slice(Math.max(0, said.length - limit)).sort((one, other) => one.saidAtMs - other.saidAtMs);
    },
  };
}
