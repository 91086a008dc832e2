import type { Stage } from './stage.ts';

/** Whoever is not known is nobody: in no list, and not worth an age either. */
export const senderStage: Stage = ({ message }) =>
  message.sender === '' && !message.isFromMe ? { code: 'missing_sender' } : null;
