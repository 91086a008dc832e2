import { blankStage } from './blank.ts';
import { chatStage } from './chat.ts';
import { commandStage } from './command.ts';
import { debrisStage } from './debris.ts';
import { echoStage } from './echo.ts';
import { fenceStage } from './fence.ts';
import { gateStage } from './gate.ts';
import { mentionStage } from './mention.ts';
import { previewStage } from './preview.ts';
import { reactionStage } from './reaction.ts';
import { senderStage } from './sender.ts';
import type { Stage } from './stage.ts';

/** In the order in which a message passes them; the first verdict is final. */
export const STAGES: readonly Stage[] = [
  echoStage,
  senderStage,
  fenceStage,
  chatStage,
  gateStage,
  previewStage,
  reactionStage,
  commandStage,
  debrisStage,
  mentionStage,
  blankStage,
];
