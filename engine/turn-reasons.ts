/** Of rows that were admitted: what came of them once they were to become part of a turn. */
export const TURN_REASONS = {
  preview_late: {
    fate: 'context',
    stage: 'turn',
    text: 'preview asked for again',
    meaning:
      'The preview of a link that imsg told only when it was asked for again. Its text did not wait any more.',
    keys: [],
  },
  preview_told: {
    fate: 'context',
    stage: 'turn',
    text: 'preview of a link in the words before it',
    meaning:
      'The preview of a link, which says nothing by itself. The link stands in what the same person wrote just before, which did not wait any more.',
    keys: ['coalesceSameSenderDms'],
  },
  began_turn: {
    fate: 'dispatched',
    stage: 'turn',
    text: '',
    meaning: 'It became a turn, or the first message of one.',
    keys: [],
  },
  joined_turn: {
    fate: 'merged',
    stage: 'turn',
    text: '',
    meaning: 'It became a further message of a turn.',
    keys: ['coalesceSameSenderDms'],
  },
  agent_gave_up: {
    fate: 'dead',
    stage: 'turn',
    text: '{}',
    meaning: 'The agent failed at its turn as often as it may. What it said last is named.',
    keys: ['catchup.maxFailureRetries'],
  },
  agent_missing: {
    fate: 'dead',
    stage: 'turn',
    text: 'no agent could be asked: {}',
    meaning: 'There is no agent in agents.list that could be asked. The turn is kept.',
    keys: [],
  },
  begun_too_often: {
    fate: 'dead',
    stage: 'turn',
    text: 'begun {} times without an answer',
    meaning:
      'Its turn was begun again and again, and each time the gateway ended before there was an answer.',
    keys: ['catchup.maxFailureRetries'],
  },
  agent_broke_off: {
    fate: 'dispatched',
    stage: 'turn',
    text: '{}',
    meaning:
      'The agent failed after it had said a part of its answer, which is not said again. Why is named.',
    keys: [],
  },
  turn_aborted: {
    fate: 'dispatched',
    stage: 'turn',
    text: 'aborted',
    meaning: 'Somebody ended the turn while the agent was at it.',
    keys: [],
  },
  stopped_by_command: {
    fate: 'dispatched',
    stage: 'turn',
    text: 'stopped by /{}',
    meaning: 'Somebody in its chat stopped the turn while the agent was at it.',
    keys: [],
  },
  withdrawn_by_command: {
    fate: 'context',
    stage: 'turn',
    text: 'stopped by /{} before it was begun',
    meaning: 'Somebody in its chat stopped what was said before; the agent was not asked.',
    keys: [],
  },
  owner_spoke: {
    fate: 'context',
    stage: 'turn',
    text: 'the owner spoke before it was begun',
    meaning: 'It still waited when the owner wrote in the conversation by themselves, and is left to them.',
    keys: ['handoff.quietMs'],
  },
  taken_back: {
    fate: 'context',
    stage: 'turn',
    text: 'taken back before it was handed over',
    meaning: 'Whoever wrote it took it back, and all else of its turn, before the agent was asked.',
    keys: [],
  },
  cut_short: {
    fate: 'dispatched',
    stage: 'turn',
    text: 'the gateway ended while the reply was being sent',
    meaning: 'Some of the reply may have left. To run its turn again could say it twice.',
    keys: [],
  },
} as const;
