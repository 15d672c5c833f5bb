/** What the article and the playground's presets say of the runs that they begin. */
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../../tests/backend';
import { planarPoints } from '../../data/planar/planar-points';
import { PLANE_DOMAIN, PlanarData } from '../../data/planar-data';
import { plainNetwork } from '../../ensemble/plain-network';
import { type PlanarLayer, planarField } from '../../measures/planar-layers';
import {
  DEFAULT_PLANE_SETTINGS,
  PLANE_RANGES,
  trainingSettings,
} from '../../training/plane-settings';
import { Trainer } from '../../training/trainer';

async function trained(lambda: number) {
  const data = planarPoints({ generator: 'moons', points: 200, noise: 0.08, seed: 4 });
  const settings = { ...DEFAULT_PLANE_SETTINGS, lambda, seed: 4 };
  const own = trainingSettings(settings, 'moons', data.labels.length);
  const trainer = new Trainer(new PlanarData('moons', data), own, PLANE_RANGES);
  while (trainer.step < settings.steps) await trainer.advance();
  const snapshot = trainer.snapshot();
  const { parameters } = await snapshot.read();
  snapshot.dispose();
  trainer.dispose();
  const { members, hidden } = settings;
  const networks = Array.from({ length: members }, (_, i) =>
    plainNetwork({ members, hidden, parameters }, i),
  );
  return (layer: PlanarLayer, epsilon: number) =>
    planarField(networks, { layer, intervals: 48, epsilon }, PLANE_DOMAIN, data);
}

describe('three members on two moons', () => {
  beforeAll(() => selectBackend('wasm'));

  it('are fooled together at half of the points by a step of 0.2 when trained plainly', async () => {
    const { summary } = (await trained(0))('gdr', 0.2);
    expect(summary.gdr).toBeGreaterThan(0.4);
    expect(summary.fooled).toBeGreaterThan(0.45);
    expect(summary.fooled).toBeLessThan(0.55);
  });

  it('have half the GDR with λ = 2, and are fooled by 0.5 where no direction is common', async () => {
    const field = await trained(2);
    const gdr = field('gdr', 0.2);
    expect(gdr.summary.gdr).toBeLessThan(0.25);
    expect(gdr.summary.accuracy).toBeGreaterThan(0.98);
    const truth = field('truth', 0.5).values;
    // A node that is blank is not agreed on.
    const none = [...truth].filter((value, node) => gdr.values[node] === 0 && !Number.isNaN(value));
    expect(none.length).toBeGreaterThan(200);
    const share = none.filter((value) => value > 0).length / none.length;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.7);
  });
});
