import { textValue } from '../text/values.ts';
import { bytesOf, type MakeFault } from './fault.ts';

/** A line on stdout before anything else, as a wrapper script or a login shell writes one. */
export const banner: MakeFault = (value) => {
  const text = textValue('banner', value);
  return ({ write }) => ({ begin: () => void write(bytesOf(`${text}\n`)) });
};
