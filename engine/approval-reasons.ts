/** Of rows that answer what somebody was asked, or would. */
export const APPROVAL_REASONS = {
  approval_answer: {
    fate: 'approval',
    stage: 'approval',
    text: '{}',
    meaning:
      'A tapback on a message that asks: a decision, or the answer to a question. The first counts, if it comes in time. Both are named.',
    keys: [],
  },
  approval_no_right: {
    fate: 'approval',
    stage: 'approval',
    text: 'may not decide {}',
    meaning: 'A tapback on a message that asks, from somebody who is no approver. It decides nothing.',
    keys: ['allowFrom'],
  },
  approvers_unnamed: {
    fate: 'approval',
    stage: 'approval',
    text: 'approval reactions require explicit approvers',
    meaning: 'A tapback on a message that asks, while nobody is named who may decide by one.',
    keys: ['allowFrom'],
  },
  approval_over: {
    fate: 'approval',
    stage: 'approval',
    text: '{} was decided before, or had ended',
    meaning:
      'A tapback on a message that asks, when nothing was to be decided any more. The request is named.',
    keys: [],
  },
} as const;

/** Of rows that do so in words. */
export const ANSWER_REASONS = {
  question_answer: {
    fate: 'approval',
    stage: 'answer',
    text: '{} in words',
    meaning: 'The answer to a question of the agent, in words or by its number. It is no turn of its own.',
    keys: [],
  },
  approve_command: {
    fate: 'command',
    stage: 'answer',
    text: '/approve ({})',
    meaning:
      'Somebody decides, or tries to, what was asked. The gateway answers it; what it came to is named.',
    keys: ['allowFrom'],
  },
} as const;
