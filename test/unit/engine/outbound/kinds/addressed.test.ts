import { expect, test } from 'vitest';
import { addressed } from '../../../../../engine/outbound/kinds/addressed.ts';
import { id } from '../../../../support/messages/ids.ts';
import { TARGET } from '../../../../support/stores/inputs.ts';

const MEANS = { region: 'US', service: 'sms', smsFallback: 'unless refused' } as const;

test('the service before a target wins over that of the account, auto as well (TGT-6)', () => {
  expect(addressed(TARGET, MEANS)).toMatchObject({ service: 'sms' });
  expect(addressed({ ...TARGET, service: 'imessage' }, MEANS)).toMatchObject({ service: 'imessage' });
  expect(addressed({ ...TARGET, service: 'auto' }, MEANS)).not.toHaveProperty('service');
});

test('what goes to somebody never leaves as SMS instead, where the build takes the word for it (OUT-5)', () => {
  const toSomebody = { ...TARGET, to: id.handle('+15550001111') };
  expect(addressed(toSomebody, MEANS)).toMatchObject({
    target: { to: '+15550001111' },
    allowSmsFallback: false,
  });
  const none = { ...MEANS, smsFallback: 'none' } as const;
  expect(addressed(toSomebody, none)).not.toHaveProperty('allowSmsFallback');
  expect(addressed(TARGET, MEANS)).not.toHaveProperty('allowSmsFallback');
});

test('what goes to somebody by no service that is named goes by iMessage, where imsg would send it as SMS as well (OUT-5)', () => {
  const toSomebody = { ...TARGET, to: id.handle('+15550001111') };
  const { service: _, ...rest } = MEANS;
  const means = { ...rest, smsFallback: 'always' } as const;
  expect(addressed(toSomebody, means)).toMatchObject({ service: 'imessage' });
  expect(addressed({ ...toSomebody, service: 'auto' }, means)).toMatchObject({ service: 'imessage' });
  expect(addressed(toSomebody, { ...means, service: 'sms' })).toMatchObject({ service: 'sms' });
  expect(addressed(TARGET, means)).not.toHaveProperty('service');
});
