import { isInChat } from '../../message/chat-meaning.ts';
import type { Stage } from './stage.ts';

/** A reply goes to the row's own chat, so a row without one cannot be answered anywhere safely (ruling-13). */
export const chatStage: Stage = ({ message }) => (isInChat(message) ? null : { code: 'no_chat' });
