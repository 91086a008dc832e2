import { answerStage } from './answer.ts';
import { approvalStage } from './approval.ts';
import { blankStage } from './blank.ts';
import { budgetStage } from './budget.ts';
import { chatStage } from './chat.ts';
import { commandStage } from './command.ts';
import { debrisStage } from './debris.ts';
import { echoStage } from './echo.ts';
import { fenceStage } from './fence.ts';
import { gateStage } from './gate.ts';
import { hiddenStage } from './hidden.ts';
import { loopStage } from './loop.ts';
import { mentionStage } from './mention.ts';
import { ownerStage } from './owner.ts';
import { pollStage } from './poll.ts';
import { previewStage } from './preview.ts';
import { quietStage } from './quiet.ts';
import { reactionStage } from './reaction.ts';
import { senderStage } from './sender.ts';
import type { Stage } from './stage.ts';

export interface NamedStage {
  /** As the registry of reasons has it. */
  readonly name: string;
  readonly ask: Stage;
  /** Whether it goes by what was said, so that nobody can ask it where that is not kept. Default false. */
  readonly readsWords?: true;
}

/** In the order in which a message passes them; the first verdict is final. */
export const STAGES: readonly NamedStage[] = [
  { name: 'approval', ask: approvalStage },
  { name: 'echo', ask: echoStage },
  { name: 'owner', ask: ownerStage },
  { name: 'sender', ask: senderStage },
  { name: 'fence', ask: fenceStage },
  { name: 'chat', ask: chatStage },
  { name: 'hidden', ask: hiddenStage },
  { name: 'gate', ask: gateStage },
  { name: 'preview', ask: previewStage },
  { name: 'reaction', ask: reactionStage },
  { name: 'poll', ask: pollStage, readsWords: true },
  { name: 'answer', ask: answerStage, readsWords: true },
  { name: 'command', ask: commandStage, readsWords: true },
  { name: 'debris', ask: debrisStage, readsWords: true },
  { name: 'mention', ask: mentionStage, readsWords: true },
  { name: 'blank', ask: blankStage, readsWords: true },
  { name: 'quiet', ask: quietStage },
  { name: 'loop', ask: loopStage },
  { name: 'budget', ask: budgetStage },
];

const BEFORE_FENCE: ReadonlySet<string> = new Set(
  STAGES.slice(
    0,
    STAGES.findIndex(({ ask }) => ask === fenceStage),
  ).map(({ name }) => name),
);

/** Whether what a stage decides is so at any age. */
export const isBeforeFence = (stage: string): boolean => BEFORE_FENCE.has(stage);
