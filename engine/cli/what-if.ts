// `imgate what-if`: what another configuration would have made of the messages that came.

import { clean } from '../log-text.ts';
import { type Difference, type Summary, whatIf } from '../why/what-if.ts';
import { printWarnings } from './config-check.ts';
import { readConfig } from './read-config.ts';
import { readJournal } from './read-journal.ts';
import type { Since } from './since.ts';
import type { Terminal } from './terminal.ts';

export interface WhatIfOptions {
  readonly config?: string;
  readonly since?: Since;
  readonly json?: true;
}

const TEXT_LENGTH_MAX = 300;

/** Reads the journal of its state folder, also beside a gateway that runs. Throws as `readConfig` and `readJournal` do. */
export async function printWhatIf(
  { config: path, since, json }: WhatIfOptions,
  terminal: Terminal,
): Promise<void> {
  const loaded = readConfig(path, terminal);
  printWarnings(loaded, terminal);
  const { config } = loaded;
  const reader = await readJournal(config.stateDir, terminal);
  const sinceMs = since === undefined ? Number.MIN_SAFE_INTEGER : since(terminal.clock.wallMs());
  const differences: Difference[] = [];
  const differs = (difference: Difference) => {
    if (json) differences.push(difference);
    else terminal.out(`${clean(differenceText(difference), TEXT_LENGTH_MAX)}\n`);
  };
  try {
    const summary = await whatIf({ reader, config, sinceMs, differs });
    if (json) terminal.out(`${JSON.stringify({ ...summary, differences }, null, 2)}\n`);
    else terminal.out(summaryText(summary));
  } finally {
    await reader.close();
  }
}

function differenceText({ was, wouldBe, ...row }: Difference): string {
  const who = row.sender ?? 'nobody known';
  const where = row.chatId === null ? (row.chatGuid ?? 'no chat') : `chat_id:${row.chatId}`;
  const words = wouldBe.isByEnvelope ? ', unless its words say otherwise' : '';
  const when = new Date(row.arrivedAtMs).toISOString();
  const name = `row ${row.rowid ?? row.guid}`;
  return `${name}  ${when}  ${who} in ${where} (${row.accountId}), ${row.kind}: ${outcomeText(was)} → ${outcomeText(wouldBe)}${words}`;
}

function outcomeText({ fate, reason }: Difference['was']): string {
  if (fate === 'turn') return 'a turn';
  return reason === '' ? fate : `${fate} (${reason})`;
}

function summaryText({ rows, differing, changes, undecidable }: Summary): string {
  const lines = [
    `${differing} of ${rows} rows would have another fate`,
    ...changes.map(({ from, to, rows: count }) => `  ${count}  ${nameOf(from)} → ${nameOf(to)}`),
    ...Object.entries(undecidable).map(([why, count]) => `${count} as recorded: ${why}`),
  ];
  return `${lines.join('\n')}\n`;
}

const nameOf = (fate: string) => (fate === 'turn' ? 'a turn' : fate);
