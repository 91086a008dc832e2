// Says of a run what should have happened and did not. A model of its own, written from the rules; it knows the world,
// the configuration and what the gateway shows, and nothing of how the gateway works.

import type { Finding, History } from './history.ts';
import { lineFindings } from './lines.ts';
import { judgedByLives } from './lives.ts';
import { replyFindings } from './replies.ts';
import { receivingAccounts } from './settings.ts';
import { turnFindings } from './turns.ts';

export interface Opinion {
  readonly findings: readonly Finding[];
  /** Rows of other people, by what should become of them. */
  readonly must: number;
  readonly mustNot: number;
  /** Rows of which nobody can say, by reason. */
  readonly either: Readonly<Record<string, number>>;
}

export function consult(history: History): Opinion {
  const findings: Finding[] = [...replyFindings(history), ...lineFindings(history)];
  const either: Record<string, number> = {};
  let must = 0;
  let mustNot = 0;
  // Accounts of another configuration in a later life: what they have in common is judged by the last.
  const config = history.lives.at(-1)?.config;
  for (const account of receivingAccounts(config)) {
    const rows = judgedByLives(account, history);
    for (const [row, judgement] of rows) {
      if (row.versions.every(({ isFromMe }) => isFromMe)) continue;
      if (judgement.is === 'must') must += 1;
      else if (judgement.is === 'must not') mustNot += 1;
      else either[judgement.reason] = (either[judgement.reason] ?? 0) + 1;
    }
    findings.push(...turnFindings({ account, history, rows }));
  }
  return { findings, must, mustNot, either };
}
