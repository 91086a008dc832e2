import type { Reason } from '../fates.ts';
import type { VerdictFacts } from '../store/commands/journal.ts';
import type { Consequence } from './decision.ts';
import type { Snapshot } from './snapshot.ts';
import type { Finding, Subject } from './stages/stage.ts';
import { type NamedStage, STAGES } from './stages/stages.ts';

/** What came of a message on its way through the stages. */
interface StagesPassed {
  readonly reason: Reason;
  readonly consequences: readonly Consequence[];
  /** What stages have found besides the row and the configuration, and counted; left out = nothing. */
  readonly facts: VerdictFacts | undefined;
}

/** What one stage said; null = nothing. */
export interface Asked {
  readonly stage: string;
  readonly finding: Finding | null;
}

const NONE: readonly Consequence[] = [];
const ADMITTED: Reason = { code: 'admitted' };

/**
 * Asks the stages one after the other; whom none of them stops is admitted.
 *
 * @param stages Those that are asked. Default: all.
 * @param asked Gets what each says. Default: nobody wants to know.
 */
export function passStages(
  subject: Subject,
  snapshot: Snapshot,
  stages: readonly NamedStage[] = STAGES,
  asked?: Asked[],
): StagesPassed {
  let consequences = NONE;
  let facts: VerdictFacts | undefined;
  for (const { name, ask } of stages) {
    const finding = ask(subject, snapshot);
    asked?.push({ stage: name, finding });
    if (finding === null) continue;
    if (finding.consequences) consequences = [...consequences, ...finding.consequences];
    if (finding.facts) facts = { ...facts, ...finding.facts };
    if (finding.code === null) continue;
    const { code, detail } = finding;
    return { reason: detail === undefined ? { code } : { code, detail }, consequences, facts };
  }
  return { reason: ADMITTED, consequences, facts };
}
