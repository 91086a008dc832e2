import type { Stage } from './stage.ts';

export const reactionStage: Stage = ({ message }) => (message.reaction ? { code: 'tapback' } : null);
