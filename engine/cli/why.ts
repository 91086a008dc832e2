// `imgate why`: the way of a row through the stages.

import { type Explained, explain } from '../why/explain.ts';
import { readWritten } from '../why/written.ts';
import { readConfig } from './read-config.ts';
import { readJournal } from './read-journal.ts';
import type { Terminal } from './terminal.ts';
import { whyText } from './why-text.ts';

export interface WhyOptions {
  readonly account?: string;
  readonly config?: string;
  readonly json?: true;
}

/** Reads the journal, also beside a gateway that runs. Throws as `explain`, `readConfig` and `readJournal` do. */
export async function printWhy(
  name: string,
  { account, config: path, json }: WhyOptions,
  terminal: Terminal,
): Promise<void> {
  const { config, file } = readConfig(path, terminal);
  const written = readWritten(file);
  const reader = await readJournal(config.stateDir, terminal);
  let explained: Explained;
  try {
    explained = await explain(
      { name, ...(account !== undefined && { account }) },
      { reader, config, written },
    );
  } finally {
    await reader.close();
  }
  terminal.out(json ? `${JSON.stringify(explained, null, 2)}\n` : whyText(explained));
}
