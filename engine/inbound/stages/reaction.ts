import type { Stage } from './stage.ts';

export const reactionStage: Stage = ({ message }) => (message.isReaction ? { code: 'tapback' } : null);
