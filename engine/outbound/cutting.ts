import type { BlockStreaming } from '../config/config.ts';
import type { Cutting } from '../turns/reply.ts';
import { idleBlock, nextBlock } from './plan/blocks.ts';

/** How replies are cut while they are written; null = they are not. */
export function createCutting(settings: BlockStreaming | null): Cutting | null {
  if (settings === null) return null;
  const next: Cutting['next'] = (text, when) =>
    when === 'idle' ? idleBlock(text) : nextBlock(text, settings);
  return { idleMs: settings.idleMs, next };
}
