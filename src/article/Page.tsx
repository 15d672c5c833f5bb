/** The page: what it is about in a few words, and its figures in reading order. */
import { EngineStatus } from '../figures/engine-status/EngineStatus';
import { FigureFrame } from '../figures/frame/FigureFrame';
import { WhenNear } from '../figures/frame/WhenNear';
import { LinkNotice } from '../figures/LinkNotice';
import { type FigureName, figureOf } from '../figures/registry';
import { SessionProvider } from '../figures/session';

export function Page() {
  return (
    <main className="article">
      <LinkNotice />
      <h1>Gradient diversity in ensembles</h1>
      <p>
        A neural network can be fooled by a change of its input too small to notice, found in one
        step along the sign of its input gradient: the fast gradient sign attack, FGS. An ensemble
        resists when no one step fools all its members at once. How many directions do is its{' '}
        <b>Gradient Diversity Rating</b>, GDR: the share of all directions that lower every member's
        confidence.
      </p>

      <h2 id="two-models">Two models</h2>
      <p>
        Take two models and look only at their <b>gradients</b> ∇<i>f</i> and ∇<i>g</i>: the
        directions in which a change of the input raises each one's confidence in the true class. A
        small change <i>δ</i> lowers a model's confidence when it points away from its gradient, by
        more than a right angle. Where it does so for both, lies the <b>adversarial subspace</b>,
        drawn in orange. Its share of the circle is the GDR.
      </p>
      <Figure name="two-models" />

      <h2 id="attack">Attack an ensemble</h2>
      <p>
        Two ensembles of three small networks come with this page, one trained plainly and one
        trained to keep its members' input gradients apart. Choose a garment and a step size, and
        see who is fooled.
      </p>
      <div className="wide">
        <WhenNear title="Engine">
          <SessionProvider>
            <EngineStatus />
          </SessionProvider>
        </WhenNear>
      </div>
      <Figure name="attack" />

      <h2 id="lab">Train your own</h2>
      <p>
        Everything is computed here, in your browser, on FashionMNIST. Penalty, weight and learning
        rate may be moved while it trains; the charts mark where you did.
      </p>
      <Figure name="lab" />

      <h2 id="ensembles">Compare</h2>
      <p>
        Does a lower GDR go with fewer successful attacks, and what does it cost in accuracy? What
        you train stays in this browser.
      </p>
      <Figure name="ensembles" />
      <p className="note">
        FGS is one step. Attacks of many steps break a diverse ensemble far more often: a small GDR
        says that few directions lower every confidence at this image, to first order, and no more.
      </p>
    </main>
  );
}

function Figure({ name }: { name: FigureName }) {
  return <FigureFrame figure={figureOf(name)} />;
}
