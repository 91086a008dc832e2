import { messageStats, NoStats } from '../program/message-stats.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Handler } from './method.ts';

/** `messages.stats`: how much there is of what (wire-2.6, wire-4.8). */
export const messagesStats: Handler = (params, { chatDb }) => {
  const asked = {
    chatId: params.integer('chat_id'),
    hasMedia: params.flag('include_media'),
    timeZone: params.string('time_zone'),
  };
  try {
    return messageStats(chatDb(), asked);
  } catch (error) {
    throw error instanceof NoStats ? invalidParams(error.message) : error;
  }
};
