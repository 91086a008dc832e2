// `imgate turns`: those that ended without their answer, and how they are answered after all.

import type { RedoChoice } from '../account/turn-desk.ts';
import { type AskedTurn, askTurns } from '../gateway/turns-client.ts';
import { clean } from '../log-text.ts';
import { columns } from './columns.ts';
import { stateDirOf } from './state-dir.ts';
import type { Terminal } from './terminal.ts';

export interface TurnsOptions {
  readonly config?: string;
}

const TEXT_LENGTH_MAX = 300;

/** Throws as `askTurns.list` does. */
export async function listTurns(
  { json, config }: TurnsOptions & { readonly json?: true },
  terminal: Terminal,
): Promise<void> {
  const turns = await askTurns.list(terminal.gatewayAt(stateDirOf(config, terminal)));
  if (json) terminal.out(`${JSON.stringify({ turns }, null, 2)}\n`);
  else terminal.out(turns.length === 0 ? 'No turn ended without its answer.\n' : tableOf(turns));
}

/** Throws as `askTurns.redo` does. */
export async function redoTurns(
  choice: RedoChoice,
  { config }: TurnsOptions,
  terminal: Terminal,
): Promise<void> {
  const redone = await askTurns.redo(terminal.gatewayAt(stateDirOf(config, terminal)), choice);
  terminal.out(redone === 0 ? 'There is none to be redone.\n' : `Redone: ${redone}.\n`);
}

function tableOf(turns: readonly AskedTurn[]): string {
  const rows = turns.map(({ turnId, accountId, agentId, chatId, state, code, formedAtMs }) => [
    shown(turnId),
    `account=${shown(accountId)} agent=${shown(agentId)} chat_id=${chatId}`,
    `${shown(state)} (${shown(code)})`,
    new Date(formedAtMs).toISOString(),
  ]);
  return `Turns without an answer (${turns.length})\n${columns([['Turn', 'Meta', 'Ended', 'Begun'], ...rows])}\n`;
}

/** What stands in an id comes from Messages. */
const shown = (text: string) => clean(text, TEXT_LENGTH_MAX);
