const BUBBLES = ['impact', 'loud', 'gentle', 'invisibleink'];
const SCREENS = [
  'confetti',
  'lasers',
  'fireworks',
  'balloons',
  'sparkles',
  'spotlight',
  'echo',
  'love',
  'celebration',
];

/** The whole id of an effect that may be given by its short name; what nobody knows stays as it is (5.3). */
export function effectId(name: string): string {
  const trimmed = name.trim();
  const key = trimmed.toLowerCase();
  if (BUBBLES.includes(key)) return `com.apple.MobileSMS.expressivesend.${key}`;
  if (!SCREENS.includes(key)) return trimmed;
  return `com.apple.messages.effect.CK${key.charAt(0).toUpperCase()}${key.slice(1)}Effect`;
}
