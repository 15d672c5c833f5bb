/** Words that the article explains where they first appear. */
export const GLOSSARY = {
  'input-gradient':
    'How the loss changes with each value of the input: a vector with one number for each pixel. It points where the loss rises fastest.',
  ensemble:
    'Several networks, its members, trained for the same task. Its answer is the class with the largest mean probability.',
  norm: 'A way to measure how long a vector is. ‖δ‖₁ adds the sizes of all its numbers, ‖δ‖₂ is the ordinary length, ‖δ‖∞ is the largest of them.',
  loss: 'What training makes small. Here the cross-entropy: minus the logarithm of the probability that the network gives to the true class, in nats.',
  fgs: 'Fast gradient sign: one step of the size ε in every pixel, along the sign of the input gradient.',
  pgd: 'Projected gradient descent: many small sign steps, each with a fresh gradient, and each drawn back to within ε of the image.',
  confidence: 'The probability that a network gives to the true class of the image.',
  saliency: 'The size of the input gradient at each pixel, whatever its sign.',
  'second-order':
    'It differentiates something that already is a derivative: here the input gradients, with respect to the parameters.',
  'orthant-probability':
    'The probability that normal variables with given correlations are all negative: the share of space that an orthant fills once the axes are skewed.',
} as const satisfies Record<string, string>;

export type TermName = keyof typeof GLOSSARY;
