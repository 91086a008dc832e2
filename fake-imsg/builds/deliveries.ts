// How the releases send (wire-6.1 to wire-6.5), each as a flat record.

import type { DeliveryPolicy } from '../program/delivery-policy.ts';

const OSASCRIPT_DEADLINE_MS = 150_000;
const WITH_CHAT = ['ok', 'transport', 'id', 'guid', 'message_id', 'chat_guid', 'service', 'attempt_id'];

export const delivery050: DeliveryPolicy = {
  resultFields: ['ok'],
  normalizesFirst: false,
  choosesService: false,
  scriptNames: 'people',
  smsFallback: 'never',
  scriptDeadlineMs: null,
  verifyForMs: 0,
  verifiesBodies: false,
  verifiesIn: 'any chat',
  unseenRow: 'ok',
  bridge: 'nothing',
  fallsBackAfter: 'any failure',
  bridgeGuid: 'newest',
  richResult: 'told',
};

export const delivery081: DeliveryPolicy = {
  ...delivery050,
  resultFields: ['ok', 'transport', 'id', 'guid'],
  verifyForMs: 2000,
  bridge: 'text or file',
};

export const delivery090: DeliveryPolicy = delivery081;

export const delivery0110: DeliveryPolicy = {
  ...delivery081,
  resultFields: WITH_CHAT,
  choosesService: true,
  smsFallback: 'any failure',
  verifyForMs: 8000,
  verifiesBodies: true,
  richResult: 'seen',
};

export const delivery0134: DeliveryPolicy = { ...delivery0110, bridge: 'everything' };

export const delivery0141: DeliveryPolicy = {
  ...delivery0134,
  normalizesFirst: true,
  scriptNames: 'chats',
  smsFallback: 'not started',
  scriptDeadlineMs: OSASCRIPT_DEADLINE_MS,
  verifiesIn: 'the new chat',
  unseenRow: 'unknown',
  fallsBackAfter: 'not started',
  richResult: 'whole',
};

export const deliveryCurrent: DeliveryPolicy = {
  ...delivery0141,
  bridgeGuid: 'own',
};
