/**
 * `read`, which has to be pure, but of what was read lately its answer is known: as many of them as `most`, and then all are
 * forgotten.
 */
export function remembered<Answer>(
  most: number,
  read: (text: string, region: string) => Answer,
): (text: string, region: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text, region) => {
    const key = `${region.length} ${region}${text}`;
    if (answers.has(key)) return answers.get(key)!;
    const answer = read(text, region);
    if (answers.size >= most) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}
