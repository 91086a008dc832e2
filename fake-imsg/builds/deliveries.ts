import type { DeliveryPolicy } from '../program/delivery-policy.ts';
import type { ByRelease } from './by-release.ts';

/** How the releases send (wire-6.1 to wire-6.5). */
export const DELIVERIES: ByRelease<DeliveryPolicy> = {
  resultFields: [
    ['ok'],
    ['0.7.0', ['ok', 'id', 'guid']],
    ['0.8.1', ['ok', 'transport', 'id', 'guid']],
    ['0.11.0', ['ok', 'transport', 'id', 'guid', 'message_id', 'chat_guid', 'service', 'attempt_id']],
  ],
  normalizesFirst: [false, ['0.14.1', true]],
  choosesService: [false, ['0.11.0', true]],
  scriptNames: ['people', ['0.14.1', 'chats']],
  smsFallback: ['never', ['0.11.0', 'any failure'], ['0.14.1', 'not started']],
  scriptDeadlineMs: [null, ['0.14.1', 150_000]],
  verifyForMs: [0, ['0.7.0', 2000], ['0.11.0', 8000]],
  verifiesBodies: [false, ['0.11.0', true]],
  verifiesFiles: [false, ['0.15.10', true]],
  findsPersonAgain: [false, ['0.15.10', true]],
  tellsServiceOfRow: [false, ['0.15.10', true]],
  verifiesIn: ['any chat', ['0.14.1', 'the new chat']],
  unseenRow: ['ok', ['0.14.1', 'unknown']],
  bridge: ['nothing', ['0.8.1', 'text or file'], ['0.13.4', 'everything']],
  fallsBackAfter: ['any failure', ['0.14.1', 'not started']],
  bridgeGuid: ['newest', ['current', 'own']],
  refusesLostThreads: [false, ['0.15.10', true]],
  verifiesCaptions: [false, ['0.15.10', true]],
  captionsPolls: [false, ['0.13.4', true]],
  richResult: ['told', ['0.11.0', 'seen'], ['0.14.1', 'whole']],
};
