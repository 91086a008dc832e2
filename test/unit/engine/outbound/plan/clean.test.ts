import { describe, expect, test } from 'vitest';
import { scaffoldingIn } from '../../../../../engine/message/scaffolding.ts';
import { withoutScaffolding } from '../../../../../engine/outbound/plan/clean.ts';

describe('what an agent writes for itself is taken out (OUT-9)', () => {
  test.each([
    ['<think>They want the hours.</think>\n\nFrom nine to five.', 'From nine to five.'],
    ['<thinking a="b">x</thought>Yes', 'Yes'],
    ['<THINK>x</think >Yes', 'Yes'],
    ['They want the hours.\n</think>\nFrom nine to five.', 'From nine to five.'],
    ['Yes.\n<think>Or should I', 'Yes.'],
    ['<think>a</think>b</think>Yes', 'Yes'],
    ['<final>Yes.</final>', 'Yes.'],
    ['<relevant-memories>her birthday</relevant-memories>Yes', 'Yes'],
    ['One moment.<tool_call>{"name":"x"}</tool_call>', 'One moment.'],
    ['<function_calls><invoke name="x">y</invoke></function_calls>Yes', 'Yes'],
    ['<any:tool_call>x</any:tool_call>Yes<invoke name="x"/>', 'Yes'],
    ['Yes#+#+#+#+#+no', 'Yesno'],
    ['assistant to=functions.search\nYes', 'Yes'],
    ['<|im_start|>Yes<|im_end|>', 'Yes'],
    ['[[reply_to_current]] Yes', 'Yes'],
    ['[[ reply_to: 17 ]]Yes[[audio_as_voice]]', 'Yes'],
    ['assistant:\nYes\nuser:  \nAnd?', 'Yes\n\nAnd?'],
    ['Yes\n\n\n\n\nNo', 'Yes\n\nNo'],
    ['<fin<final>al>Yes', 'Yes'],
    ['<think>secret', ''],
    ['<memory>her birthday</memory>Yes', 'Yes'],
    ['<memory_context>her birthday</memory_context>Yes', 'Yes'],
    ['<reasoning>a</reasoning><thoughts>b</thoughts><scratchpad>c</scratchpad>Yes', 'Yes'],
    ['They want the hours.</reasoning>Yes', 'Yes'],
    ['<system-reminder>be brief</system-reminder>Yes', 'Yes'],
    ['<tool_code>print(1)</tool_code>Yes', 'Yes'],
    ['<function=search>{"a":1}</function>Yes', 'Yes'],
    ['<function name="search">{"a":1}</function>Yes</function>', 'Yes'],
    ['◁think▷They want > 1.◁/think▷Yes', 'Yes'],
    ['[TOOL_CALL]{"name":"x"}[/TOOL_CALL]Yes', 'Yes'],
    ['Yes[TOOL_CALLS][{"name":"x"}]', 'Yes'],
    ['[THINK]They want the hours.[/THINK]Yes', 'Yes'],
    ['<|tool_calls_begin|><|tool_call_begin|>x{}<|tool_call_end|><|tool_calls_end|>Yes', 'Yes'],
    ['<|tool_call_begin|>x{}<|tool_call_end|>Yes', 'Yes'],
    ['Yes<｜tool▁calls▁begin｜>x{}<｜tool▁calls▁end｜>', 'Yes'],
    ['Yes<|tool_call_begin|>x{}', 'Yes'],
  ])('%j says %j', (said, cleaned) => {
    expect(withoutScaffolding(said)).toBe(cleaned);
    expect(scaffoldingIn(cleaned)).toBeNull();
  });

  test.each([
    [
      '<|channel|>analysis<|message|>secret<|end|><|start|>assistant<|channel|>final<|message|>Yes<|return|>',
      'Yes',
    ],
    ['<|start|>assistant<|channel|>analysis<|message|>secret<|start|>assistant<|message|>Yes', 'Yes'],
    ['Yes<|channel|>commentary to=functions.x <|constrain|>json<|message|>{"a":1}<|call|>', 'Yes'],
    ['<|channel|>final<|message|>Yes\n`<|channel|>`<|end|>', 'Yes\n`<|channel|>`'],
    ['<|start|>system<|message|>secret<|end|>Yes', 'Yes'],
    ['<|start|>functions.x to=assistant<|message|>secret<|end|>Yes', 'Yes'],
    ['Yes<|channel|>analysis<|message|>secret', 'Yes'],
    ['Yes<|channel|>analysis', 'Yes'],
    ['<|chan<think>x</think>nel|>analysis<|message|>secret<|end|>Yes', 'Yes'],
    ['<|CHANNEL|>Final<|MESSAGE|>Yes', 'Yes'],
  ])('%j says %j', (said, cleaned) => {
    expect(withoutScaffolding(said)).toBe(cleaned);
    expect(scaffoldingIn(cleaned)).toBeNull();
  });

  test.each([
    'Write `<think>` first.',
    '```\n<tool_call>\n\n\n\nuser:\n</tool_call>\n```',
    'a < b > c, x = y, [1], user: me, C#+ is no language',
    'The finale <finally> comes',
    'An Array<Function> has no memory, says [Think] of [tools]',
    'Put this above it: #include <memory> and #include <thread>, then call make_unique.',
    'Write `<|channel|>analysis<|message|>` or `[TOOL_CALL]x[/TOOL_CALL]` first.',
    '```\n<memory>\nx\n</memory>\n◁think▷\n```',
  ])('%j is left as it is', (said) => {
    expect(withoutScaffolding(said)).toBe(said);
  });

  test('a block of code that is left open hides nothing', () => {
    expect(withoutScaffolding('Yes\n```py\n<think>secret')).toBe('Yes\n```py');
  });

  test('a thought ends even where code in it does not', () => {
    expect(withoutScaffolding('<think>```js\nx</think>Yes, ```y```')).toBe('Yes, ```y```');
  });

  test('what is hidden one in another without end says nothing', () => {
    expect(withoutScaffolding(`${'<fin'.repeat(20)}${'al>'.repeat(20)}`)).toBe('');
  });
});
