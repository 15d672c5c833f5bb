/** The sections in reading order. The first has no heading: it is the page's opening. */
import type { MDXContent } from 'mdx/types';
import AdversarialExamples from './adversarial-examples.mdx';
import DoesItHold from './does-it-hold.mdx';
import Hook from './hook.mdx';
import MoreThanTwo from './more-than-two.mdx';
import Notes from './notes.mdx';
import Regularising from './regularising.mdx';
import WhatModelsLookAt from './what-models-look-at.mdx';
import WhyGradients from './why-gradients.mdx';

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly Content: MDXContent;
}

export const OPENING: MDXContent = Hook;

export const SECTIONS: readonly Section[] = [
  { id: 'adversarial-examples', title: 'Adversarial examples', Content: AdversarialExamples },
  { id: 'why-gradients', title: 'Why gradients', Content: WhyGradients },
  { id: 'what-models-look-at', title: 'What models look at', Content: WhatModelsLookAt },
  { id: 'regularising', title: 'Regularising an ensemble', Content: Regularising },
  { id: 'more-than-two', title: 'More than two', Content: MoreThanTwo },
  { id: 'does-it-hold', title: 'Does it hold?', Content: DoesItHold },
  { id: 'notes', title: 'Notes and references', Content: Notes },
];
