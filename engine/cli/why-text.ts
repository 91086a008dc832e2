import { clean } from '../log-text.ts';
import type { Explained, ExplainedVerdict } from '../why/explain.ts';
import type { WrittenKey } from '../why/written.ts';

const TEXT_LENGTH_MAX = 200;
/** Room for the longest name, indented. */
const NAME_WIDTH = 14;

/** A row, and for each account what became of it and why. What was said is not shown. */
export function whyText(explained: Explained): string {
  const { rowid, guid, eventId, sourceId, chatGuid, chatId, sender, sentAtMs, arrivedAtMs } = explained;
  const chat = [...(chatId === null ? [] : [`chat_id:${chatId}`]), ...(chatGuid === null ? [] : [chatGuid])];
  const lines = [
    line('row', `${rowid ?? 'without a number'}, ${guid ?? eventId}, of source ${sourceId}`),
    line('sender', sender ?? 'not known'),
    line('chat', chat.length === 0 ? 'none' : chat.join(', ')),
    line('sent', sentAtMs === null ? 'not known' : dateText(sentAtMs)),
    line('arrived', dateText(arrivedAtMs)),
    ...explained.verdicts.flatMap(verdictLines),
  ];
  return `${lines.join('\n')}\n`;
}

function verdictLines(verdict: ExplainedVerdict): string[] {
  const { accountId, stages, keys, agent, now, undecidable, turn } = verdict;
  return [
    '',
    line('account', accountId),
    line('fate', fateText(verdict)),
    ...stages.map(({ stage, says }) => line(`  ${stage}`, says)),
    ...(undecidable === null ? [] : [line('  not decided again', undecidable)]),
    ...(undecidable === null
      ? (keys.length === 0 ? ['no key of the configuration'] : keys.map(keyText)).map((text, index) =>
          line(index === 0 ? 'decided by' : '', text),
        )
      : []),
    ...(agent === null ? [] : [line('agent', `${agent.agentId}, chosen by ${keyText(agent.key)}`)]),
    ...(now === null ? [] : [line('now', `by the configuration as it is now it would be ${fateText(now)}`)]),
    ...(turn === null ? [] : turnLines(turn)),
  ];
}

function fateText({ fate, reason }: Pick<ExplainedVerdict, 'fate' | 'reason'>): string {
  const name = fate ?? 'waits';
  return reason === '' ? name : `${name}: ${reason}`;
}

function keyText({ key, value, line: at }: WrittenKey): string {
  if (value === undefined) return `${key}, which is not set: its default counts`;
  return `${key} = ${valueText(value)}${at === null ? '' : ` (line ${at})`}`;
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? '[1 entry]' : `[${value.length} entries]`;
  return typeof value === 'object' && value !== null ? '{…}' : JSON.stringify(value);
}

function turnLines({
  turnId,
  agentId,
  state,
  attempts,
  reason,
  parts,
}: NonNullable<ExplainedVerdict['turn']>) {
  const tries = `agent ${agentId} asked ${attempts === 1 ? 'once' : `${attempts} times`}`;
  return [
    line('turn', `${turnId}: ${state}, ${tries}${reason === '' ? '' : `: ${reason}`}`),
    ...parts.map(({ ordinal, kind, state: end, rowid, guid, reason: why }) => {
      const proof = rowid === null ? (guid ?? '') : `row ${rowid}`;
      const told = why === '' ? '' : `: ${why}`;
      return line('  part', `${ordinal}, ${kind}: ${end}${proof === '' ? '' : ` as ${proof}`}${told}`);
    }),
  ];
}

function dateText(ms: number): string {
  return new Date(ms).toISOString();
}

/** What others have written may not move the cursor or break a line. */
function line(name: string, text: string): string {
  return `${name.padEnd(NAME_WIDTH)}${name.length >= NAME_WIDTH ? ': ' : ''}${clean(text, TEXT_LENGTH_MAX)}`;
}
