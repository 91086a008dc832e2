import type { BlockStreaming } from '../config/config.ts';
import type { Cutting } from '../turns/reply.ts';
import { blockBehind, idleBlock, nextBlock } from './plan/blocks.ts';

/** How replies are cut while they are written; null = they are not. */
export function createCutting(settings: BlockStreaming | null): Cutting | null {
  if (settings === null) return null;
  return {
    idleMs: settings.idleMs,
    next: {
      written: (text) => nextBlock(text, settings),
      cut: (text) => blockBehind(text, settings),
      idle: idleBlock,
    },
  };
}
