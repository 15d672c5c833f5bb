/**
 * What to try in a figure and what to look for: plain sentences under it, in the article and alone. Apart from the
 * registry, for in the article they are markup already.
 */
import type { FigureName } from './registry';

export const CAPTIONS: Readonly<Record<FigureName, string>> = {
  hook: 'Drag the slider until the answer changes, then look for what changed in the picture. Nothing is added but one fixed pattern, which was found in a single step.',
  'norm-balls':
    'Drag the perturbation δ across the edges of the three balls, then turn the gradient. In which ball does the best step follow the gradient, and in which two does it jump from corner to corner?',
  'straight-line':
    'The straight line is what FGS assumes, the curve is what the network does. Where do they part? Compare garments.',
  surfaces:
    'Push the ball down one surface and watch the other; then go from parallel to antiparallel gradients and push again. The height is a model’s confidence over an input of two numbers; on the floor, the directions that lower both are orange. These are formulas, not trained networks.',
  'two-models':
    'Drag the tips of ∇f and ∇g: the closer they point, the wider the orange region. Then move δ: both bars turn red exactly while it is in the orange. With the keyboard: arrows, Shift for larger steps, Alt for smaller ones; Alt while dragging switches snapping off.',
  playground:
    'Move λ from 0 upwards and watch the orange fade; then drag the probe to where it has gone and see how far the attack must go. Three small networks learn to tell the points apart while you look.',
  arrangements:
    'Choose green or yellow: no orange is left, although the mean cosine and GAL are well above their least. Then put the arrows closer together and run both descents: the one on GDR stops as soon as the orange is gone. Blue, green and yellow are from Adam and Speciel (2020). With the keyboard: arrows, Shift for larger steps, Alt for smaller ones; Alt while dragging switches snapping off.',
  sphere:
    'Drag the sphere to turn it, and the tips to move the gradients. Three orthogonal ones leave exactly one eighth. Bring them towards one plane, around the centre, and the orange triangle vanishes. What is on the far side is drawn faint; the keyboard reaches it (arrows, Shift for larger steps, Alt for smaller ones).',
  'cosine-matrix':
    'Choose a cell, then change its cosine. Which values it may take depends on all the others: no three members can all be more than 120° apart.',
  'joint-slope':
    'Begin with equal and orthogonal, and pull one arrow in: GDR stays, the slope falls. Turn two until they are nearly opposite: both fall. Then choose one short and run both descents. In space three equal, orthogonal gradients leave only one eighth of all directions, yet a step that lowers all three as far as one alone need only be √3 times as long. With the keyboard: arrows move a tip, Page Up and Page Down lengthen and shorten it, Shift for larger steps, Alt for smaller ones; Alt while dragging lets go of the direction.',
  attack:
    'Choose who attacks and how hard, and replay the steps. Does what is made on one member fool the others? Compare the two ensembles at the same ε, then search the smallest ε that fools.',
  lab: 'Train the same ensemble twice, with λ = 0 and with λ = 3, from the same seed. Then switch on “retrain live” and move λ. Faint before the first run: how a shipped ensemble did that was trained in a like way, on all 60,000 images five times.',
  ensembles:
    'Each ensemble is a point. Train one or two more in the Lab, with another λ or another penalty, and see whether they fall into line. After the results of Adam and Speciel (2020).',
  'gdr-success':
    'Every point is an ensemble. Does less GDR go with less success, whatever counts as success? Now give the attacker more steps, then let it attack from one member alone. After the figure of Adam and Speciel (2020).',
  price:
    'Up is accurate, right is safe. Which way of training gives up the least accuracy for what it withstands? Change the attacker: does the same one win?',
  transfer:
    'Each row is the member that the attack was made on, each column a member that is then shown the perturbed images; outlined, the member itself. How much of the diagonal is found beside it?',
  'cone-truth':
    'Raise the radius: where does the filling leave the outline? Then drag the point to where the vote is wrong. The image was not chosen: it is the first test image.',
  'sign-steps':
    'Pairs of members, counted over held-out images. Right of the dashed line a step along one gradient raises the other confidence; a step along its sign may lower both all the same: where, and how often?',
  saliency:
    'The same garment, seen by the members of the ensembles that you compare. Can gradients be orthogonal, or even opposed, while the members look at the same pixels? Compare the columns of numbers.',
  attackers:
    'The same attack, made on one member, on strangers’ copies, and on everything. Where does the second bar of a pair stay longer than the first? Now give the attacker one step, then fifty.',
  'diversity-map':
    'Hatched pixels hardly vary in the training images. Where does the ensemble trained on GDR put its gradients, and where the one whose GDR was taken in the metric of the data? Take more pixels out, or weigh each by its spread, and compare what is left of the GDR.',
  detection:
    'How often disagreement flags an attacked image, against how often it flags a clean one. Raise ε: members that are fooled alike agree again.',
  'evaluation-card':
    'For researchers. Evaluate one of the ensembles, then the same one with its gradients masked on purpose: PGD hardly fools that one any more. Which lines give it away?',
};
