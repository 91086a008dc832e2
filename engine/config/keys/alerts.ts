import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { programOrAddress } from './values.ts';

/** Whom the gateway tells of what needs a person. */
export const alerts = defineSubject({
  fileKeys: {
    alerts: key(
      programOrAddress('the text of an alert'),
      'What is told when a person is needed, such as a lost permission.',
      {
        notYet: 'alerts',
      },
    ),
  },
});
