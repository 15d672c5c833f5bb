import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { EnsembleRecord } from '../../engine/page/records';
import { Members } from './Members';

const evaluation = { memberAccuracy: [0.871, 0.71], measures: { memberNorm: [0.4953, 0.0421] } };

/** What it says of each member. */
function said(rated: object | null): string[] {
  const record = { name: 'Mine', evaluation: rated } as unknown as EnsembleRecord;
  const markup = renderToStaticMarkup(createElement(Members, { record }));
  return [...markup.matchAll(/<li>(.*?)<\/li>/g)].map(([, own]) => own!.replace(/<[^>]*>/g, ''));
}

it('a calm member is seen by its short gradients, a weak one by its accuracy', () => {
  expect(said(evaluation)).toEqual([
    'f₁ 87.1\u202f% right, mean ‖g‖ 0.495',
    'f₂ 71.0\u202f% right, mean ‖g‖ 0.0421',
  ]);
});

it('no length is claimed of what was kept before lengths were measured', () => {
  const { memberAccuracy } = evaluation;
  expect(said({ memberAccuracy })[0]).toBe('f₁ 87.1\u202f% right, mean ‖g‖ –');
  expect(said(null)).toEqual([]);
});
